import { app } from 'electron';
import { join } from 'node:path';
import type { Ports, Sql } from '../core/ports.ts';
import { createArchives } from './adapters/archives.ts';
import { createBackups } from './adapters/backups.ts';
import { createJournal } from './adapters/journal.ts';
import { createTags } from './adapters/tags.ts';
import { createTrash } from './adapters/trash.ts';
import { createAudioReader } from './adapters/audio.ts';
import { createClock } from './adapters/clock.ts';
import { createFiles } from './adapters/files.ts';
import { createHttp } from './adapters/http.ts';
import { isOnThisMachine, type Settings } from '../shared/settings.ts';
import type { FileLog } from './adapters/log.ts';
import { createOnline } from './adapters/online.ts';
import { createSecrets, loadKeytar } from './adapters/secrets.ts';
import type { Profile } from './profile.ts';

type OfDatabase = 'sql' | 'backups';

/** What there is of the profile's open database. */
export const databasePorts = (sql: Sql): Pick<Ports, OfDatabase> => ({
  sql,
  backups: createBackups(sql, join(app.getPath('userData'), 'backups')),
});

/** The rest of the real world, one adapter per port. */
export const createPorts = (
  profile: Profile,
  log: FileLog,
  settings: () => Settings,
): Omit<Ports, OfDatabase> => {
  const { service, account } = profile.keychain;
  const secrets = createSecrets(loadKeytar(__filename), service, account);
  return {
    clock: createClock(),
    random: Math.random,
    http: createHttp(`Cliploft/${app.getVersion()}`),
    files: createFiles(),
    audio: createAudioReader(),
    tags: createTags(),
    trash: createTrash(),
    journal: createJournal(join(app.getPath('userData'), 'watched.log')),
    archives: createArchives(),
    secrets: {
      ...secrets,
      // A key that comes out of the keychain is a secret to the log before anybody uses it.
      async read() {
        const found = await secrets.read();
        if (found.ok && found.value !== null) log.redact(found.value);
        return found;
      },
    },
    online: createOnline(() => isOnThisMachine(settings().apiBaseUrl)),
    log,
  };
};

import { app, session } from 'electron';
import { join } from 'node:path';
import type { IndexFile, Ports, Sql } from '../core/ports.ts';
import { createArchives } from './adapters/archives.ts';
import { createBackups } from './adapters/backups.ts';
import { createJournal } from './adapters/journal.ts';
import { createTags } from './adapters/tags.ts';
import { createTrash } from './adapters/trash.ts';
import { createAudioReader } from './adapters/audio.ts';
import { createClock } from './adapters/clock.ts';
import { createFiles } from './adapters/files.ts';
import { isOnThisMachine, type Settings } from '../shared/settings.ts';
import type { FileLog } from './adapters/log.ts';
import { createOnline, type WakingOnline } from './adapters/online.ts';
import soundThread from './adapters/sound/thread.ts?modulePath';
import { createSoundMeter } from './adapters/sound-meter.ts';
import { createSecrets, loadKeytar } from './adapters/secrets.ts';
import type { Profile } from './profile.ts';
import { createProxy, type ProxyRoom } from './proxy/proxy.ts';

type OfDatabase = 'sql' | 'backups' | 'index';

/** What there is of the profile's open database. */
export const databasePorts = (sql: Sql, index: IndexFile): Pick<Ports, OfDatabase> => ({
  ...{ sql, index },
  backups: createBackups(sql, join(app.getPath('userData'), 'backups')),
});

/** The rest of the real world, one adapter per port. */
export const createPorts = (
  profile: Profile,
  log: FileLog,
  settings: () => Settings,
): Omit<Ports, OfDatabase> & { proxy: ProxyRoom } & Pick<WakingOnline, 'woke'> => {
  const { service, account, proxyAccount } = profile.keychain;
  const keytar = loadKeytar(__filename);
  const secrets = createSecrets(keytar, service, account);
  const online = createOnline(() => isOnThisMachine(settings().apiBaseUrl));
  const proxy = createProxy({
    userAgent: `Cliploft/${app.getVersion()}`,
    settings: () => settings().proxy,
    apiBaseUrl: () => settings().apiBaseUrl,
    secrets: createSecrets(keytar, service, proxyAccount),
    redact: (secret) => log.redact(secret),
    ...{ log, now: () => performance.now() },
    askSystem: (url) => session.defaultSession.resolveProxy(url),
  });
  const clock = createClock();
  return {
    clock,
    random: Math.random,
    proxy,
    woke: online.woke,
    http: proxy.http,
    files: createFiles(),
    audio: createAudioReader(),
    sound: createSoundMeter({ thread: soundThread, clock }),
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
    online: {
      isOnline: online.isOnline,
      // Another way out may lead where the last one did not: as after waking, what failed is worth a try at once.
      onChange(listener) {
        const stops = [online.onChange(listener), proxy.onChange(listener)];
        return () => stops.forEach((stop) => stop());
      },
    },
    log,
  };
};

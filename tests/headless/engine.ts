import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../src/core/engine-api.ts';
import { createEngine } from '../../src/core/engine.ts';
import type { IndexFile, Ports, Sql } from '../../src/core/ports.ts';
import { createArchives } from '../../src/main/adapters/archives.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';
import { createBackups } from '../../src/main/adapters/backups.ts';
import { createClock } from '../../src/main/adapters/clock.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createHttp } from '../../src/main/adapters/http.ts';
import { openIndexFile } from '../../src/main/adapters/index-file.ts';
import { createJournal } from '../../src/main/adapters/journal.ts';
import { createFileLog } from '../../src/main/adapters/log.ts';
import { createTags } from '../../src/main/adapters/tags.ts';
import { nodeSqlite, openNodeSql } from '../../src/main/adapters/sql-node.ts';
import { openWasmSql } from '../../src/main/adapters/sql-wasm.ts';
import { openDatabase, type Refusal } from '../../src/main/database/open.ts';
import { startOn } from '../../src/main/database/start.ts';
import { createFakeOnline, type FakeOnline } from '../fakes/online.ts';
import { createFakeSecrets, type FakeSecrets } from '../fakes/secrets.ts';
import { folderTrash } from './folder-trash.ts';

export type Sqlite = 'node' | 'wasm';

export interface HeadlessOptions {
  /** The database, its backups, the journal, the log and the trash lie in here. */
  profile: string;
  libraryFolder: string;
  apiUrl: string;
  /** null: none yet. */
  key: string | null;
  sqlite: Sqlite;
  /** The user's language. */
  locale?: string;
  /** Seconds between two checks of a task; the engine takes no less than 1. */
  pollIntervalS?: number;
  /** A keychain and a network switch that outlive this run; made anew when left out. */
  secrets?: FakeSecrets;
  online?: FakeOnline;
  /** The date, in ms since the epoch, where it is not the machine's. */
  now?: () => number;
  /** Wraps every database that is opened. */
  wrapSql?: (sql: Sql) => Sql;
  /** Replaces or wraps ports before the engine gets them. */
  wrap?: (ports: Ports) => Ports;
}

export interface Headless {
  engine: Engine;
  /** Those of the engine that is there now: after damage at the start it is another. */
  readonly ports: Ports;
  /** The keychain, in memory, and the network switch, in the caller's hand. */
  secrets: FakeSecrets;
  online: FakeOnline;
  /** Ends the engine and closes the database. */
  close(): Promise<void>;
}

export const databaseOf = (profile: string): string => join(profile, 'library.db');

const openerOf = (sqlite: Sqlite, wrapSql: (sql: Sql) => Sql): ((path: string) => Sql) => {
  if (sqlite === 'wasm') return (path) => wrapSql(openWasmSql(path));
  const own = nodeSqlite();
  if (own === null) throw new Error('this Node has no SQLite of its own');
  return (path) => wrapSql(openNodeSql(own, path));
};

/** Why the program does not start on a database: nothing was changed. */
export class NoStart extends Error {
  readonly why: Refusal;

  constructor(why: Refusal, cause: unknown) {
    super(`${why}: ${String(cause)}`, { cause });
    this.why = why;
  }
}

/**
 * The real engine over the real adapters, without Electron: real SQLite, files, HTTP and time. Only the
 * keychain, the network switch and the trash stand in for the desktop's. Throws NoStart when the database cannot be
 * used.
 */
export const openHeadless = (options: HeadlessOptions): Headless => {
  const { profile, libraryFolder, apiUrl, key } = options;
  mkdirSync(profile, { recursive: true });
  const open = openerOf(options.sqlite, options.wrapSql ?? ((sql) => sql));
  const now = options.now ?? Date.now;
  const log = createFileLog(join(profile, 'logs'));
  const secrets = options.secrets ?? createFakeSecrets();
  const online = options.online ?? createFakeOnline();
  let ports: Ports | null = null;
  let index: IndexFile | null = null;
  const { engine, close } = startOn({
    open: (trouble) => openDatabase({ userData: profile, now: now(), log, open, trouble }),
    build({ sql, recovery, reported }) {
      index?.close();
      index = openIndexFile(
        join(profile, 'library-index.db'),
        log,
        openerOf(options.sqlite, (plain) => plain),
      );
      const own: Ports = {
        clock: createClock(),
        random: Math.random,
        http: createHttp(),
        files: createFiles(),
        audio: createAudioReader(),
        tags: createTags(),
        trash: folderTrash(join(profile, 'trash')),
        journal: createJournal(join(profile, 'watched.log')),
        backups: createBackups(sql, join(profile, 'backups'), { now, open }),
        archives: createArchives(),
        ...{ log, sql, secrets, online, index },
      };
      ports = options.wrap?.(own) ?? own;
      const made = createEngine(ports, {
        settings: {
          libraryFolder,
          fileNames: '{title} [{id}]',
          apiBaseUrl: apiUrl,
          pollIntervalS: options.pollIntervalS ?? 5,
        },
        locale: options.locale ?? 'en',
        oneRunKey: key === null ? null : { key, where: 'environment' },
        keepLibraryFolder: () => undefined,
        recovery,
      });
      if (!made.ok) throw new NoStart('newer', made.problem.detail);
      reported();
      return made.value;
    },
    refuse: (why, cause) => new NoStart(why, cause),
    onReplaced: () => undefined,
    log,
  });
  return {
    ...{ engine, secrets, online },
    get ports() {
      if (ports === null) throw new Error('nothing was built');
      return ports;
    },
    async close() {
      await engine.stop();
      close();
      index?.close();
    },
  };
};

import type * as fsModule from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type * as wasmModule from 'node-sqlite3-wasm';
import type { Sql } from '../../core/ports.ts';
import { orSqlFault } from './sql-faults.ts';
import { plainRow } from './sql-rows.ts';
import { transactionOn } from './sql-transaction.ts';

type Wasm = typeof wasmModule;

/**
 * The file is ours alone, so the lock is kept: without shared memory this engine could not read a log (WAL) that the
 * runtime's own SQLite left behind in a crash, and taking the lock needs room on the disk. A rollback journal, flushed,
 * is as safe as that log and a little slower.
 */
const pragmas = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = DELETE;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
`;

type Look = (path: string, mode?: number) => void;

/**
 * Runs `work` with the lock at `lock` out of this engine's sight. It asks whether somebody holds one by looking for the
 * folder, finds the one that it has just made itself, takes it for another program's, and so leaves the journal of a
 * crash where it is: half a transaction would stay in the file. Nobody else can hold one (see below).
 */
const blindTo = <T>(fs: { accessSync: Look }, lock: string, work: () => T): T => {
  const { accessSync } = fs;
  fs.accessSync = (path, mode) => {
    if (path === lock) throw new Error('not there');
    accessSync(path, mode);
  };
  try {
    return work();
  } finally {
    fs.accessSync = accessSync;
  }
};

/**
 * Opens or makes the database with SQLite as WebAssembly, for runtimes without their own. Throws when it
 * cannot be opened or is none (SqlFault).
 *
 * It locks with a folder beside the file, which a crash leaves behind. Whoever opens the profile holds its
 * single-instance lock, so such a folder is nobody's and is removed; the journal then rolls back.
 */
export const openWasmSql = (path: string): Sql => {
  const require = createRequire(import.meta.url);
  const { Database } = require('node-sqlite3-wasm') as Wasm;
  // The very object that the engine calls.
  const fs = require('node:fs') as typeof fsModule;
  const lock = `${resolve(path)}.lock`;
  const guarded = <T>(work: () => T): T => orSqlFault(path, work);
  fs.rmSync(lock, { recursive: true, force: true });
  const db = guarded(() => new Database(path));
  try {
    // The first look at the file is what rolls a journal back; the lock is kept from then on.
    blindTo(fs as { accessSync: Look }, lock, () =>
      guarded(() => {
        db.exec(pragmas);
        db.all('SELECT count(*) FROM sqlite_master');
      }),
    );
  } catch (error) {
    db.close();
    throw error;
  }
  const exec = (sql: string): void => guarded(() => db.exec(sql));
  return {
    exec,
    // Prepared each time: a statement kept in this engine stays broken once it failed, and does not see new columns.
    run: (sql, params = []) => guarded(() => db.run(sql, [...params]).changes),
    all: (sql, params = []) => guarded(() => db.all(sql, [...params]).map(plainRow)),
    // A rollback journal that is not flushed each time may damage the file in a power cut.
    transaction: (work) => transactionOn(exec, work),
    close() {
      // A kept lock keeps the journal too, emptied; it goes when its mode is left, and the lock was given back.
      try {
        exec('PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = PERSIST; PRAGMA journal_mode = DELETE');
      } finally {
        db.close();
      }
    },
  };
};

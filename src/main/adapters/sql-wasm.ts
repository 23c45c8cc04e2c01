import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import type * as wasmModule from 'node-sqlite3-wasm';
import type { Sql } from '../../core/ports.ts';
import { plainRow } from './sql-rows.ts';
import { transactionOn } from './sql-transaction.ts';

type Wasm = typeof wasmModule;

// This engine has no shared memory, so no WAL; a rollback journal, flushed, is as safe and a little slower.
const pragmas = 'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;';

/**
 * Opens or makes the database with SQLite as WebAssembly, for runtimes without their own. Throws when it
 * cannot be opened or is none.
 *
 * It locks with a folder beside the file, which a crash leaves behind. Whoever opens the profile holds its
 * single-instance lock, so such a folder is nobody's and is removed; the journal then rolls back.
 */
export const openWasmSql = (path: string): Sql => {
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as Wasm;
  rmSync(`${path}.lock`, { recursive: true, force: true });
  const db = new Database(path);
  db.exec(pragmas);
  const exec = (sql: string): void => db.exec(sql);
  return {
    exec,
    // Prepared each time: a statement kept in this engine stays broken once it failed, and does not see new columns.
    run: (sql, params = []) => db.run(sql, [...params]).changes,
    all: (sql, params = []) => db.all(sql, [...params]).map(plainRow),
    transaction: (work) => transactionOn(exec, work),
    close: () => db.close(),
  };
};

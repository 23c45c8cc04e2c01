import type { Sql } from '../../core/ports.ts';
import { nodeSqlite, openNodeSql } from './sql-node.ts';
import { openWasmSql } from './sql-wasm.ts';

/**
 * Opens the profile's database at `path` with the runtime's own SQLite where there is one, else with the one
 * that comes along as WebAssembly. Only the one instance that owns the profile may call this. Throws when
 * the file cannot be opened or is no database.
 */
export const openSql = (path: string): Sql => {
  const sqlite = nodeSqlite();
  return sqlite === null ? openWasmSql(path) : openNodeSql(sqlite, path);
};

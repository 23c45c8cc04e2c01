import type { Sql } from '../../src/core/ports.ts';
import { nodeSqlite, openNodeSql } from '../../src/main/adapters/sql-node.ts';
import { openWasmSql } from '../../src/main/adapters/sql-wasm.ts';

/** The runtime's own SQLite; the tests run on a Node that has it. */
export const openWithNode = (path: string): Sql => {
  const sqlite = nodeSqlite();
  if (sqlite === null) throw new Error('these tests need a Node that has node:sqlite');
  return openNodeSql(sqlite, path);
};

/** Both engines that a database of ours may meet. */
export const engines: [string, (path: string) => Sql][] = [
  ['node:sqlite', openWithNode],
  ['node-sqlite3-wasm', openWasmSql],
];

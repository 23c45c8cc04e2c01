import { writeSync } from 'node:fs';
import { nodeSqlite, openNodeSql } from '../../src/main/adapters/sql-node.ts';
import { openWasmSql } from '../../src/main/adapters/sql-wasm.ts';

/** Run by sql.test.ts: commits rows, then dies within a transaction whose pages are on the disk already, old ones and new. */
const [engine, path = ''] = process.argv.slice(2);
const sqlite = nodeSqlite();
const sql = engine === 'node:sqlite' && sqlite !== null ? openNodeSql(sqlite, path) : openWasmSql(path);
sql.exec('CREATE TABLE t (x INT)');
sql.run('INSERT INTO t VALUES (1)');
sql.transaction(() => sql.run('INSERT INTO t VALUES (2)'));
sql.exec('CREATE TABLE k (id TEXT PRIMARY KEY, v TEXT)');
sql.exec(
  "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3000) INSERT INTO k SELECT 'id' || x, 'old' FROM n",
);
// So little memory that SQLite must write pages out before the commit.
sql.exec('PRAGMA cache_size = 2; PRAGMA cache_spill = 1');
sql.transaction(() => {
  sql.exec(
    'WITH RECURSIVE n(x) AS (SELECT 100 UNION ALL SELECT x + 1 FROM n LIMIT 50000) INSERT INTO t SELECT x FROM n',
  );
  // Up and down all pages of a table and its index.
  sql.exec(
    "UPDATE k SET v = 'new and a good deal longer', id = id || 'new' WHERE CAST(substr(id, 3) AS INT) % 7 = 0",
  );
  writeSync(1, 'within');
  process.kill(process.pid, 'SIGKILL');
});

import { DatabaseSync } from 'node:sqlite';
import type { IndexFile, Sql, SqlRow } from '../../src/core/ports.ts';
import { orSqlFault } from '../../src/main/adapters/sql-faults.ts';
import { transactionOn } from '../../src/main/adapters/sql-transaction.ts';

const guarded = <T>(work: () => T): T => orSqlFault(':memory:', work);

/** A real SQLite in memory, for tests of everything above the port. */
export const memorySql = (): Sql => {
  const db = new DatabaseSync(':memory:');
  db.exec('PRAGMA foreign_keys = ON');
  return {
    exec: (sql) => guarded(() => db.exec(sql)),
    run: (sql, params = []) => guarded(() => Number(db.prepare(sql).run(...params).changes)),
    all: (sql, params = []) =>
      guarded(() =>
        db
          .prepare(sql)
          .all(...params)
          .map((row) => ({ ...row }) as SqlRow),
      ),
    transaction: (work) => transactionOn((sql) => guarded(() => db.exec(sql)), work),
    close: () => {
      db.close();
    },
  };
};

/** An index in memory; it fails no more than that. */
export const memoryIndex = (): IndexFile => {
  let behind = memorySql();
  return {
    exec: (sql) => behind.exec(sql),
    run: (sql, params) => behind.run(sql, params),
    all: (sql, params) => behind.all(sql, params),
    transaction: (work) => behind.transaction(work),
    close: () => behind.close(),
    anew() {
      behind.close();
      behind = memorySql();
    },
  };
};

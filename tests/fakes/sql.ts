import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { IndexFile, Sql, SqlRow } from '../../src/core/ports.ts';
import { orSqlFault } from '../../src/main/adapters/sql-faults.ts';
import { transactionOn } from '../../src/main/adapters/sql-transaction.ts';

const guarded = <T>(work: () => T): T => orSqlFault(':memory:', work);

/** A real SQLite in memory, for tests of everything above the port. */
export const memorySql = (): Sql => {
  const db = new DatabaseSync(':memory:');
  db.exec('PRAGMA foreign_keys = ON');
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const made = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  return {
    exec: (sql) => guarded(() => db.exec(sql)),
    run: (sql, params = []) => guarded(() => Number(statement(sql).run(...params).changes)),
    all: (sql, params = []) =>
      guarded(() =>
        statement(sql)
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

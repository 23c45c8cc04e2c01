import { DatabaseSync } from 'node:sqlite';
import type { Sql, SqlRow } from '../../src/core/ports.ts';

/** A real SQLite in memory, for tests of everything above the port. */
export const memorySql = (): Sql => {
  const db = new DatabaseSync(':memory:');
  db.exec('PRAGMA foreign_keys = ON');
  return {
    exec: (sql) => {
      db.exec(sql);
    },
    run: (sql, params = []) => Number(db.prepare(sql).run(...params).changes),
    all: (sql, params = []) =>
      db
        .prepare(sql)
        .all(...params)
        .map((row) => ({ ...row }) as SqlRow),
    transaction: (work) => {
      db.exec('BEGIN IMMEDIATE');
      try {
        const value = work();
        db.exec('COMMIT');
        return value;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => {
      db.close();
    },
  };
};

import type * as sqliteModule from 'node:sqlite';
import type { Sql } from '../../core/ports.ts';
import { orSqlFault } from './sql-faults.ts';
import { plainRow } from './sql-rows.ts';
import { transactionOn } from './sql-transaction.ts';

type Sqlite = typeof sqliteModule;

/** The runtime's own SQLite, or null where it has none (Node before 22.5, Electron before 35). */
export const nodeSqlite = (): Sqlite | null => {
  const { getBuiltinModule } = process as Partial<Pick<NodeJS.Process, 'getBuiltinModule'>>;
  return getBuiltinModule?.('node:sqlite') ?? null;
};

const pragmas = `
  PRAGMA busy_timeout = 3000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
`;

/** Opens or makes the database. Throws when it cannot be opened or is none (SqlFault). */
export const openNodeSql = (sqlite: Sqlite, path: string): Sql => {
  const guarded = <T>(work: () => T): T => orSqlFault(path, work);
  const db = guarded(() => new sqlite.DatabaseSync(path));
  try {
    guarded(() => db.exec(pragmas));
  } catch (error) {
    db.close();
    throw error;
  }
  const prepared = new Map<string, sqliteModule.StatementSync>();
  const statement = (sql: string): sqliteModule.StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare(sql);
    // Otherwise an integer beyond 2^53 could not be read at all.
    made.setReadBigInts(true);
    prepared.set(sql, made);
    return made;
  };
  const exec = (sql: string): void => guarded(() => db.exec(sql));
  return {
    exec,
    run: (sql, params = []) => guarded(() => Number(statement(sql).run(...params).changes)),
    all: (sql, params = []) =>
      guarded(() =>
        statement(sql)
          .all(...params)
          .map(plainRow),
      ),
    transaction(work, durable = 'now') {
      if (durable === 'now') return transactionOn(exec, work);
      // The log is written, but flushed only with the next commit that asks for it (https://www.sqlite.org/wal.html, 2.2).
      exec('PRAGMA synchronous = NORMAL');
      try {
        return transactionOn(exec, work);
      } finally {
        exec('PRAGMA synchronous = FULL');
      }
    },
    close() {
      prepared.clear();
      // Left without a log beside it, the file can be opened by the other engine too.
      try {
        exec('PRAGMA journal_mode = DELETE');
      } finally {
        db.close();
      }
    },
  };
};

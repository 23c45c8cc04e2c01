import { IndexFault, type IndexFile, type Sql } from '../../core/ports.ts';
import type { Log } from '../../core/ports.ts';
import { removeCopy } from '../database/places.ts';
import type { OpenSql } from '../database/soundness.ts';
import { openSql } from './sql.ts';

/**
 * The database at `path` that can be made anew at any time: one that does not open is thrown away. Where not even a new
 * one opens (a full disk), it lives in memory for this run.
 */
export const openIndexFile = (path: string, log: Log, open: OpenSql = openSql): IndexFile => {
  const fresh = (): Sql => {
    try {
      removeCopy(path);
      return open(path);
    } catch (error) {
      log.error('index in memory', { detail: String(error) });
      return open(':memory:');
    }
  };
  const first = (): Sql => {
    try {
      return open(path);
    } catch (error) {
      log.warn('index begun anew', { detail: String(error) });
      return fresh();
    }
  };
  let behind = first();

  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw error instanceof IndexFault ? error : new IndexFault(error);
    }
  };
  const close = (): void => {
    try {
      behind.close();
    } catch (error) {
      log.warn('index not closed', { detail: String(error) });
    }
  };
  return {
    exec: (sql) => guarded(() => behind.exec(sql)),
    run: (sql, params) => guarded(() => behind.run(sql, params)),
    all: (sql, params) => guarded(() => behind.all(sql, params)),
    transaction: (work, durable) => guarded(() => behind.transaction(work, durable)),
    close,
    anew() {
      close();
      behind = guarded(fresh);
    },
  };
};

import type { Sql } from '../../core/ports.ts';
import { SqlFault } from '../adapters/sql-faults.ts';

/**
 * `sql`, with `endedWell` called after it was closed: not when closing failed, and not when it was damaged or could
 * not be read at any time: then the next start has to look at every page.
 */
export const withMarker = (sql: Sql, endedWell: () => void): Sql => {
  let doubtful = false;
  const watched = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof SqlFault && (error.kind === 'damaged' || error.kind === 'disk')) doubtful = true;
      throw error;
    }
  };
  return {
    exec: (statements) => watched(() => sql.exec(statements)),
    run: (statement, params) => watched(() => sql.run(statement, params)),
    all: (statement, params) => watched(() => sql.all(statement, params)),
    transaction: (work, durable) => watched(() => sql.transaction(work, durable)),
    close() {
      watched(() => sql.close());
      if (!doubtful) endedWell();
    },
  };
};

import type { SqlRow, SqlValue } from '../../core/ports.ts';
import { SqlFault } from './sql-faults.ts';

const plain = (value: unknown): SqlValue => {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  // Nothing of ours keeps bytes: one flipped bit made a text into a blob.
  const detail = 'the database holds a value that is neither text, number nor null';
  throw new SqlFault('damaged', 'disk_fault', detail, null);
};

/**
 * A row as the port gives it, from either engine: integers of any size are numbers, rounded beyond 2^53. Throws a
 * SqlFault of kind `damaged` for a value that we never write.
 */
export const plainRow = (row: object): SqlRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));

import type { SqlRow, SqlValue } from '../../core/ports.ts';

const plain = (value: unknown): SqlValue => {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  throw new TypeError('the database holds a value that is neither text, number nor null');
};

/** A row as the port gives it, from either engine: integers of any size are numbers, rounded beyond 2^53. */
export const plainRow = (row: object): SqlRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));

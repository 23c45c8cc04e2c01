import { numberOf } from '../database/columns.ts';
import type { Sql } from '../ports.ts';

/** 2^53 / 1000, rounded down: the year 2255. */
const latest = 9_000_000_000_000;

/** Of places. */
const second = 1_000_000;

/**
 * A free place in time for a clip that was made then (ms since the epoch): the greater, the newer. Within a task the first
 * clip comes first, so it has the greatest. No two clips share one; it is the row of the index of the library.
 */
export const placeInTime = (sql: Sql, createdAt: number, position: number): number => {
  const at = Number.isFinite(createdAt) ? Math.min(latest, Math.max(0, Math.floor(createdAt))) : 0;
  let ord = at * 1000 + 999 - Math.min(499, Math.max(0, Math.floor(position)));
  // Many may have been made at once: the next one goes before all of them, without going through them.
  while (sql.all('SELECT 1 FROM clips WHERE ord = ?', [ord]).length > 0) {
    const [row] = sql.all('SELECT min(ord) AS low FROM clips WHERE ord BETWEEN ? AND ?', [ord - second, ord]);
    ord = (numberOf(row ?? {}, 'low') ?? ord) - 1;
  }
  return ord;
};

import { numberOf, textOf } from '../database/columns.ts';
import type { Sql } from '../ports.ts';

/** 2^53 / 1000, rounded down: the year 2255. */
const latest = 9_000_000_000_000;
/** Of places. */
const second = 1_000_000;
/** Tasks that were made in the same ms are told apart so far; each has room for ten clips there. */
const buckets = 100;

/** A number from 0 to 99 that is the same for the same text everywhere (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/). */
const bucketOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % buckets;
};

/** What of a clip its place in time is made of. */
export interface Timed {
  taskId: string;
  /** ms since the epoch. */
  createdAt: number;
  position: number;
}

/**
 * A free place in time for a clip: the greater, the newer. Within a task the first clip comes first, so it has the
 * greatest. No two clips share one; it is the row of the index of the library. The same clips get the same places on any
 * computer, unless more of them were made at once than anybody makes.
 */
export const placeInTime = (sql: Sql, { taskId, createdAt, position }: Timed): number => {
  const at = Number.isFinite(createdAt) ? Math.min(latest, Math.max(0, Math.floor(createdAt))) : 0;
  let ord = at * 1000 + 999 - 10 * bucketOf(taskId) - Math.min(9, Math.max(0, Math.floor(position)));
  // Many may have been made at once: the next one goes before all of them, without going through them.
  while (sql.all('SELECT 1 FROM clips WHERE ord = ?', [ord]).length > 0) {
    const [row] = sql.all('SELECT min(ord) AS low FROM clips WHERE ord BETWEEN ? AND ?', [ord - second, ord]);
    ord = (numberOf(row ?? {}, 'low') ?? ord) - 1;
  }
  return ord;
};

/** Gives a place to the clips that have none: an older program saved them. */
export const givePlaces = (sql: Sql): void => {
  for (;;) {
    const rows = sql.all(
      'SELECT rowid AS clip, task_id, created_at, position FROM clips WHERE ord IS NULL LIMIT 500',
    );
    if (rows.length === 0) return;
    sql.transaction(() => {
      for (const row of rows)
        sql.run('UPDATE clips SET ord = ? WHERE rowid = ?', [
          placeInTime(sql, {
            taskId: textOf(row, 'task_id') ?? '',
            createdAt: numberOf(row, 'created_at') ?? 0,
            position: numberOf(row, 'position') ?? 0,
          }),
          numberOf(row, 'clip'),
        ]);
    });
  }
};

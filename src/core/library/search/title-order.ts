import { numberOf, textOf } from '../../database/columns.ts';
import type { Sql } from '../../ports.ts';

/** Tells which of two titles comes first in the user's language. */
export type CompareTitles = (a: string, b: string) => number;

/** As the user's language sorts: without case first, 2 before 10. Intl.Collator (ECMA-402) as the runtime has it. */
export const compareTitles = (locale: string): CompareTitles => {
  const options = { numeric: true, sensitivity: 'variant', caseFirst: 'lower' } as const;
  // A name that the runtime does not know must not cost the library its order.
  const known = Intl.Collator.supportedLocalesOf([locale].filter((name) => /^[a-z]{2,3}(-|$)/i.test(name)));
  return new Intl.Collator(known, options).compare;
};

interface Ranked {
  title: string;
  rank: number;
}

const rankAt = (index: Sql, sql: string, params: number[]): Ranked | null => {
  const [row] = index.all(sql, params);
  return row === undefined
    ? null
    : { title: textOf(row, 'title') ?? '', rank: numberOf(row, 'title_rank') ?? 0 };
};

/**
 * The rank of a title among those in the index, to be sorted by: SQLite knows no language. It is found by halving, and
 * lies between its neighbours' ranks; equal titles share one. Where no number is left between two, all get new ones.
 */
export const rankOf = (index: Sql, title: string, compare: CompareTitles): number => {
  const lowest = rankAt(index, 'SELECT title, title_rank FROM clips ORDER BY title_rank LIMIT 1', []);
  const highest = rankAt(index, 'SELECT title, title_rank FROM clips ORDER BY title_rank DESC LIMIT 1', []);
  if (lowest === null || highest === null) return 0;
  let [low, high]: [Ranked, Ranked] = [lowest, highest];
  const first = compare(title, low.title);
  if (first <= 0) return first === 0 ? low.rank : low.rank - 1;
  const last = compare(title, high.title);
  if (last >= 0) return last === 0 ? high.rank : high.rank + 1;
  // Now low < title < high; halved until nobody stands between the two.
  for (;;) {
    const middle = (low.rank + high.rank) / 2;
    const next: Ranked | null = rankAt(
      index,
      'SELECT title, title_rank FROM clips WHERE title_rank >= ? AND title_rank < ? ORDER BY title_rank LIMIT 1',
      [middle, high.rank],
    );
    const between: Ranked | null =
      next ??
      rankAt(
        index,
        'SELECT title, title_rank FROM clips WHERE title_rank > ? AND title_rank < ? ORDER BY title_rank DESC LIMIT 1',
        [low.rank, middle],
      );
    if (between === null || between.rank <= low.rank) break;
    const order = compare(title, between.title);
    if (order === 0) return between.rank;
    if (order > 0) low = between;
    else high = between;
  }
  const rank = (low.rank + high.rank) / 2;
  if (rank > low.rank && rank < high.rank) return rank;
  spreadOut(index);
  return rankOf(index, title, compare);
};

/** Whole numbers for all, in the order that there is. */
const spreadOut = (index: Sql): void =>
  index.exec(`
    CREATE TEMP TABLE spread AS
      SELECT title_rank AS old, row_number() OVER (ORDER BY title_rank) AS new FROM (SELECT DISTINCT title_rank FROM clips);
    CREATE INDEX temp.spread_by_old ON spread (old);
    UPDATE clips SET title_rank = (SELECT new FROM spread WHERE old = title_rank);
    DROP TABLE temp.spread;
  `);

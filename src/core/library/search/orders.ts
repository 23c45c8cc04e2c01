import type { LibrarySort } from '../../../shared/library-query.ts';
import type { SqlValue } from '../../ports.ts';
import type { Compiled, Condition } from './compile.ts';

/** What a list is sorted by. */
export interface Order {
  /** An expression over `clips c`; null where the place in time is all. */
  by: Condition | null;
  /** The greatest of it first. */
  down: boolean;
  /** Where it is equal. */
  newestFirst: boolean;
}

const columns: Readonly<
  Record<LibrarySort, readonly [column: string | null, down: boolean, newest: boolean]>
> = {
  best: [null, false, true],
  newest: [null, false, true],
  oldest: [null, false, false],
  title: ['c.title_rank', false, true],
  title_down: ['c.title_rank', true, false],
  longest: ['c.duration', true, true],
  shortest: ['c.duration', false, false],
  rating: ['c.rating', true, true],
  rating_up: ['c.rating', false, false],
  model: ['c.model', false, true],
  model_down: ['c.model', true, false],
  style: ['c.style_key', false, true],
  style_down: ['c.style_key', true, false],
  saved: ['c.saved_at', true, true],
  saved_up: ['c.saved_at', false, false],
  largest: ['c.bytes', true, true],
  smallest: ['c.bytes', false, false],
};

/** What a list is sorted by; the best hits of a search are those in titles. Pure. */
export const orderOf = (sort: LibrarySort, { inTitle }: Pick<Compiled, 'inTitle'>): Order => {
  const [column, down, newestFirst] = columns[sort];
  if (sort === 'best' && inTitle !== null)
    return {
      by: { sql: '(c.ord IN (SELECT rowid FROM texts WHERE texts MATCH ?))', params: [inTitle] },
      ...{ down: true, newestFirst },
    };
  return { by: column === null ? null : { sql: column, params: [] }, down, newestFirst };
};

/** For ORDER BY. */
export const inOrder = ({ by, down, newestFirst }: Order): Condition => ({
  sql: `${by === null ? '' : `${by.sql}${down ? ' DESC' : ''}, `}c.ord${newestFirst ? ' DESC' : ''}`,
  params: by?.params ?? [],
});

/** Does a clip come before that one, which has this value of `by` and this place in time? */
export const isBefore = ({ by, down, newestFirst }: Order, value: SqlValue, ord: number): Condition => {
  const older = `c.ord ${newestFirst ? '>' : '<'} ?`;
  if (by === null) return { sql: older, params: [ord] };
  return {
    sql: `${by.sql} ${down ? '>' : '<'} ? OR (${by.sql} = ? AND ${older})`,
    params: [...by.params, value, ...by.params, value, ord],
  };
};

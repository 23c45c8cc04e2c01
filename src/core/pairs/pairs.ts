import type { Pair, PairAnswer, PairPlace, PairWish } from '../../shared/pair.ts';
import { numberOf, textOf } from '../database/columns.ts';
import { clipOf, listColumns } from '../library/clip-record.ts';
import type { Sql, SqlRow } from '../ports.ts';

/** The clips of one task, to be compared and decided about. */
export interface Pairs {
  /** The pair that is wished for, where it stands, and how far the user is. */
  find(wish: PairWish): PairAnswer;
}

/** Word for word the conditions of the indexes takes_pairs and takes_open: otherwise every task would be looked at. */
const isPair = 'known > 1';
const isUndecided = 'here > 1 AND open > 0';
const newestFirst = 'ORDER BY made_at DESC, task_id';
/** In that order: what comes behind a place, and what before it. */
const behind = '(made_at < ? OR (made_at = ? AND task_id > ?))';
const before = '(made_at > ? OR (made_at = ? AND task_id < ?))';

/** More clips than that of one task are not compared. */
const mostTakes = 300;

const valuesOf = ({ madeAt, taskId }: PairPlace): (string | number)[] => [madeAt, madeAt, taskId];

/** Over a migrated database. */
export const createPairs = (sql: Sql): Pairs => {
  const countOf = (where: string, values: (string | number)[] = []): number =>
    numberOf(sql.all(`SELECT count(*) AS n FROM takes WHERE ${where}`, values)[0] ?? {}, 'n') ?? 0;
  const placeOf = (row: SqlRow | undefined): PairPlace | null =>
    row === undefined
      ? null
      : { madeAt: numberOf(row, 'made_at') ?? 0, taskId: textOf(row, 'task_id') ?? '' };

  const seek = (wish: PairWish): PairPlace | null => {
    if (wish.to === 'task')
      return placeOf(sql.all('SELECT made_at, task_id FROM takes WHERE task_id = ?', [wish.taskId])[0]);
    const shelf = wish.of === 'open' ? isUndecided : isPair;
    const from = `SELECT made_at, task_id FROM takes WHERE ${shelf}`;
    if (wish.to === 'previous')
      return placeOf(
        sql.all(`${from} AND ${before} ORDER BY made_at, task_id DESC LIMIT 1`, valuesOf(wish.from))[0],
      );
    return placeOf(
      wish.from === null
        ? sql.all(`${from} ${newestFirst} LIMIT 1`)[0]
        : sql.all(`${from} AND ${behind} ${newestFirst} LIMIT 1`, valuesOf(wish.from))[0],
    );
  };

  const read = (place: PairPlace): Pair | null => {
    const rows = sql.all(
      `SELECT ${listColumns}, kept, removed_at FROM clips WHERE task_id = ? ORDER BY position, id LIMIT ?`,
      [place.taskId, mostTakes],
    );
    const takes = rows.map((row) => ({
      clip: clipOf(row),
      kept: numberOf(row, 'kept') === 1,
      here: row['removed_at'] === null,
    }));
    return takes.length === 0 ? null : { ...place, takes };
  };

  return {
    find(wish) {
      const place = seek(wish);
      const pair = place === null ? null : read(place);
      const isListed = pair !== null && pair.takes.length > 1;
      return {
        pair,
        place: isListed ? countOf(`${isPair} AND ${before}`, valuesOf(pair)) + 1 : 0,
        total: countOf(isPair),
        open: countOf(isUndecided),
      };
    },
  };
};

import type { GroupedList, GroupHead, Grouping } from '../../../shared/library-query.ts';
import { numberOf, textOf } from '../../database/columns.ts';
import type { Sql, SqlRow } from '../../ports.ts';
import { type Compiled, type Condition, joined, whereOf } from './compile.ts';
import { inOrder, type Order } from './orders.ts';
import { type Counted, tasksInOrder } from './tasks-in-order.ts';
import type { CompareTitles } from './title-order.ts';

type Kind = Exclude<Grouping, 'none'>;

/** The groups of a list, in its order. A day's key is its first ms. */
export interface Groups {
  kind: Kind;
  keys: string[];
  /** The place of each one's first clip, and after the last one how many clips there are. */
  starts: number[];
}

/** Puts together what the index holds; see GroupedList. */
export interface Grouper {
  groups(kind: Kind, list: GroupedList, compiled: Compiled, order: Order): Groups;
  /** The places in time of some clips, in the groups' order and each sorted. */
  ords(groups: Groups, compiled: Compiled, order: Order, offset: number, limit: number): number[];
  /** The heads of the groups that these places belong to. */
  heads(groups: Groups, offset: number, limit: number): GroupHead[];
  /** The group that a clip with this key belongs to: its number, and what is asked to be in it. */
  groupOf(groups: Groups, key: string): { at: number; within: Condition } | null;
}

/** What of a row says which group it belongs to. */
export const keyColumns: Record<Kind, string> = {
  ...{ task: 'c.task', model: 'c.model', style: 'c.first_style', day: 'c.created_at' },
};

/** Every time zone is a whole number of these away from the next. ms. */
const slot = 900_000;
/** So many slots before 1970 nothing was made: what is divided is never negative. */
const early = 10_000_000_000;

/** The first ms of the day, in the local time zone. */
const dayOf = (ms: number, days = 0): number => {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
};
/** A row's key among those of the groups. */
export const keyIn = (kind: Kind, row: SqlRow): string =>
  kind === 'day' ? String(dayOf(numberOf(row, 'key') ?? 0)) : (textOf(row, 'key') ?? '');

/** Places in time begin with the ms (place-in-time.ts) and are near it also where many clips were made at once. */
const nearMs = 3_600_000;
const placeAt = (ms: number): number => Math.min(9_000_000_000_000, Math.max(0, ms)) * 1000;
const days = (first: number, last: number): Condition => {
  const to = dayOf(last, 1);
  return {
    sql: 'c.ord >= ? AND c.ord < ? AND c.created_at >= ? AND c.created_at < ?',
    params: [placeAt(first - nearMs), placeAt(to) + 1000, first, to],
  };
};

/** The number of the last start that is not after this place. */
export const startBefore = (starts: readonly number[], place: number): number => {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle;
  }
  return low;
};

export const createGrouper = (index: Sql, compare: CompareTitles): Grouper => {
  const isDown = { model: 'model_down', style: 'style_down' } as const;

  const inTwo = (groups: readonly [string, number][]): Counted => ({
    keys: groups.map(([key]) => key),
    counts: groups.map(([, n]) => n),
  });
  const counted = (kind: Kind, list: GroupedList, compiled: Compiled, order: Order): Counted => {
    const where = whereOf(compiled);
    const counts = (key: string): { key: SqlRow; n: number }[] =>
      index
        .all(`SELECT ${key} AS key, count(*) AS n FROM clips c WHERE ${where.sql} GROUP BY 1`, where.params)
        .map((row) => ({ key: row, n: numberOf(row, 'n') ?? 0 }));
    if (kind === 'day') {
      const found = new Map<number, number>();
      for (const { key, n } of counts(`(c.created_at + ${slot * early}) / ${slot} - ${early}`)) {
        const day = dayOf((numberOf(key, 'key') ?? 0) * slot);
        found.set(day, (found.get(day) ?? 0) + n);
      }
      const sign = list.sort === 'oldest' ? 1 : -1;
      return inTwo([...found].sort(([a], [b]) => sign * (a - b)).map(([day, n]) => [String(day), n]));
    }
    if (kind === 'task') return tasksInOrder(index, compiled, order);
    const sign = list.sort === isDown[kind] ? -1 : 1;
    return inTwo(
      counts(keyColumns[kind])
        .map(({ key, n }): [string, number] => [textOf(key, 'key') ?? '', n])
        .sort(([a], [b]) => Number(a === '') - Number(b === '') || sign * compare(a, b) || (a < b ? -1 : 1)),
    );
  };

  const isIn = ({ kind, keys }: Groups, from: number, to: number): Condition => {
    if (kind === 'day') {
      const [a, b] = [Number(keys[from]), Number(keys[to])];
      return days(Math.min(a, b), Math.max(a, b));
    }
    return from === to
      ? { sql: `${keyColumns[kind]} = ?`, params: [keys[from] ?? ''] }
      : {
          sql: `${keyColumns[kind]} IN (SELECT value FROM json_each(?))`,
          params: [JSON.stringify(keys.slice(from, to + 1))],
        };
  };

  return {
    groups(kind, list, compiled, order) {
      const { keys, counts } = counted(kind, list, compiled, order);
      const starts = [0];
      let end = 0;
      for (const n of counts) starts.push((end += n));
      return { kind, keys, starts };
    },

    ords(groups, compiled, order, offset, limit) {
      const { kind, starts } = groups;
      const end = Math.min(offset + limit, starts.at(-1) ?? 0);
      if (offset >= end) return [];
      const sorted = inOrder(order);
      const read = (from: number, to: number, skip: number, most: number): SqlRow[] => {
        const { sql, params } = joined([whereOf(compiled), isIn(groups, from, to)]);
        return index.all(
          `SELECT c.ord AS ord, ${keyColumns[kind]} AS key FROM clips c WHERE ${sql} ORDER BY ${sorted.sql} LIMIT ? OFFSET ?`,
          [...params, ...sorted.params, most, skip],
        );
      };
      const ordIn = (row: SqlRow): number => numberOf(row, 'ord') ?? 0;
      const start = (at: number): number => starts[at] ?? 0;
      let [from, to] = [startBefore(starts, offset), startBefore(starts, end - 1)];
      if (from === to) return read(from, to, offset - start(from), end - offset).map(ordIn);
      // Of the first and the last a part is wanted, which may be of very many; those between them are whole.
      const head =
        offset > start(from) ? read(from, from, offset - start(from), start(from + 1) - offset) : [];
      if (head.length > 0) from += 1;
      const tail = end < start(to + 1) ? read(to, to, 0, end - start(to)) : [];
      if (tail.length > 0) to -= 1;
      const whole = new Map<string, number[]>();
      for (const row of from > to ? [] : read(from, to, 0, start(to + 1) - start(from))) {
        const key = keyIn(kind, row);
        const ords = whole.get(key);
        if (ords === undefined) whole.set(key, [ordIn(row)]);
        else ords.push(ordIn(row));
      }
      const middle = groups.keys.slice(from, to + 1).flatMap((key) => whole.get(key) ?? []);
      return [...head.map(ordIn), ...middle, ...tail.map(ordIn)];
    },

    heads({ kind, keys, starts }, offset, limit) {
      const end = Math.min(offset + limit, starts.at(-1) ?? 0);
      if (offset >= end) return [];
      const from = startBefore(starts, offset);
      const shown = keys.slice(from, startBefore(starts, end - 1) + 1);
      const said = new Map<string, SqlRow>();
      // Columns beside max() are those of its row (https://www.sqlite.org/lang_select.html#bareagg).
      const words: Record<Kind, string | null> = {
        ...{ day: null, model: null },
        task: 'SELECT task AS key, title AS name, created_at AS at, max(ord) FROM clips WHERE task',
        style: 'SELECT style AS key, min(name) AS name FROM styles WHERE style',
      };
      if (words[kind] !== null)
        for (const row of index.all(`${words[kind]} IN (SELECT value FROM json_each(?)) GROUP BY 1`, [
          JSON.stringify(shown),
        ]))
          said.set(textOf(row, 'key') ?? '', row);
      return shown.map((key, n) => ({
        id: key,
        name: kind === 'model' ? key : (textOf(said.get(key) ?? {}, 'name') ?? (kind === 'style' ? key : '')),
        at: kind === 'day' ? Number(key) : numberOf(said.get(key) ?? {}, 'at'),
        first: starts[from + n] ?? 0,
        count: (starts[from + n + 1] ?? 0) - (starts[from + n] ?? 0),
      }));
    },

    groupOf(groups, key) {
      const at = groups.keys.indexOf(key);
      return at < 0 ? null : { at, within: isIn(groups, at, at) };
    },
  };
};

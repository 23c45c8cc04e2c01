import { packSizes } from '../../../shared/group-sizes.ts';
import type { ClipList, ClipPage, Facets, GroupedList } from '../../../shared/library-query.ts';
import { numberOf, textOf } from '../../database/columns.ts';
import { numbersIn } from '../../database/packed.ts';
import type { Sql, SqlValue } from '../../ports.ts';
import { compile, type Compiled, type Condition, joined, type Names, whereOf } from './compile.ts';
import { createFacets } from './facets.ts';
import { createGrouper, type Groups, keyColumns, keyIn } from './groups.ts';
import { inOrder, isBefore, orderOf } from './orders.ts';
import type { CompareTitles } from './title-order.ts';

/** What is wanted beside the clips; see ClipQuery. */
export interface Wanted {
  count: boolean;
  sizes: boolean;
}

/** A page, with the places in time of its clips for the clips themselves. */
export interface Found extends Pick<ClipPage, 'total' | 'counted' | 'groups' | 'sizes'> {
  ords: number[];
}

/** Answers from the index; nothing here changes it. */
export interface Finder {
  /** Some of a list in their order, and what is known of all of it. */
  page(list: GroupedList, offset: number, limit: number, wanted: Wanted): Found;
  count(list: Pick<ClipList, 'text' | 'filter'>): number;
  /** The first of these clips that is in the list, and its place there. */
  placeOf(list: GroupedList, ids: readonly string[]): { id: string; place: number } | null;
  facets(list: Pick<ClipList, 'text' | 'filter'>): Facets;
  /** How many clips that were made from one moment up to another (ms since the epoch) name each style, by its key. */
  styleCounts(from: number, to: number): { style: string; clips: number }[];
  /** A style as it is written, by its key. */
  styleName(style: string): string;
}

export const createFinder = (index: Sql, compare: CompareTitles): Finder => {
  const grouper = createGrouper(index, compare);
  const count = (sql: string, params: readonly SqlValue[]): number =>
    numberOf(index.all(sql, params)[0] ?? {}, 'n') ?? 0;

  const ordsOf = (sql: string, params: readonly SqlValue[]): number[] =>
    numbersIn(index.all(`SELECT group_concat(ord) AS ords FROM (${sql})`, params)[0] ?? {}, 'ords');

  /** Each name once, by jumping from one to the next: a hundred thousand rows have few. */
  const distinct = (column: 'model' | 'type') => (): string[] =>
    index
      .all(
        `WITH RECURSIVE names (name) AS (
           SELECT min(${column}) FROM clips
           UNION ALL
           SELECT (SELECT min(${column}) FROM clips WHERE ${column} > name) FROM names WHERE name IS NOT NULL
         ) SELECT name FROM names WHERE name IS NOT NULL`,
      )
      .flatMap((row) => textOf(row, 'name') ?? []);
  const names: Names = { model: distinct('model'), type: distinct('type') };

  /** What a search finds, newest first: read from the newest on, and no further than is asked for. */
  const search = (
    match: string,
    conditions: readonly Condition[],
    limit: number,
    offset: number,
  ): number[] => {
    if (limit <= 0) return [];
    const { sql, params } = joined(conditions);
    return conditions.length === 0
      ? ordsOf('SELECT rowid AS ord FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?', [
          ...[match, limit, offset],
        ])
      : ordsOf(
          `SELECT t.rowid AS ord FROM texts t CROSS JOIN clips c ON c.ord = t.rowid
           WHERE texts MATCH ? AND ${sql} ORDER BY t.rowid DESC LIMIT ? OFFSET ?`,
          [match, ...params, limit, offset],
        );
  };
  const countSearch = (match: string, conditions: readonly Condition[]): number => {
    const { sql, params } = joined(conditions);
    return conditions.length === 0
      ? count('SELECT count(*) AS n FROM texts WHERE texts MATCH ?', [match])
      : count(
          `SELECT count(*) AS n FROM texts t CROSS JOIN clips c ON c.ord = t.rowid WHERE texts MATCH ? AND ${sql}`,
          [match, ...params],
        );
  };

  /** Hits in titles first, then all the rest. */
  const best = ({ match, inTitle, conditions }: Compiled, offset: number, limit: number): number[] => {
    if (match === null) return [];
    if (inTitle === null) return search(match, conditions, limit, offset);
    const first = search(inTitle, conditions, limit, offset);
    if (first.length === limit) return first;
    const before =
      first.length > 0 || offset === 0 ? offset + first.length : countSearch(inTitle, conditions);
    const rest = search(
      `(${match}) NOT (${inTitle})`,
      conditions,
      limit - first.length,
      Math.max(0, offset - before),
    );
    return [...first, ...rest];
  };

  const countAll = (compiled: Compiled): number => {
    const { match, conditions } = compiled;
    if (match !== null) return countSearch(match, conditions);
    const { sql, params } = whereOf(compiled);
    return count(`SELECT count(*) AS n FROM clips c WHERE ${sql}`, params);
  };

  /** The groups that were asked for last: one who scrolls asks for the same ones again and again. */
  let known: { of: string; groups: Groups } | null = null;
  const groupsOf = (list: GroupedList, compiled: Compiled): Groups | null => {
    if (list.group === 'none') return null;
    const changes = count('SELECT total_changes() AS n', []);
    const of = JSON.stringify([changes, list.text, list.filter, list.sort, list.group]);
    if (known?.of !== of) {
      const order = orderOf(list.sort, compiled);
      known = { of, groups: grouper.groups(list.group, list, compiled, order) };
    }
    return known.groups;
  };

  const inGroups = (
    list: GroupedList,
    compiled: Compiled,
    groups: Groups,
    [offset, limit]: [number, number],
    sizes: boolean,
  ): Found => ({
    total: groups.starts.at(-1) ?? 0,
    counted: true,
    ords: grouper.ords(groups, compiled, orderOf(list.sort, compiled), offset, limit),
    groups: grouper.heads(groups, offset, limit),
    sizes: sizes
      ? packSizes(groups.keys.map((_key, at) => (groups.starts[at + 1] ?? 0) - (groups.starts[at] ?? 0)))
      : null,
  });

  return {
    page(list, offset, limit, wanted) {
      const { sort } = list;
      const compiled = compile(list.text, list.filter, names);
      const { match, conditions } = compiled;
      const groups = groupsOf(list, compiled);
      if (groups !== null) return inGroups(list, compiled, groups, [offset, limit], wanted.sizes);
      let ords: number[];
      if (match !== null && (sort === 'best' || sort === 'newest'))
        ords = sort === 'best' ? best(compiled, offset, limit) : search(match, conditions, limit, offset);
      else {
        const { sql, params } = whereOf(compiled);
        const sorted = inOrder(orderOf(sort, compiled));
        ords = ordsOf(
          `SELECT c.ord AS ord FROM clips c WHERE ${sql} ORDER BY ${sorted.sql} LIMIT ? OFFSET ?`,
          [...params, ...sorted.params, limit, offset],
        );
      }
      // The end is in sight: it need not be counted.
      const isEnd = ords.length < limit && (ords.length > 0 || offset === 0);
      const total = !isEnd && wanted.count ? countAll(compiled) : offset + ords.length;
      return { total, counted: isEnd || wanted.count, ords, groups: [], sizes: null };
    },
    count: (list) => countAll(compile(list.text, list.filter, names)),
    placeOf(list, ids) {
      const compiled = compile(list.text, list.filter, names);
      const order = orderOf(list.sort, compiled);
      const groups = groupsOf(list, compiled);
      const where = whereOf(compiled);
      for (const id of ids) {
        const [row] = index.all(
          `SELECT c.ord AS ord, ${order.by?.sql ?? 'NULL'} AS value, ${groups === null ? 'NULL' : keyColumns[groups.kind]} AS key
           FROM clips c WHERE ${where.sql} AND c.id = ?`,
          [...(order.by?.params ?? []), ...where.params, id],
        );
        if (row === undefined) continue;
        const group = groups === null ? null : grouper.groupOf(groups, keyIn(groups.kind, row));
        const before = joined([
          where,
          ...(group === null ? [] : [group.within]),
          isBefore(order, row['value'] ?? null, numberOf(row, 'ord') ?? 0),
        ]);
        const place = count(`SELECT count(*) AS n FROM clips c WHERE ${before.sql}`, before.params);
        return { id, place: place + (groups?.starts[group?.at ?? 0] ?? 0) };
      }
      return null;
    },
    facets: createFacets(index, names),
    // A place in time begins with the ms (place-in-time.ts). By this index few rows are read for a short time.
    styleCounts: (from, to) =>
      index
        .all(
          `SELECT style, count(*) AS n FROM styles INDEXED BY styles_by_clip WHERE ord >= ? AND ord < ? GROUP BY style`,
          [from * 1000, to * 1000],
        )
        .map((row) => ({ style: textOf(row, 'style') ?? '', clips: numberOf(row, 'n') ?? 0 })),
    styleName: (style) =>
      textOf(index.all('SELECT name FROM styles WHERE style = ? LIMIT 1', [style])[0] ?? {}, 'name') ?? style,
  };
};

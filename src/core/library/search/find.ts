import type { ClipFilter, ClipList, Facet, Facets, LibrarySort } from '../../../shared/library-query.ts';
import { numberOf, textOf } from '../../database/columns.ts';
import type { Sql, SqlRow, SqlValue } from '../../ports.ts';
import { compile, type Compiled, type Condition, type FilterPart, type Names } from './compile.ts';

/** Answers from the index; nothing here changes it. */
export interface Finder {
  /** How many there are, and the places in time of some, in their order. */
  page(list: ClipList, offset: number, limit: number): { total: number; ords: number[] };
  facets(list: Pick<ClipList, 'text' | 'filter'>): Facets;
  /** How many clips that were made from one moment up to another (ms since the epoch) name each style, by its key. */
  styleCounts(from: number, to: number): { style: string; clips: number }[];
  /** A style as it is written, by its key. */
  styleName(style: string): string;
}

const orders: Record<LibrarySort, string> = {
  best: 'c.ord DESC',
  newest: 'c.ord DESC',
  oldest: 'c.ord',
  title: 'c.title_rank, c.ord DESC',
  title_down: 'c.title_rank DESC, c.ord',
  longest: 'c.duration DESC, c.ord DESC',
  shortest: 'c.duration, c.ord',
  rating: 'c.rating DESC, c.ord DESC',
  rating_up: 'c.rating, c.ord',
  model: 'c.model, c.ord DESC',
  model_down: 'c.model DESC, c.ord',
  style: 'c.style_key, c.ord DESC',
  style_down: 'c.style_key DESC, c.ord',
  saved: 'c.saved_at DESC, c.ord DESC',
  saved_up: 'c.saved_at, c.ord',
  largest: 'c.bytes DESC, c.ord DESC',
  smallest: 'c.bytes, c.ord',
};

/** How many styles and tags are offered; those with the most clips. */
const mostFacets = 60;

const ordsOf = (rows: readonly SqlRow[]): number[] => rows.map((row) => numberOf(row, 'ord') ?? 0);

const joined = (conditions: readonly Condition[]): { sql: string; params: SqlValue[] } => ({
  sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
  params: conditions.flatMap(({ params }) => params),
});

/** The conditions on `clips c`, those of the texts among them. */
const whereOf = ({ match, without, conditions }: Compiled): { sql: string; params: SqlValue[] } =>
  joined([
    { sql: '1', params: [] },
    ...(match === null
      ? []
      : [{ sql: 'c.ord IN (SELECT rowid FROM texts WHERE texts MATCH ?)', params: [match] }]),
    ...(without === null
      ? []
      : [{ sql: 'c.ord NOT IN (SELECT rowid FROM texts WHERE texts MATCH ?)', params: [without] }]),
    ...conditions,
  ]);

export const createFinder = (index: Sql): Finder => {
  const count = (sql: string, params: readonly SqlValue[]): number =>
    numberOf(index.all(sql, params)[0] ?? {}, 'n') ?? 0;

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
    return ordsOf(
      conditions.length === 0
        ? index.all(
            'SELECT rowid AS ord FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?',
            [match, limit, offset],
          )
        : index.all(
            `SELECT t.rowid AS ord FROM texts t CROSS JOIN clips c ON c.ord = t.rowid
             WHERE texts MATCH ? AND ${sql} ORDER BY t.rowid DESC LIMIT ? OFFSET ?`,
            [match, ...params, limit, offset],
          ),
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

  const grouped = (list: Pick<ClipList, 'text'>, filter: ClipFilter, but: FilterPart) => {
    const { sql, params } = whereOf(compile(list.text, filter, names, but));
    return { where: sql, params };
  };
  const columnFacets = (
    list: Pick<ClipList, 'text'>,
    filter: ClipFilter,
    but: 'types' | 'models',
    column: 'type' | 'model',
  ): Facet[] => {
    const { where, params } = grouped(list, filter, but);
    return index
      .all(
        `SELECT c.${column} AS value, count(*) AS n FROM clips c WHERE ${where} GROUP BY c.${column} ORDER BY n DESC, value`,
        params,
      )
      .map((row) => ({
        ...{ value: textOf(row, 'value') ?? '', name: textOf(row, 'value') ?? '' },
        count: numberOf(row, 'n') ?? 0,
      }));
  };
  const namedFacets = (
    list: Pick<ClipList, 'text'>,
    filter: ClipFilter,
    [but, column]: ['styles', 'style'] | ['tags', 'tag'],
  ): Facet[] => {
    const { where, params } = grouped(list, filter, but);
    const isAll = where === '(1)';
    const rows = index.all(
      `SELECT f.${column} AS value, min(f.name) AS name, count(*) AS n FROM ${but} f
       ${isAll ? '' : `WHERE f.ord IN (SELECT c.ord FROM clips c WHERE ${where})`}
       GROUP BY f.${column} ORDER BY f.${column} IN (SELECT value FROM json_each(?)) DESC, n DESC, value LIMIT ?`,
      [...(isAll ? [] : params), JSON.stringify(filter[but]), mostFacets],
    );
    return rows.map((row) => ({
      ...{ value: textOf(row, 'value') ?? '', name: textOf(row, 'name') ?? '' },
      count: numberOf(row, 'n') ?? 0,
    }));
  };

  return {
    page({ text, filter, sort }, offset, limit) {
      const compiled = compile(text, filter, names);
      const { match, conditions } = compiled;
      if (match !== null && (sort === 'best' || sort === 'newest')) {
        const ords =
          sort === 'best' ? best(compiled, offset, limit) : search(match, conditions, limit, offset);
        // The end is in sight: it need not be counted.
        const isEnd = ords.length < limit && (ords.length > 0 || offset === 0);
        return { total: isEnd ? offset + ords.length : countSearch(match, conditions), ords };
      }
      const { sql, params } = whereOf(compiled);
      return {
        total: count(`SELECT count(*) AS n FROM clips c WHERE ${sql}`, params),
        ords: ordsOf(
          index.all(`SELECT c.ord FROM clips c WHERE ${sql} ORDER BY ${orders[sort]} LIMIT ? OFFSET ?`, [
            ...params,
            limit,
            offset,
          ]),
        ),
      };
    },
    facets(list) {
      const { filter } = list;
      const ratings = grouped(list, filter, 'rating');
      const favourites = grouped(list, filter, 'favourite');
      const stars = index.all(
        `SELECT c.rating AS value, count(*) AS n FROM clips c WHERE ${ratings.where} GROUP BY c.rating`,
        ratings.params,
      );
      return {
        types: columnFacets(list, filter, 'types', 'type'),
        models: columnFacets(list, filter, 'models', 'model'),
        styles: namedFacets(list, filter, ['styles', 'style']),
        tags: namedFacets(list, filter, ['tags', 'tag']),
        ratings: [0, 1, 2, 3, 4, 5].map(
          (wanted) => numberOf(stars.find((row) => numberOf(row, 'value') === wanted) ?? {}, 'n') ?? 0,
        ),
        favourites: count(
          `SELECT count(*) AS n FROM clips c WHERE ${favourites.where} AND c.favourite = 1`,
          favourites.params,
        ),
      };
    },
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

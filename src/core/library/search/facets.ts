import type { ClipFilter, ClipList, Facet, Facets } from '../../../shared/library-query.ts';
import { numberOf, textOf } from '../../database/columns.ts';
import type { Sql, SqlValue } from '../../ports.ts';
import { compile, type FilterPart, type Names, whereOf } from './compile.ts';

/** How many styles and tags are offered; those with the most clips. */
const mostFacets = 60;

/** What a list can be filtered by. */
export const createFacets = (
  index: Sql,
  names: Names,
): ((list: Pick<ClipList, 'text' | 'filter'>) => Facets) => {
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

  const count = (sql: string, params: readonly SqlValue[]): number =>
    numberOf(index.all(sql, params)[0] ?? {}, 'n') ?? 0;

  return (list) => {
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
  };
};

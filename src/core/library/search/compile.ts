import type { ClipFilter } from '../../../shared/library-query.ts';
import type { SqlValue } from '../../ports.ts';
import type { Fact, Query, Range, Words } from './query.ts';
import { readQuery } from './query.ts';
import { hasBits } from './schema.ts';
import { tokensOf } from './tokens.ts';

/** A condition on the index's rows (`clips c`), with what its question marks stand for. */
export interface Condition {
  sql: string;
  params: SqlValue[];
}

/** What is asked of the index. */
export interface Compiled {
  /** For FTS5's MATCH; null where no text has to be there. */
  match: string | null;
  /** Of what `match` finds, that which has all the words in its title; null where that says no more. */
  inTitle: string | null;
  /** What may not be found; null where nothing is excluded without `match`. */
  without: string | null;
  conditions: Condition[];
}

/** Tokens hold no quotes and no ASCII but letters and digits: as a phrase they mean nothing else to FTS5. */
const phrase = ({ tokens, open, column }: Words): string => {
  const text = `"${tokens.join(' ')}"${open ? ' *' : ''}`;
  return column === null ? text : `{${column}} : ${text}`;
};

const all = (parts: readonly string[]): string => parts.map((part) => `(${part})`).join(' AND ');
const any = (parts: readonly string[]): string => parts.map((part) => `(${part})`).join(' OR ');

const within = (column: string, { from, to }: Range): Condition => {
  const parts = [
    ...(from === null ? [] : [{ sql: `${column} >= ?`, value: from }]),
    ...(to === null ? [] : [{ sql: `${column} <= ?`, value: to }]),
  ];
  return parts.length === 0
    ? { sql: '1', params: [] }
    : { sql: parts.map(({ sql }) => sql).join(' AND '), params: parts.map(({ value }) => value) };
};

const oneOf = (column: string, values: readonly string[]): Condition => ({
  sql: `${column} IN (SELECT value FROM json_each(?))`,
  params: [JSON.stringify(values)],
});

/** The names of a few (models, types) whose words begin with these tokens, one after the other. */
const namesLike = (names: readonly string[], tokens: readonly string[]): string[] =>
  names.filter((name) => {
    const parts = tokensOf(name);
    return parts.some((_part, at) =>
      tokens.every((token, n) =>
        n === tokens.length - 1 ? parts[at + n]?.startsWith(token) === true : parts[at + n] === token,
      ),
    );
  });

/** What models and types there are. */
export interface Names {
  model: () => readonly string[];
  type: () => readonly string[];
}

const conditionOf = (fact: Fact, names: Names): Condition => {
  switch (fact.kind) {
    case 'model':
    case 'type':
      return oneOf(`c.${fact.kind}`, namesLike(names[fact.kind](), fact.tokens));
    case 'favourite':
      return { sql: 'c.favourite = 1', params: [] };
    case 'rating':
      return within('c.rating', fact.range);
    case 'created':
      return within('c.created_at', fact.range);
    case 'length':
      return within('c.duration', fact.range);
    case 'has':
      return { sql: 'c.has & ? <> 0', params: [hasBits[fact.what]] };
  }
};

const isWords = (what: Words | Fact): what is Words => what.kind === 'words';

const compileQuery = (query: Query, names: Names): Compiled => {
  const wanted = query.flatMap(({ not, what }) => (!not && isWords(what) ? [what] : []));
  const unwanted = query.flatMap(({ not, what }) => (not && isWords(what) ? [phrase(what)] : []));
  const conditions = query.flatMap(({ not, what }) => {
    if (isWords(what)) return [];
    const { sql, params } = conditionOf(what, names);
    return [{ sql: not ? `NOT (${sql})` : sql, params }];
  });
  if (wanted.length === 0)
    return { match: null, inTitle: null, without: unwanted.length === 0 ? null : any(unwanted), conditions };
  const without = unwanted.length === 0 ? '' : ` NOT (${any(unwanted)})`;
  const anywhere = wanted.filter(({ column }) => column === null);
  const inTitle = wanted.map((words) =>
    phrase(words.column === null ? { ...words, column: 'title' } : words),
  );
  return {
    match: `(${all(wanted.map(phrase))})${without}`,
    inTitle: anywhere.length === 0 ? null : `(${all(inTitle)})${without}`,
    without: null,
    conditions,
  };
};

/** One of the filter's parts; facets leave out their own. */
export type FilterPart = keyof ClipFilter;

const filterConditions = (filter: ClipFilter, but: FilterPart | null): Condition[] => {
  const { types, models, styles, tags, rating, favourite, created, length, taskId } = filter;
  const parts: Record<FilterPart, Condition | null> = {
    types: types.length === 0 ? null : oneOf('c.type', types),
    models: models.length === 0 ? null : oneOf('c.model', models),
    styles:
      styles.length === 0
        ? null
        : {
            sql: 'c.ord IN (SELECT ord FROM styles WHERE style IN (SELECT value FROM json_each(?)))',
            params: [JSON.stringify(styles)],
          },
    tags:
      tags.length === 0
        ? null
        : {
            sql: 'c.ord IN (SELECT ord FROM tags WHERE tag IN (SELECT value FROM json_each(?)))',
            params: [JSON.stringify(tags)],
          },
    rating: rating === null ? null : within('c.rating', rating),
    favourite: favourite ? { sql: 'c.favourite = 1', params: [] } : null,
    created: created === null ? null : within('c.created_at', created),
    length: length === null ? null : within('c.duration', length),
    taskId: taskId === null ? null : { sql: 'c.task = ?', params: [taskId] },
  };
  return Object.entries(parts).flatMap(([name, part]) => (part === null || name === but ? [] : [part]));
};

/** What a typed line and a filter ask of the index. `but`: that part of the filter does not count. Pure. */
export const compile = (
  text: string,
  filter: ClipFilter,
  names: Names,
  but: FilterPart | null = null,
): Compiled => {
  const compiled = compileQuery(readQuery(text), names);
  return { ...compiled, conditions: [...compiled.conditions, ...filterConditions(filter, but)] };
};

/** All of these; there is one. */
export const joined = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
  params: conditions.flatMap(({ params }) => params),
});

/** The conditions on `clips c`, those of the texts among them. */
export const whereOf = ({ match, without, conditions }: Compiled): Condition =>
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

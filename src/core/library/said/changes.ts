import { numberOf, textOf } from '../../database/columns.ts';
import type { Sql, SqlValue } from '../../ports.ts';
import type { Saying } from '../../../shared/clip-set.ts';
import { keyOf } from '../search/indexed-clip.ts';

/** One thing that is said of clips, by their places in time (`clips.ord`). */
export type Change =
  | {
      kind: 'set';
      column: 'favourite' | 'rating' | 'kept' | 'notes' | 'own_title';
      value: SqlValue;
      ords: number[];
    }
  | { kind: 'tag'; tag: string; on: boolean; ords: number[] };

/** What is said, change by change. Pure. */
export const changesOf = (saying: Saying, ords: number[]): Change[] => {
  const { favourite, rating, kept, title, notes, addTags = [], removeTags = [] } = saying;
  const set = (column: Extract<Change, { kind: 'set' }>['column'], value: SqlValue): Change => ({
    ...{ kind: 'set', column, value, ords },
  });
  return [
    ...(favourite === undefined ? [] : [set('favourite', favourite ? 1 : 0)]),
    ...(rating === undefined ? [] : [set('rating', rating)]),
    ...(kept === undefined ? [] : [set('kept', kept ? 1 : 0)]),
    ...(title === undefined ? [] : [set('own_title', title)]),
    ...(notes === undefined ? [] : [set('notes', notes)]),
    ...removeTags.map((tag): Change => ({ kind: 'tag', tag, on: false, ords })),
    ...addTags.map((tag): Change => ({ kind: 'tag', tag, on: true, ords })),
  ];
};

const within = 'IN (SELECT value FROM json_each(?))';

/** The same tag in all the ways it is written in this library. */
const spellings = (sql: Sql, tag: string): string[] => [
  tag,
  ...sql
    .all('SELECT DISTINCT tag FROM clip_tags WHERE tag <> ?', [tag])
    .flatMap((row) => textOf(row, 'tag') ?? [])
    .filter((other) => keyOf(other) === keyOf(tag)),
];

const applyTag = (sql: Sql, { tag, on, ords }: Extract<Change, { kind: 'tag' }>): Change[] => {
  const [these, ways] = [JSON.stringify(ords), JSON.stringify(spellings(sql, tag))];
  const tagged = `SELECT t.clip_id FROM clip_tags t WHERE t.clip_id = c.id AND t.tag ${within}`;
  if (on) {
    const rows = sql.all(`SELECT c.ord FROM clips c WHERE c.ord ${within} AND NOT EXISTS (${tagged})`, [
      ...[these, ways],
    ]);
    const fresh = rows.map((row) => numberOf(row, 'ord') ?? 0);
    sql.run(`INSERT INTO clip_tags (clip_id, tag) SELECT id, ? FROM clips WHERE ord ${within}`, [
      ...[tag, JSON.stringify(fresh)],
    ]);
    return fresh.length === 0 ? [] : [{ kind: 'tag', tag, on: false, ords: fresh }];
  }
  const rows = sql.all(
    `SELECT c.ord, t.tag FROM clips c JOIN clip_tags t ON t.clip_id = c.id WHERE c.ord ${within} AND t.tag ${within}`,
    [these, ways],
  );
  sql.run(
    `DELETE FROM clip_tags WHERE tag ${within} AND clip_id IN (SELECT id FROM clips WHERE ord ${within})`,
    [...[ways, these]],
  );
  const had = new Map<string, number[]>();
  for (const row of rows) {
    const way = textOf(row, 'tag') ?? '';
    had.set(way, [...(had.get(way) ?? []), numberOf(row, 'ord') ?? 0]);
  }
  return [...had].map(([way, clips]) => ({ kind: 'tag', tag: way, on: true, ords: clips }));
};

const applySet = (sql: Sql, { column, value, ords }: Extract<Change, { kind: 'set' }>): Change[] => {
  const rows = sql.all(`SELECT ord, ${column} AS was FROM clips WHERE ord ${within} AND ${column} IS NOT ?`, [
    ...[JSON.stringify(ords), value],
  ]);
  const before = new Map<SqlValue, number[]>();
  for (const row of rows) {
    const was = row['was'] ?? null;
    const known = before.get(was);
    if (known === undefined) before.set(was, [numberOf(row, 'ord') ?? 0]);
    else known.push(numberOf(row, 'ord') ?? 0);
  }
  sql.run(`UPDATE clips SET ${column} = ? WHERE ord ${within}`, [
    ...[value, JSON.stringify([...before.values()].flat())],
  ]);
  return [...before].map(([was, clips]) => ({ kind: 'set', column, value: was, ords: clips }));
};

/**
 * Makes one change, and gives what brings it back: only of clips that are others by it. For use inside a transaction.
 */
export const apply = (sql: Sql, change: Change): Change[] =>
  change.kind === 'tag' ? applyTag(sql, change) : applySet(sql, change);

import { numberOf, recordOf, textOf } from '../../database/columns.ts';
import type { Sql, SqlRow, SqlValue } from '../../ports.ts';
import { hasBits } from './schema.ts';
import { fold, tokensOf } from './tokens.ts';

/** What the index takes of a clip: a row of the database's, joined with its tags, one a line. */
export const indexedColumns = `c.ord, c.id, c.task_id, c.type, c.model, c.title, c.own_title, c.style, c.created_at,
  c.saved_at, c.duration, c.bytes, c.favourite, c.rating, c.cover, c.lyrics, c.notes, c.provenance_json,
  (SELECT group_concat(tag, char(10)) FROM clip_tags t WHERE t.clip_id = c.id) AS tags`;

const text = (row: SqlRow, column: string): string => textOf(row, column) ?? '';
const number = (row: SqlRow, column: string): number => {
  const value = numberOf(row, column);
  return value !== null && Number.isFinite(value) ? value : 0;
};

/** The texts of what was submitted, which is what people search in it. */
export const promptOf = (row: SqlRow): string => {
  const input = recordOf(row, 'provenance_json')?.['input'];
  return Object.values(typeof input === 'object' && input !== null ? input : {})
    .filter((value) => typeof value === 'string')
    .join('\n');
};

/** A name to filter by: equal ones differ at most in case, accents or width. */
export const keyOf = (name: string): string => fold(name).replace(/\s+/g, ' ').trim();

/** Styles as they are listed, once each; a sentence is none. */
export const stylesOf = (style: string): { key: string; name: string }[] => {
  const found = new Map<string, string>();
  for (const name of style.split(/[,;、，\n]/).map((part) => part.trim().slice(0, 60)))
    if (keyOf(name) !== '' && !found.has(keyOf(name))) found.set(keyOf(name), name);
  return [...found].slice(0, 30).map(([key, name]) => ({ key, name }));
};

export const tagsIn = (row: SqlRow): string[] =>
  text(row, 'tags')
    .split('\n')
    .filter((tag) => tag !== '');

export const titleIn = (row: SqlRow): string => textOf(row, 'own_title') ?? text(row, 'title');

const factColumns = [
  ...(['id', 'task', 'type', 'model', 'style_key', 'first_style'] as const),
  ...(['created_at', 'saved_at'] as const),
  ...(['duration', 'bytes', 'favourite', 'rating', 'has'] as const),
] as const;

const factsOf = (row: SqlRow): Record<(typeof factColumns)[number], SqlValue> => {
  const has =
    (textOf(row, 'cover') === null ? 0 : hasBits.cover) +
    (text(row, 'lyrics').trim() === '' ? 0 : hasBits.lyrics) +
    (text(row, 'notes').trim() === '' ? 0 : hasBits.notes) +
    (tagsIn(row).length === 0 ? 0 : hasBits.tags);
  return {
    ...{
      id: text(row, 'id'),
      task: text(row, 'task_id'),
      type: text(row, 'type'),
      model: text(row, 'model'),
    },
    style_key: keyOf(text(row, 'style')).slice(0, 80),
    first_style: stylesOf(text(row, 'style'))[0]?.key ?? '',
    ...{ created_at: number(row, 'created_at'), saved_at: number(row, 'saved_at') },
    ...{ duration: number(row, 'duration'), bytes: number(row, 'bytes'), has },
    favourite: number(row, 'favourite') === 1 ? 1 : 0,
    rating: Math.min(5, Math.max(0, Math.round(number(row, 'rating')))),
  };
};

/** Writes what the index knows of a clip beside its texts; the clip is in it already. */
export const writeFacts = (index: Sql, ord: number, row: SqlRow): void => {
  const facts = factsOf(row);
  index.run(`UPDATE clips SET ${factColumns.map((name) => `${name} = ?`).join(', ')} WHERE ord = ?`, [
    ...factColumns.map((name) => facts[name]),
    ord,
  ]);
};

/** Takes a clip out of the index. */
export const removeFrom = (index: Sql, ord: number): void => {
  for (const table of ['clips', 'styles', 'tags']) index.run(`DELETE FROM ${table} WHERE ord = ?`, [ord]);
  index.run('DELETE FROM texts WHERE rowid = ?', [ord]);
};

/** Takes a clip up, whole. It is not in the index. */
export const addTo = (index: Sql, ord: number, row: SqlRow, rank: number): void => {
  const facts = factsOf(row);
  // Another place in time is another row; the old one may not have been taken out yet.
  index.run('DELETE FROM clips WHERE id = ?', [facts.id]);
  index.run(
    `INSERT INTO clips (ord, title, title_rank, ${factColumns.join(', ')})
     VALUES (?, ?, ?, ${factColumns.map(() => '?').join(', ')})`,
    [ord, titleIn(row), rank, ...factColumns.map((name) => facts[name])],
  );
  const tags = tagsIn(row);
  for (const { key, name } of stylesOf(text(row, 'style')))
    index.run('INSERT INTO styles (style, ord, name) VALUES (?, ?, ?)', [key, ord, name]);
  for (const tag of tags)
    index.run('INSERT OR IGNORE INTO tags (tag, ord, name) VALUES (?, ?, ?)', [keyOf(tag), ord, tag]);
  const texts = [titleIn(row), text(row, 'style'), text(row, 'lyrics'), promptOf(row), text(row, 'notes')];
  index.run(
    'INSERT INTO texts (rowid, title, style, lyrics, prompt, notes, tags) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [ord, ...[...texts, tags.join('\n')].map((each) => tokensOf(each).join(' '))],
  );
};

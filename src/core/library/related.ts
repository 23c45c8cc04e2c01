import { type Clip, type Related, relatedCounted, type Relation } from '../../shared/clip.ts';
import { numberOf, textOf } from '../database/columns.ts';
import type { Sql, SqlRow } from '../ports.ts';
import type { ClipRecord, ClipStore } from './clip-store.ts';
import { wordsGiven, wordsOf } from './sheet-songs.ts';

/** As many of each as somebody looks through in a panel; inputs that name more are no work of people. */
const shownAtMost = 20;

const namesTask = "l.field GLOB '*task_id*'";
/** Fields that name where the words are from, and not the sound. */
const namesWords = "l.field GLOB '*lyric*'";

const isTask = (field: string): boolean => field.includes('task_id');

/** How a clip of this type was made of what this field of its input names (sunor-api.md 4; others by their names). */
const kindOf = (field: string, type: string): Relation['kind'] => {
  if (/continue|extend/.test(field)) return 'continues';
  if (field.includes('cover')) return 'cover';
  if (field.includes('remaster')) return 'remaster';
  return type === 'concat' || field.includes('concat') ? 'joined' : 'made';
};

const text = (row: SqlRow, column: string): string => textOf(row, column) ?? '';
const totalOf = (sql: Sql, from: string, values: string[]): number =>
  numberOf(
    sql.all(`SELECT count(*) AS n FROM (SELECT 1 ${from} LIMIT ${String(relatedCounted)})`, values)[0] ?? {},
    'n',
  ) ?? 0;

/** Clips of a task as it gave them, without one. */
const ofTask = (sql: Sql, clips: ClipStore, taskId: string, except: string): Clip[] =>
  sql
    .all(
      `SELECT id FROM clips WHERE task_id = ? AND id <> ? AND removed_at IS NULL ORDER BY position, id
       LIMIT ${String(shownAtMost)}`,
      [taskId, except],
    )
    .flatMap((row) => clips.listed(text(row, 'id')) ?? []);

const parentsOf = (sql: Sql, clips: ClipStore, { id, taskId, type }: ClipRecord): Relation[] => {
  const rows = sql.all(
    `SELECT l.field, l.other FROM clip_lineage l WHERE l.clip_id = ? AND l.other <> ?
       AND NOT (${namesTask} AND l.other = ?) AND NOT ${namesWords} LIMIT ${String(shownAtMost)}`,
    [id, id, taskId],
  );
  const relations = rows.flatMap((row): Relation[] => {
    const [field, other] = [text(row, 'field'), text(row, 'other')];
    const kind = kindOf(field, type);
    if (!isTask(field)) return [{ kind, of: 'clip', id: other, clip: clips.listed(other) }];
    const given = ofTask(sql, clips, other, id);
    if (given.length === 0) return [{ kind, of: 'task', id: other, clip: null }];
    return given.map((clip) => ({ kind, of: 'clip', id: clip.id, clip }));
  });
  // A clip can be named twice, by itself and by its task.
  return [...new Map(relations.map((relation) => [relation.id, relation])).values()].slice(0, shownAtMost);
};

const childrenOf = (
  sql: Sql,
  clips: ClipStore,
  { id, taskId }: ClipRecord,
): { list: Relation[]; total: number } => {
  const from = `FROM (
      SELECT l.clip_id AS child, min(l.field) AS field FROM clip_lineage l
      WHERE l.other IN (?, ?) AND l.other = iif(${namesTask}, ?, ?) AND l.clip_id <> ? AND NOT ${namesWords}
      GROUP BY l.clip_id LIMIT ${String(relatedCounted)}
    ) JOIN clips c ON c.id = child AND c.removed_at IS NULL AND NOT (c.task_id = ? AND field GLOB '*task_id*')`;
  const values = [id, taskId, taskId, id, id, taskId];
  const list = sql
    .all(`SELECT child, field ${from} ORDER BY c.ord LIMIT ${String(shownAtMost)}`, values)
    .flatMap((row): Relation[] => {
      const clip = clips.listed(text(row, 'child'));
      if (clip === null) return [];
      return [{ kind: kindOf(text(row, 'field'), clip.type), of: 'clip', id: clip.id, clip }];
    });
  return { list, total: totalOf(sql, from, values) };
};

/** The sheet that its input names by its task, else one with the very words that it was given, or sings. */
const sheetOf = (sql: Sql, { id, lyrics, provenance }: ClipRecord): Related['sheet'] => {
  const titled = (row: SqlRow | undefined): Related['sheet'] =>
    row === undefined ? null : { id: text(row, 'id'), title: text(row, 'title') };
  const named = sql.all(
    `SELECT s.id, s.title FROM clip_lineage l JOIN lyric_sheets s ON s.task_id = l.other
     WHERE l.clip_id = ? AND ${namesTask} ORDER BY s.id LIMIT 1`,
    [id],
  );
  if (named[0] !== undefined) return titled(named[0]);
  const wanted = new Set(wordsGiven(provenance.input, lyrics));
  for (const words of wanted) {
    if (words === '') continue;
    // The column holds more than the text; it only says which few sheets are worth comparing.
    const rows = sql.all(
      `SELECT id, title, text FROM lyric_sheets WHERE instr(folded, ?) > 0 ORDER BY created_at DESC, id
       LIMIT ${String(shownAtMost)}`,
      [words],
    );
    const same = rows.find((row) => wordsOf(text(row, 'text')) === words);
    if (same !== undefined) return titled(same);
  }
  return null;
};

/** What a clip has to do with others of the library. One step each way, whatever chains or circles there are. */
export const relatedOf = (sql: Sql, clips: ClipStore, clip: ClipRecord): Related => {
  const children = childrenOf(sql, clips, clip);
  const others = 'FROM clips WHERE task_id = ? AND id <> ? AND removed_at IS NULL';
  return {
    parents: parentsOf(sql, clips, clip),
    children: children.list,
    childrenTotal: children.total,
    siblings: ofTask(sql, clips, clip.taskId, clip.id),
    siblingsTotal: totalOf(sql, others, [clip.taskId, clip.id]),
    sheet: sheetOf(sql, clip),
  };
};

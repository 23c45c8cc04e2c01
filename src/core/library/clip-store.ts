import type { Clip } from '../../shared/clip.ts';
import type { ClipPage, ClipQuery } from '../../shared/contract.ts';
import { numberOf, recordOf, textOf } from '../database/columns.ts';
import type { Sql, SqlRow, SqlValue } from '../ports.ts';
import { fold, likePattern, searchWords } from './fold.ts';

/** Where a clip comes from; kept with the clip, because tasks may be forgotten. */
export interface Provenance {
  input: Record<string, unknown> | null;
  taskModel: string | null;
  credits: number | null;
  taskCreatedAt: string | null;
  taskCompletedAt: string | null;
}

/** A clip as it is committed to the library. File names are within the library folder. */
export interface ClipRecord extends Omit<Clip, 'hasCover'> {
  position: number;
  audio: string;
  cover: string | null;
  mime: string;
  bytes: number;
  sha256: string;
  lyrics: string;
  provenance: Provenance;
}

export interface ClipStore {
  /** Durable on return unless within a transaction of the caller's. */
  add(clip: ClipRecord): void;
  has(id: string): boolean;
  get(id: string): ClipRecord | null;
  page(query: ClipQuery): ClipPage;
  count(): number;
  /** Every file of the library, for moving it. */
  files(): { audio: string; cover: string | null; sha256: string }[];
}

const text = (row: SqlRow, column: string): string => textOf(row, column) ?? '';
const number = (row: SqlRow, column: string): number => numberOf(row, column) ?? 0;

const listColumns = 'id, task_id, type, title, style, model, duration, created_at, saved_at, cover';

const clipOf = (row: SqlRow): Clip => ({
  id: text(row, 'id'),
  taskId: text(row, 'task_id'),
  type: text(row, 'type'),
  title: text(row, 'title'),
  style: text(row, 'style'),
  model: text(row, 'model'),
  duration: number(row, 'duration'),
  createdAt: number(row, 'created_at'),
  savedAt: number(row, 'saved_at'),
  hasCover: row['cover'] !== null,
});

const provenanceOf = (value: Record<string, unknown> | null): Provenance => {
  const textIn = (name: string): string | null => (typeof value?.[name] === 'string' ? value[name] : null);
  const input = value?.['input'];
  return {
    input: typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : null,
    taskModel: textIn('taskModel'),
    credits: typeof value?.['credits'] === 'number' ? value['credits'] : null,
    taskCreatedAt: textIn('taskCreatedAt'),
    taskCompletedAt: textIn('taskCompletedAt'),
  };
};

const recordFrom = (row: SqlRow): ClipRecord => {
  const { hasCover: _cover, ...clip } = clipOf(row);
  return {
    ...clip,
    position: number(row, 'position'),
    audio: text(row, 'audio'),
    cover: textOf(row, 'cover'),
    mime: text(row, 'mime'),
    bytes: number(row, 'bytes'),
    sha256: text(row, 'sha256'),
    lyrics: text(row, 'lyrics'),
    provenance: provenanceOf(recordOf(row, 'provenance_json')),
  };
};

/** What of the input people search for: its texts. */
const promptsOf = (input: Record<string, unknown> | null): string =>
  Object.values(input ?? {})
    .filter((value) => typeof value === 'string')
    .join('\n');

const orders: Record<ClipQuery['sort'], string> = {
  newest: 'created_at DESC, task_id, position, id',
  oldest: 'created_at, task_id, position, id',
  title: 'title COLLATE NOCASE, created_at DESC, task_id, position, id',
  longest: 'duration DESC, created_at DESC, id',
  shortest: 'duration, created_at DESC, id',
};

/** Clips over a migrated database. */
export const createClipStore = (sql: Sql): ClipStore => ({
  add(clip) {
    const folded = fold([clip.title, clip.style, clip.lyrics, promptsOf(clip.provenance.input)].join('\n'));
    sql.run(
      `INSERT OR REPLACE INTO clips (id, task_id, type, title, style, model, duration, created_at, saved_at, position,
       audio, cover, mime, bytes, sha256, lyrics, provenance_json, folded)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [clip.id, clip.taskId, clip.type, clip.title, clip.style, clip.model, clip.duration, clip.createdAt, clip.savedAt,
        clip.position, clip.audio, clip.cover, clip.mime, clip.bytes, clip.sha256, clip.lyrics,
        JSON.stringify(clip.provenance), folded], // prettier-ignore
    );
  },
  has: (id) => sql.all('SELECT 1 FROM clips WHERE id = ?', [id]).length > 0,
  get(id) {
    const [row] = sql.all('SELECT * FROM clips WHERE id = ?', [id]);
    return row === undefined ? null : recordFrom(row);
  },
  page({ text: wanted, sort, offset, limit }) {
    const patterns: SqlValue[] = searchWords(wanted).map(likePattern);
    const where =
      patterns.length === 0 ? '' : `WHERE ${patterns.map(() => "folded LIKE ? ESCAPE '\\'").join(' AND ')}`;
    const [counted] = sql.all(`SELECT count(*) AS n FROM clips ${where}`, patterns);
    const rows = sql.all(
      `SELECT ${listColumns} FROM clips ${where} ORDER BY ${orders[sort]} LIMIT ? OFFSET ?`,
      [...patterns, limit, offset],
    );
    return { total: numberOf(counted ?? {}, 'n') ?? 0, clips: rows.map(clipOf) };
  },
  count: () => numberOf(sql.all('SELECT count(*) AS n FROM clips')[0] ?? {}, 'n') ?? 0,
  files: () =>
    sql.all('SELECT audio, cover, sha256 FROM clips').map((row) => ({
      audio: text(row, 'audio'),
      cover: textOf(row, 'cover'),
      sha256: text(row, 'sha256'),
    })),
});

import type { ClipPage, ClipQuery } from '../../shared/contract.ts';
import { numberOf, textOf } from '../database/columns.ts';
import type { Sql, SqlValue } from '../ports.ts';
import { durationTolerance } from '../saving/proof.ts';
import { clipOf, type ClipRecord, listColumns, recordFrom } from './clip-record.ts';
import { fold, likePattern, searchWords } from './fold.ts';

export type { ClipRecord, Provenance } from './clip-record.ts';

export interface ClipStore {
  /** Durable on return unless within a transaction of the caller's. A clip that was removed is back with it. */
  add(clip: ClipRecord): void;
  /** Also those that were removed: what somebody threw away is not saved a second time, unless it is wanted again. */
  has(id: string): boolean;
  /**
   * Is nothing to be saved of this clip? True where it was removed (and is not wanted again), and where it is here and as
   * long as was announced (seconds, null where nothing was): what was found in the folder may be cut.
   */
  holds(announced: { id: string; duration: number | null }): boolean;
  /** null for what was removed. */
  get(id: string): ClipRecord | null;
  page(query: ClipQuery): ClipPage;
  count(): number;
  /** Every file of the library, for moving it; those on their way to the trash too. */
  files(): { audio: string; cover: string | null; sha256: string }[];
}

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
  has: (id) => sql.all('SELECT 1 FROM clips WHERE id = ? AND trashed_at IS NOT 0', [id]).length > 0,
  holds({ id, duration }) {
    const [row] = sql.all('SELECT duration, removed_at FROM clips WHERE id = ? AND trashed_at IS NOT 0', [
      id,
    ]);
    if (row === undefined) return false;
    if (duration === null || row['removed_at'] !== null) return true;
    return (numberOf(row, 'duration') ?? 0) >= duration - durationTolerance(duration);
  },
  get(id) {
    const [row] = sql.all('SELECT * FROM clips WHERE id = ? AND removed_at IS NULL', [id]);
    return row === undefined ? null : recordFrom(row);
  },
  page({ text: wanted, sort, offset, limit }) {
    const patterns: SqlValue[] = searchWords(wanted).map(likePattern);
    // The condition is word for word that of the index clips_by_date, which is then enough to count and to skip.
    const where = ['removed_at IS NULL', ...patterns.map(() => "folded LIKE ? ESCAPE '\\'")].join(' AND ');
    const [counted] = sql.all(`SELECT count(*) AS n FROM clips WHERE ${where}`, patterns);
    const rows = sql.all(
      `SELECT ${listColumns} FROM clips WHERE ${where} ORDER BY ${orders[sort]} LIMIT ? OFFSET ?`,
      [...patterns, limit, offset],
    );
    return {
      total: numberOf(counted ?? {}, 'n') ?? 0,
      clips: rows.map(clipOf).filter(({ id }) => id !== ''),
    };
  },
  count: () =>
    numberOf(sql.all('SELECT count(*) AS n FROM clips WHERE removed_at IS NULL')[0] ?? {}, 'n') ?? 0,
  files: () =>
    sql.all('SELECT audio, cover, sha256 FROM clips WHERE trashed_at IS NULL').map((row) => ({
      audio: textOf(row, 'audio') ?? '',
      cover: textOf(row, 'cover'),
      sha256: textOf(row, 'sha256') ?? '',
    })),
});

import type { Clip } from '../../shared/clip.ts';
import { numberOf, textOf } from '../database/columns.ts';
import type { Sql, SqlValue } from '../ports.ts';
import { durationTolerance } from '../saving/proof.ts';
import { clipOf, type ClipRecord, listColumns, recordFrom, type Said } from './clip-record.ts';
import { placeInTime } from './place-in-time.ts';

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
  /** As lists show it, with what the user says of it; null for what was removed. */
  listed(id: string): Clip | null;
  /** What the user wrote of it. */
  said(id: string): Pick<Said, 'notes' | 'tags'>;
  /** As lists show them, in this order; those that are not in the library are left out. */
  byPlaces(ords: readonly number[]): Clip[];
  count(): number;
  /** Every file of the library, for moving it; those on their way to the trash too. */
  files(): { audio: string; cover: string | null; sha256: string }[];
}

/** Clips over a migrated database. */
export const createClipStore = (sql: Sql): ClipStore => ({
  add(clip) {
    const known = sql.all('SELECT ord FROM clips WHERE id = ? AND created_at = ?', [
      clip.id,
      clip.createdAt,
    ])[0];
    const ord = (known && numberOf(known, 'ord')) ?? placeInTime(sql, clip);
    const row: Record<string, SqlValue> = {
      ...{ id: clip.id, ord, task_id: clip.taskId, type: clip.type, title: clip.title, style: clip.style },
      ...{ model: clip.model, duration: clip.duration, created_at: clip.createdAt, saved_at: clip.savedAt },
      ...{
        position: clip.position,
        audio: clip.audio,
        cover: clip.cover,
        mime: clip.mime,
        bytes: clip.bytes,
      },
      ...{
        sha256: clip.sha256,
        audio_sha256: clip.audioSha256,
        lyrics: clip.lyrics,
        provenance_json: JSON.stringify(clip.provenance),
      },
      ...{ removed_at: null, trashed_at: null },
    };
    const names = Object.keys(row);
    // What the user said of a clip outlives its file.
    sql.run(
      `INSERT INTO clips (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
       ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      Object.values(row),
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
  listed(id) {
    const [row] = sql.all(`SELECT ${listColumns} FROM clips WHERE id = ? AND removed_at IS NULL`, [id]);
    return row === undefined ? null : clipOf(row);
  },
  said(id) {
    const [row] = sql.all('SELECT notes FROM clips WHERE id = ?', [id]);
    const tags = sql.all('SELECT tag FROM clip_tags WHERE clip_id = ? ORDER BY tag', [id]);
    return { notes: textOf(row ?? {}, 'notes') ?? '', tags: tags.flatMap((tag) => textOf(tag, 'tag') ?? []) };
  },
  byPlaces(ords) {
    const rows = sql.all(
      `SELECT ${listColumns} FROM clips WHERE ord IN (SELECT value FROM json_each(?)) AND removed_at IS NULL`,
      [JSON.stringify(ords)],
    );
    const found = new Map(rows.map((row) => [numberOf(row, 'ord'), clipOf(row)]));
    return ords.flatMap((ord) => found.get(ord) ?? []).filter(({ id }) => id !== '');
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

import { numberOf, textOf } from '../database/columns.ts';
import type { Sql, SqlRow } from '../ports.ts';
import type { ClipRecord } from './clip-record.ts';

/** Where a clip's files should be; names within the library folder. */
export interface ClipPlace {
  id: string;
  title: string;
  audio: string;
  cover: string | null;
  bytes: number;
  sha256: string;
  audioSha256: string | null;
}

/** An audio file as the library knows it; names within the library folder. */
export type ClipFile = Pick<
  ClipRecord,
  'audio' | 'cover' | 'bytes' | 'sha256' | 'audioSha256' | 'mime' | 'duration'
>;

/** The clips of the library as files of its folder, and those that were removed. */
export interface ClipPlaces {
  /** Names of audio files, at most `limit` (the newest), of what is not in the trash. */
  audioNames(limit: number): string[];
  /** Clips in the library. */
  count(): number;
  /** Was there never a clip, not even one that was removed? */
  isEmpty(): boolean;
  /** Every audio file's name that is known, removed ones too. */
  knownNames(): Set<string>;
  of(id: string): (ClipPlace & { removed: boolean }) | null;
  /** Clips by the order of their rows, removed ones too: those that come after this row, at most `limit`. */
  after(row: number, limit: number): (ClipPlace & { removed: boolean; row: number })[];
  /** The file was given another name by somebody. */
  rename(id: string, audio: string, cover: string | null): void;
  /** The clip has this file from now on; what is said of the clip itself stays. */
  replaceFile(id: string, file: ClipFile): void;
  /** What the hash of the sound is within the file whose own hash is `file`, for a clip of which it was not known. */
  giveSound(id: string, file: string, audioSha256: string): void;
  /** Is there a clip, removed or not, with this very sound? */
  hasSound(audioSha256: string): boolean;
  /** A cover for a clip that has none. */
  giveCover(id: string, cover: string): void;

  /** Takes clips out of the library; gives those that were in it. */
  remove(ids: readonly string[], now: number): string[];
  /** Back into the library, whatever became of them. */
  restore(ids: readonly string[]): void;
  /** Removed; their files have not gone to the trash yet. */
  pending(): ClipPlace[];
  isPending(id: string): boolean;
  /** Removed, and their files went to the trash. */
  trashed(): ClipPlace[];
  setTrashed(id: string, now: number): void;
  /**
   * Of these clips, those whose files went to the trash are wanted again: until one is saved anew, or its file comes
   * back, it stays removed, and counts as one that the library never had.
   */
  wantAgain(ids: readonly string[]): void;
  /** The same for what these tasks gave. */
  wantAgainOf(taskIds: readonly string[]): void;
  /** Does a clip other than `id`, of those not in the trash, have one of these audio files? */
  isUsedByOthers(audio: readonly string[], id: string): boolean;
}

const columns = 'id, title, audio, cover, bytes, sha256, audio_sha256';

const placeOf = (row: SqlRow): ClipPlace => ({
  id: textOf(row, 'id') ?? '',
  title: textOf(row, 'title') ?? '',
  audio: textOf(row, 'audio') ?? '',
  cover: textOf(row, 'cover'),
  bytes: numberOf(row, 'bytes') ?? 0,
  sha256: textOf(row, 'sha256') ?? '',
  audioSha256: textOf(row, 'audio_sha256'),
});

const names = (rows: readonly SqlRow[]): string[] =>
  rows.map((row) => textOf(row, 'audio') ?? '').filter((name) => name !== '');

/** Places over a migrated database. Each call is durable on its return unless within a transaction of the caller's. */
export const createClipPlaces = (sql: Sql): ClipPlaces => ({
  audioNames: (limit) =>
    names(sql.all('SELECT audio FROM clips WHERE removed_at IS NULL ORDER BY ord DESC LIMIT ?', [limit])),
  count: () =>
    numberOf(sql.all('SELECT count(*) AS n FROM clips WHERE removed_at IS NULL')[0] ?? {}, 'n') ?? 0,
  isEmpty: () => sql.all('SELECT 1 FROM clips LIMIT 1').length === 0,
  knownNames: () => new Set(names(sql.all('SELECT audio FROM clips'))),
  of(id) {
    const [row] = sql.all(`SELECT ${columns}, removed_at FROM clips WHERE id = ?`, [id]);
    return row === undefined ? null : { ...placeOf(row), removed: row['removed_at'] !== null };
  },
  after: (row, limit) =>
    sql
      .all(
        `SELECT rowid AS place_row, ${columns}, removed_at FROM clips WHERE rowid > ? ORDER BY rowid LIMIT ?`,
        [row, limit],
      )
      .map((each) => ({
        ...placeOf(each),
        removed: each['removed_at'] !== null,
        row: numberOf(each, 'place_row') ?? row + 1,
      })),
  rename(id, audio, cover) {
    sql.run('UPDATE clips SET audio = ?, cover = ? WHERE id = ?', [audio, cover, id]);
  },
  replaceFile(id, { audio, cover, bytes, sha256, audioSha256, mime, duration }) {
    sql.run(
      `UPDATE clips SET audio = ?, cover = ?, bytes = ?, sha256 = ?, audio_sha256 = ?, mime = ?, duration = ?
         WHERE id = ?`,
      [audio, cover, bytes, sha256, audioSha256, mime, duration, id],
    );
  },
  giveSound(id, file, audioSha256) {
    sql.run('UPDATE clips SET audio_sha256 = ? WHERE id = ? AND sha256 = ? AND audio_sha256 IS NULL', [
      ...[audioSha256, id, file],
    ]);
  },
  hasSound: (audioSha256) =>
    sql.all('SELECT 1 FROM clips WHERE audio_sha256 = ? LIMIT 1', [audioSha256]).length > 0,
  giveCover(id, cover) {
    sql.run('UPDATE clips SET cover = ? WHERE id = ? AND cover IS NULL', [cover, id]);
  },
  remove: (ids, now) =>
    ids.filter(
      (id) => sql.run('UPDATE clips SET removed_at = ? WHERE id = ? AND removed_at IS NULL', [now, id]) === 1,
    ),
  restore: (ids) =>
    ids.forEach((id) => sql.run('UPDATE clips SET removed_at = NULL, trashed_at = NULL WHERE id = ?', [id])),
  pending: () =>
    sql.all(`SELECT ${columns} FROM clips WHERE removed_at IS NOT NULL AND trashed_at IS NULL`).map(placeOf),
  isPending: (id) =>
    sql.all('SELECT 1 FROM clips WHERE id = ? AND removed_at IS NOT NULL AND trashed_at IS NULL', [id])
      .length > 0,
  trashed: () =>
    sql
      .all(`SELECT ${columns} FROM clips WHERE removed_at IS NOT NULL AND trashed_at IS NOT NULL`)
      .map(placeOf),
  setTrashed(id, now) {
    sql.run('UPDATE clips SET trashed_at = ? WHERE id = ? AND removed_at IS NOT NULL', [now, id]);
  },
  wantAgain: (ids) =>
    ids.forEach((id) =>
      sql.run('UPDATE clips SET trashed_at = 0 WHERE id = ? AND trashed_at IS NOT NULL', [id]),
    ),
  wantAgainOf: (taskIds) =>
    taskIds.forEach((id) =>
      sql.run('UPDATE clips SET trashed_at = 0 WHERE task_id = ? AND trashed_at IS NOT NULL', [id]),
    ),
  isUsedByOthers: (audio, id) =>
    sql.all(
      `SELECT 1 FROM clips WHERE audio IN (${audio.map(() => '?').join(', ')}) AND id <> ? AND trashed_at IS NULL LIMIT 1`,
      [...audio, id],
    ).length > 0,
});

import { numberOf, textOf } from '../../database/columns.ts';
import type { Sql, SqlRow } from '../../ports.ts';
import type { NameFacts } from '../../saving/file-names.ts';

/** A clip whose files may get other names; names are within the library folder. */
export interface Named extends NameFacts {
  audio: string;
  cover: string | null;
}

/** A name for a clip's audio that was decided on; cover and sidecar go along. */
export interface Rename {
  id: string;
  was: string;
  becomes: string;
}

/** Names that files are being given, and those that they had: on disk before the first file is touched. */
export interface RenameStore {
  /** Clips in the library by the order of their rows: those behind this place, at most `limit`. */
  after(place: number, limit: number): (Named & { place: number })[];
  newest(limit: number): Named[];
  one(id: string): Named | null;
  /** Does another clip have this cover? */
  isCoverOfOthers(cover: string, id: string): boolean;
  /** Remembers what is to be done, durably. */
  intend(renames: readonly Rename[]): void;
  /** What a crash may have left half done. */
  due(): Rename[];
  /** It is done: the clip has these files. `keep`: so that it can be given its name back. */
  done(rename: Rename, cover: string | null, keep: boolean): void;
  /** Is not done, and will not be. */
  drop(ids: readonly string[]): void;
  /** What was done last, of clips that still have the name that they got then. */
  back(): Rename[];
  countBack(): number;
  /** Names that were given before can no longer be taken back. */
  forget(): void;
}

const columns =
  'rowid AS place, id, task_id, coalesce(own_title, title) AS title, style, model, position, created_at, duration, audio, cover';

const namedOf = (row: SqlRow): Named & { place: number } => ({
  place: numberOf(row, 'place') ?? 0,
  clipId: textOf(row, 'id') ?? '',
  taskId: textOf(row, 'task_id') ?? '',
  title: textOf(row, 'title') ?? '',
  style: textOf(row, 'style') ?? '',
  model: textOf(row, 'model') ?? '',
  position: numberOf(row, 'position') ?? 0,
  createdAt: numberOf(row, 'created_at') ?? 0,
  duration: numberOf(row, 'duration') ?? 0,
  audio: textOf(row, 'audio') ?? '',
  cover: textOf(row, 'cover'),
});

const renameOf = (row: SqlRow): Rename => ({
  id: textOf(row, 'clip_id') ?? '',
  was: textOf(row, 'was') ?? '',
  becomes: textOf(row, 'becomes') ?? '',
});

const stillSo = `FROM renamed_files JOIN clips ON clips.id = clip_id
  WHERE due = 0 AND clips.audio = becomes AND clips.removed_at IS NULL`;

export const createRenameStore = (sql: Sql): RenameStore => ({
  after: (place, limit) =>
    sql
      .all(`SELECT ${columns} FROM clips WHERE removed_at IS NULL AND rowid > ? ORDER BY rowid LIMIT ?`, [
        ...[place, limit],
      ])
      .map(namedOf),
  newest: (limit) =>
    sql
      .all(`SELECT ${columns} FROM clips WHERE removed_at IS NULL ORDER BY ord DESC LIMIT ?`, [limit])
      .map(namedOf),
  one(id) {
    const [row] = sql.all(`SELECT ${columns} FROM clips WHERE id = ? AND removed_at IS NULL`, [id]);
    return row === undefined ? null : namedOf(row);
  },
  isCoverOfOthers: (cover, id) =>
    sql.all('SELECT 1 FROM clips WHERE cover = ? AND id <> ? AND trashed_at IS NULL LIMIT 1', [cover, id])
      .length > 0,
  intend: (renames) =>
    sql.transaction(() => {
      for (const { id, was, becomes } of renames)
        sql.run('INSERT OR REPLACE INTO renamed_files (clip_id, was, becomes, due) VALUES (?, ?, ?, 1)', [
          ...[id, was, becomes],
        ]);
    }),
  due: () => sql.all('SELECT * FROM renamed_files WHERE due = 1').map(renameOf),
  // What a power cut takes back of this is due again, and found to be done.
  done: ({ id, becomes }, cover, keep) =>
    sql.transaction(() => {
      sql.run('UPDATE clips SET audio = ?, cover = ? WHERE id = ?', [becomes, cover, id]);
      if (keep) sql.run('UPDATE renamed_files SET due = 0 WHERE clip_id = ?', [id]);
      else sql.run('DELETE FROM renamed_files WHERE clip_id = ?', [id]);
    }, 'soon'),
  drop: (ids) =>
    sql.transaction(
      () => ids.forEach((id) => sql.run('DELETE FROM renamed_files WHERE clip_id = ?', [id])),
      'soon',
    ),
  back: () => sql.all(`SELECT clip_id, was, becomes ${stillSo}`).map(renameOf),
  countBack: () => numberOf(sql.all(`SELECT count(*) AS n ${stillSo}`)[0] ?? {}, 'n') ?? 0,
  forget: () => void sql.run('DELETE FROM renamed_files WHERE due = 0'),
});

import type { ClipList } from '../../shared/library-query.ts';
import { keptQuery } from '../../shared/playlist.ts';
import { numberOf, recordOf, textOf, toJson } from '../database/columns.ts';
import type { Sql, SqlRow } from '../ports.ts';
import { ranksBetween } from './ranks.ts';

/** A list without its entries. */
export interface PlaylistRecord {
  id: string;
  name: string;
  query: ClipList | null;
  /** The smaller, the farther up. */
  position: number;
  /** ms since the epoch; `changedAt`: by the user, not by what became of its clips. */
  createdAt: number;
  changedAt: number;
  removedAt: number | null;
  /** Its file's name in the folder of playlists; null: none is there yet. */
  file: string | null;
  /** Rises with all that changes what its file should hold. */
  version: number;
}

export interface PlaylistStore {
  /** In the user's order, without those that were removed. */
  all(): PlaylistRecord[];
  /** null also for one that was removed. */
  get(id: string): PlaylistRecord | null;
  /** Is or was there such a list? */
  knows(id: string): PlaylistRecord | null;
  /** At the end of the lists unless `position` says otherwise. */
  add(list: Pick<PlaylistRecord, 'id' | 'name' | 'query' | 'createdAt'> & Partial<PlaylistRecord>): void;
  /** The user changed something of it, or of its entries: later than all before, whatever the clock says. */
  change(id: string, at: number, what?: Partial<Pick<PlaylistRecord, 'name' | 'query' | 'position'>>): void;
  setRemoved(id: string, at: number | null): void;
  /** A position before this list, or behind all. */
  positionBefore(id: string | null, but: string): number;
  /** A number that is another one after each change of any list, or of a clip in it. */
  mark(): number;
  /** Of all lists, also removed ones: those whose file is not as it should be. */
  due(): PlaylistRecord[];
  /** Of every file, whosever list it is. */
  files(): string[];
  setFile(id: string, file: string | null): void;
  /** Its file holds this version. */
  setWritten(id: string, version: number): void;
  /** The files are to be written anew, wherever they lay. */
  setAllDue(): void;
  /** Forgets those that were removed and have no file left; gives their ids. */
  forgetRemoved(): string[];
}

const listOf = (row: SqlRow): PlaylistRecord => ({
  id: textOf(row, 'id') ?? '',
  name: textOf(row, 'name') ?? '',
  // What cannot be read any more is a smart playlist all the same.
  query: textOf(row, 'query_json') === null ? null : keptQuery(recordOf(row, 'query_json') ?? {}),
  position: numberOf(row, 'position') ?? 0,
  createdAt: numberOf(row, 'created_at') ?? 0,
  changedAt: numberOf(row, 'changed_at') ?? 0,
  removedAt: numberOf(row, 'removed_at'),
  file: textOf(row, 'file'),
  version: numberOf(row, 'version') ?? 0,
});

/** Lists over a migrated database. Each call is durable on its return unless within a transaction of the caller's. */
export const createPlaylistStore = (sql: Sql): PlaylistStore => {
  const some = (where: string, params: readonly (string | number)[] = []): PlaylistRecord[] =>
    sql.all(`SELECT * FROM playlists WHERE ${where} ORDER BY position, created_at, id`, params).map(listOf);

  const positionBefore = (id: string | null, but: string): number => {
    // Also the removed ones: they may come back, to their place.
    const others = some('id <> ?', [but]);
    const at = id === null ? others.length : others.findIndex((list) => list.id === id);
    const [low, high] = [others[at - 1]?.position ?? null, others[at]?.position ?? null];
    const [free] = ranksBetween(low, high, 1) ?? [];
    if (free !== undefined) return free;
    // Crowded: all of them are given room anew.
    const ranks = ranksBetween(null, null, others.length + 1) ?? [];
    const [own = 0] = ranks.splice(Math.max(0, at), 1);
    others.forEach((list, n) =>
      sql.run('UPDATE playlists SET position = ?, version = version + 1 WHERE id = ?', [
        ranks[n] ?? 0,
        list.id,
      ]),
    );
    return own;
  };

  return {
    all: () => some('removed_at IS NULL'),
    get: (id) => some('id = ? AND removed_at IS NULL', [id])[0] ?? null,
    knows: (id) => some('id = ?', [id])[0] ?? null,
    add({ id, name, query, createdAt, position, changedAt, file }) {
      sql.run(
        `INSERT INTO playlists (id, name, position, query_json, created_at, changed_at, file)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [id, name, position ?? positionBefore(null, id), toJson(query), createdAt, changedAt ?? createdAt, file ?? null], // prettier-ignore
      );
    },
    change(id, at, what = {}) {
      const now = some('id = ?', [id])[0];
      if (now === undefined) return;
      const { name, query, position } = { ...now, ...what };
      sql.run(
        `UPDATE playlists SET name = ?, query_json = ?, position = ?, changed_at = max(?, changed_at + 1), version = version + 1
         WHERE id = ?`,
        [name, toJson(query), position, at, id],
      );
    },
    setRemoved(id, at) {
      sql.run('UPDATE playlists SET removed_at = ?, version = version + 1 WHERE id = ?', [at, id]);
    },
    positionBefore,
    mark: () => numberOf(sql.all('SELECT total(version) + count(*) AS n FROM playlists')[0] ?? {}, 'n') ?? 0,
    due: () => some('written <> version AND (removed_at IS NULL OR file IS NOT NULL)'),
    files: () =>
      sql.all('SELECT file FROM playlists WHERE file IS NOT NULL').map((row) => textOf(row, 'file') ?? ''),
    setFile(id, file) {
      sql.run('UPDATE playlists SET file = ? WHERE id = ?', [file, id]);
    },
    setWritten(id, version) {
      sql.run('UPDATE playlists SET written = ? WHERE id = ?', [version, id]);
    },
    setAllDue() {
      sql.run('UPDATE playlists SET version = version + 1');
    },
    forgetRemoved() {
      const gone = some('removed_at IS NOT NULL AND file IS NULL').map(({ id }) => id);
      gone.forEach((id) => sql.run('DELETE FROM playlists WHERE id = ?', [id]));
      return gone;
    },
  };
};

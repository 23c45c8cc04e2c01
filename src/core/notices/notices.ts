import { type Notice, noticeKinds } from '../../shared/snapshot.ts';
import { numberOf, textOf } from '../database/columns.ts';
import type { Clock, Sql, SqlRow } from '../ports.ts';

/** The durable list of what the user was told (F50). */
export interface Notices {
  /** Newest first; at most the last 200. */
  list(): Notice[];
  add(notice: Omit<Notice, 'id' | 'at' | 'read'>): Notice;
  read(ids: readonly string[] | null): void;
  clear(): void;
}

const longest = 200;

const fromRow = (row: SqlRow): Notice => ({
  id: String(numberOf(row, 'id') ?? 0),
  kind: noticeKinds.find((kind) => kind === row['kind']) ?? 'trouble',
  taskId: textOf(row, 'task_id'),
  clipId: textOf(row, 'clip_id'),
  title: textOf(row, 'title') ?? '',
  detail: textOf(row, 'detail'),
  at: numberOf(row, 'at') ?? 0,
  read: numberOf(row, 'read') === 1,
});

/** Notices over a migrated database. */
export const createNotices = (sql: Sql, clock: Clock): Notices => ({
  list: () => sql.all('SELECT * FROM notices ORDER BY id DESC LIMIT ?', [longest]).map(fromRow),
  add(notice) {
    const at = clock.now();
    sql.run('INSERT INTO notices (kind, task_id, clip_id, title, detail, at) VALUES (?, ?, ?, ?, ?, ?)', [
      notice.kind,
      notice.taskId,
      notice.clipId,
      notice.title,
      notice.detail,
      at, // prettier-ignore
    ]);
    const id = numberOf(sql.all('SELECT max(id) AS id FROM notices')[0] ?? {}, 'id') ?? 0;
    return { ...notice, id: String(id), at, read: false };
  },
  read(ids) {
    if (ids === null) sql.run('UPDATE notices SET read = 1 WHERE read = 0');
    else
      sql.transaction(() =>
        ids.forEach((id) => sql.run('UPDATE notices SET read = 1 WHERE id = ?', [Number(id)])),
      );
  },
  clear() {
    sql.run('DELETE FROM notices');
  },
});

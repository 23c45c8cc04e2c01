import { numberOf, textOf } from '../database/columns.ts';
import type { Sql } from '../ports.ts';
import type { NoticeLine, SheetLine } from './format.ts';

/** What an archive needs of the database beyond the stores: everything by page, and the list of notices. */
export interface Rows {
  /** Ids of clips that are in the library, after `after` in their order; empty at the end. */
  clipIds(after: string): string[];
  /** Lyric sheets likewise. */
  sheets(after: string): SheetLine[];
  /** Puts back what the user was told, as read. Only for a list that is empty. */
  addNotices(notices: readonly NoticeLine[]): void;
}

const page = 500;

/** Rows over a migrated database. */
export const createRows = (sql: Sql): Rows => ({
  clipIds: (after) =>
    sql
      .all('SELECT id FROM clips WHERE id > ? AND removed_at IS NULL ORDER BY id LIMIT ?', [after, page])
      .map((row) => textOf(row, 'id') ?? ''),
  sheets: (after) =>
    sql.all('SELECT * FROM lyric_sheets WHERE id > ? ORDER BY id LIMIT ?', [after, page]).map((row) => ({
      id: textOf(row, 'id') ?? '',
      taskId: textOf(row, 'task_id') ?? '',
      title: textOf(row, 'title') ?? '',
      text: textOf(row, 'text') ?? '',
      prompt: textOf(row, 'prompt') ?? '',
      createdAt: numberOf(row, 'created_at') ?? 0,
      savedAt: numberOf(row, 'saved_at') ?? 0,
      file: textOf(row, 'file'),
    })),
  addNotices(notices) {
    sql.transaction(() => {
      for (const { kind, taskId, clipId, title, detail, at } of notices)
        sql.run(
          'INSERT INTO notices (kind, task_id, clip_id, title, detail, at, read) VALUES (?, ?, ?, ?, ?, ?, 1)',
          [kind, taskId, clipId, title, detail, at],
        );
    });
  },
});

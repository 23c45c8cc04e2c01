import type { LyricSheet } from '../../shared/clip.ts';
import { numberOf, textOf } from '../database/columns.ts';
import type { Sql } from '../ports.ts';
import { fold, likePattern, searchWords } from './fold.ts';

export interface LyricStore {
  add(sheet: LyricSheet): void;
  /** Newest first. */
  find(text: string): LyricSheet[];
  count(): number;
}

/** Lyric sheets over a migrated database. */
export const createLyricStore = (sql: Sql): LyricStore => ({
  add(sheet) {
    sql.run(
      `INSERT OR REPLACE INTO lyric_sheets (id, task_id, title, text, prompt, created_at, saved_at, folded)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [sheet.id, sheet.taskId, sheet.title, sheet.text, sheet.prompt, sheet.createdAt, sheet.savedAt,
        fold([sheet.title, sheet.text, sheet.prompt].join('\n'))], // prettier-ignore
    );
  },
  find(wanted) {
    const patterns = searchWords(wanted).map(likePattern);
    const where =
      patterns.length === 0 ? '' : `WHERE ${patterns.map(() => "folded LIKE ? ESCAPE '\\'").join(' AND ')}`;
    return sql
      .all(`SELECT * FROM lyric_sheets ${where} ORDER BY created_at DESC, id LIMIT 2000`, patterns)
      .map((row) => ({
        id: textOf(row, 'id') ?? '',
        taskId: textOf(row, 'task_id') ?? '',
        title: textOf(row, 'title') ?? '',
        text: textOf(row, 'text') ?? '',
        prompt: textOf(row, 'prompt') ?? '',
        createdAt: numberOf(row, 'created_at') ?? 0,
        savedAt: numberOf(row, 'saved_at') ?? 0,
      }));
  },
  count: () => numberOf(sql.all('SELECT count(*) AS n FROM lyric_sheets')[0] ?? {}, 'n') ?? 0,
});

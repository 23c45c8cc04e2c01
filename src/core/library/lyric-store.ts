import type { LyricSheet } from '../../shared/clip.ts';
import { numberOf, textOf } from '../database/columns.ts';
import type { Sql, SqlRow } from '../ports.ts';
import { fold, likePattern, searchWords } from './fold.ts';

export interface LyricStore {
  /** `file` is the sheet's file within the library folder; without one the sheet is in the database alone. */
  add(sheet: LyricSheet & { file?: string | null }): void;
  has(id: string): boolean;
  get(id: string): LyricSheet | null;
  /** Newest first. */
  find(text: string): LyricSheet[];
  count(): number;
  /** Names of all sheets' files. */
  files(): string[];
  /** The sheet's file; null when it has none, or there is no such sheet. */
  fileOf(id: string): string | null;
  /** The sheet has this file from now on. */
  setFile(id: string, file: string): void;
}

const sheetOf = (row: SqlRow): LyricSheet => ({
  id: textOf(row, 'id') ?? '',
  taskId: textOf(row, 'task_id') ?? '',
  title: textOf(row, 'title') ?? '',
  text: textOf(row, 'text') ?? '',
  prompt: textOf(row, 'prompt') ?? '',
  createdAt: numberOf(row, 'created_at') ?? 0,
  savedAt: numberOf(row, 'saved_at') ?? 0,
});

/** Lyric sheets over a migrated database. */
export const createLyricStore = (sql: Sql): LyricStore => ({
  add(sheet) {
    sql.run(
      `INSERT OR REPLACE INTO lyric_sheets (id, task_id, title, text, prompt, created_at, saved_at, file, folded)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [sheet.id, sheet.taskId, sheet.title, sheet.text, sheet.prompt, sheet.createdAt, sheet.savedAt,
          sheet.file ?? null, fold([sheet.title, sheet.text, sheet.prompt].join('\n'))], // prettier-ignore
    );
  },
  has: (id) => sql.all('SELECT 1 FROM lyric_sheets WHERE id = ?', [id]).length > 0,
  get(id) {
    const [row] = sql.all('SELECT * FROM lyric_sheets WHERE id = ?', [id]);
    return row === undefined ? null : sheetOf(row);
  },
  find(wanted) {
    const patterns = searchWords(wanted).map(likePattern);
    const where =
      patterns.length === 0 ? '' : `WHERE ${patterns.map(() => "folded LIKE ? ESCAPE '\\'").join(' AND ')}`;
    return sql
      .all(`SELECT * FROM lyric_sheets ${where} ORDER BY created_at DESC, id LIMIT 2000`, patterns)
      .map(sheetOf);
  },
  count: () => numberOf(sql.all('SELECT count(*) AS n FROM lyric_sheets')[0] ?? {}, 'n') ?? 0,
  files: () =>
    sql
      .all("SELECT file FROM lyric_sheets WHERE file IS NOT NULL AND file <> ''")
      .map((row) => textOf(row, 'file') ?? ''),
  fileOf: (id) => textOf(sql.all('SELECT file FROM lyric_sheets WHERE id = ?', [id])[0] ?? {}, 'file'),
  setFile(id, file) {
    sql.run('UPDATE lyric_sheets SET file = ? WHERE id = ?', [file, id]);
  },
});

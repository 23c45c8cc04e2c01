import { numberOf, textOf } from '../../database/columns.ts';
import type { Sql, SqlRow } from '../../ports.ts';
import { latest, readSaidLine, type SaidLine } from './said-lines.ts';

/** Clips in one file of the library folder: so much is written for one click. */
export const shelfSize = 128;

/** What is said of clips as whole lines, with its times, over a migrated database. */
export interface SaidStore {
  /** Numbers of the shelves on which something is not in the library folder yet. */
  due(): number[];
  isDue(): boolean;
  /** Is anything said of any clip? */
  hasAny(): boolean;
  /** All of it is to be written once more, to another folder. */
  setAllDue(): void;
  /** What stands on one shelf. */
  shelf(number: number): SaidLine[];
  /** These lines are in the folder; what was said since is still due. */
  setWritten(lines: readonly SaidLine[]): void;
  /**
   * Takes up lines that are newer than what is known of their clips; those of clips that are not here wait for them. All in
   * one transaction. `due`: they are to be written (again). Gives how many were taken up.
   */
  take(lines: readonly SaidLine[], due: boolean): number;
  /** Gives clips that came since what was waiting for them; how many these are. */
  settle(): number;
  /** How many lines wait for their clips. */
  waiting(): number;
  /** Lines by page, for the one after place `n`; empty at the end. */
  after(n: number, limit: number): { n: number; line: SaidLine }[];
}

/** A clock that is ahead of this is wrong, and leaves room for what is said after it. ms since the epoch */
const lastNow = latest - 86_400_000;

/** These clips are being said something of now; to be called within the transaction that does. */
export const noteSaid = (sql: Sql, ords: readonly number[], now: number): void => {
  if (ords.length === 0) return;
  // Later than what it takes the place of, whatever the clock says: it wins, and is seen to be another.
  sql.run(
    `INSERT INTO said_clips (clip_id, said_at)
     SELECT id, ? FROM clips WHERE ord IN (SELECT value FROM json_each(?)) ORDER BY ord
     ON CONFLICT (clip_id) DO UPDATE SET said_at = min(?, max(excluded.said_at, said_at + 1)), due = 1, waiting_json = NULL`,
    [Math.min(Math.max(0, now), lastNow), JSON.stringify(ords), latest],
  );
};

const columns = `s.n, s.clip_id, s.said_at, s.waiting_json, c.id AS here, c.favourite, c.rating, c.kept, c.own_title, c.notes,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM clip_tags WHERE clip_id = s.clip_id ORDER BY tag)) AS tags
  FROM said_clips s LEFT JOIN clips c ON c.id = s.clip_id`;

const lineOf = (row: SqlRow): SaidLine | null => {
  const waiting = textOf(row, 'waiting_json');
  if (waiting !== null) return readSaidLine(waiting);
  if (row['here'] === null) return null;
  const line = {
    version: 1,
    clip: textOf(row, 'clip_id'),
    at: numberOf(row, 'said_at'),
    favourite: row['favourite'] === 1,
    rating: numberOf(row, 'rating'),
    kept: row['kept'] === 1,
    title: textOf(row, 'own_title'),
    notes: textOf(row, 'notes'),
    tags: JSON.parse(textOf(row, 'tags') ?? '[]') as unknown,
  };
  return readSaidLine(JSON.stringify(line));
};

/** Does the line win over what is known? Of two of one time the greater text does, so that all computers agree. */
const isLater = (line: SaidLine, known: SqlRow): boolean => {
  const at = numberOf(known, 'said_at') ?? 0;
  return line.at > at || (line.at === at && JSON.stringify(line) > JSON.stringify(lineOf(known)));
};

export const createSaidStore = (sql: Sql): SaidStore => {
  const read = (where: string, values: number[]): { n: number; line: SaidLine }[] =>
    sql.all(`SELECT ${columns} WHERE ${where}`, values).flatMap((row) => {
      const line = lineOf(row);
      return line === null ? [] : [{ n: numberOf(row, 'n') ?? 0, line }];
    });
  const isHere = (id: string): boolean => sql.all('SELECT 1 FROM clips WHERE id = ?', [id]).length > 0;
  const apply = ({ clip, favourite, rating, kept, title, notes, tags }: SaidLine): void => {
    sql.run('UPDATE clips SET favourite = ?, rating = ?, kept = ?, own_title = ?, notes = ? WHERE id = ?', [
      ...[favourite ? 1 : 0, rating, kept ? 1 : 0, title, notes, clip],
    ]);
    sql.run('DELETE FROM clip_tags WHERE clip_id = ?', [clip]);
    for (const tag of tags)
      sql.run('INSERT OR IGNORE INTO clip_tags (clip_id, tag) VALUES (?, ?)', [clip, tag]);
  };
  const count = (what: string): number =>
    numberOf(sql.all(`SELECT count(*) AS n FROM said_clips ${what}`)[0] ?? {}, 'n') ?? 0;

  return {
    due: () =>
      sql
        .all(`SELECT DISTINCT (n - 1) / ${shelfSize} AS shelf FROM said_clips WHERE due = 1 ORDER BY shelf`)
        .map((row) => numberOf(row, 'shelf') ?? 0),
    isDue: () => sql.all('SELECT 1 FROM said_clips WHERE due = 1 LIMIT 1').length > 0,
    hasAny: () => sql.all('SELECT 1 FROM said_clips LIMIT 1').length > 0,
    setAllDue: () => void sql.run('UPDATE said_clips SET due = 1'),
    shelf: (number) =>
      read('s.n BETWEEN ? AND ? ORDER BY s.n', [number * shelfSize + 1, (number + 1) * shelfSize]).map(
        ({ line }) => line,
      ),
    setWritten(lines) {
      sql.transaction(() => {
        for (const { clip, at } of lines)
          sql.run('UPDATE said_clips SET due = 0 WHERE clip_id = ? AND said_at = ?', [clip, at]);
      });
    },
    take: (lines, due) =>
      sql.transaction(() => {
        let taken = 0;
        for (const line of lines) {
          const [known] = sql.all(`SELECT ${columns} WHERE s.clip_id = ?`, [line.clip]);
          if (known !== undefined && !isLater(line, known)) continue;
          const here = isHere(line.clip);
          if (here) apply(line);
          sql.run(
            `INSERT INTO said_clips (clip_id, said_at, due, waiting_json) VALUES (?, ?, ?, ?)
             ON CONFLICT (clip_id) DO UPDATE SET said_at = excluded.said_at, due = max(due, excluded.due),
               waiting_json = excluded.waiting_json`,
            [line.clip, line.at, due ? 1 : 0, here ? null : JSON.stringify(line)],
          );
          taken += 1;
        }
        return taken;
      }),
    settle() {
      const rows = sql.all(
        `SELECT clip_id, waiting_json FROM said_clips
         WHERE waiting_json IS NOT NULL AND clip_id IN (SELECT id FROM clips)`,
      );
      if (rows.length === 0) return 0;
      sql.transaction(() => {
        for (const row of rows) {
          const line = readSaidLine(textOf(row, 'waiting_json') ?? '');
          if (line !== null) apply(line);
          sql.run('UPDATE said_clips SET waiting_json = NULL WHERE clip_id = ?', [
            textOf(row, 'clip_id') ?? '',
          ]);
        }
      });
      return rows.length;
    },
    waiting: () => count('WHERE waiting_json IS NOT NULL'),
    after: (n, limit) => read('s.n > ? ORDER BY s.n LIMIT ?', [n, limit]),
  };
};

import type { PastTasks, TaskPlace } from '../../shared/task.ts';
import type { Sql, SqlRow, SqlValue } from '../ports.ts';
import { numberOf, problemOf, recordOf, textOf, toJson } from '../database/columns.ts';
import { noticedStates, type TaskRecord } from './task-record.ts';

/** Where a task stands that is over and was put away, and the database's number for it. */
const shelves = { finished: 1, failed: 2 } as const satisfies Record<keyof PastTasks, number>;
export type Shelf = keyof PastTasks;

/**
 * The watch list: each change is on disk when the call returns. In memory are those at hand; what is over and was put
 * away is read when somebody asks for it, so that years of songs cost nothing at a start.
 */
export interface TaskStore {
  /** Newest first. What is put away stays at hand until the next start. */
  atHand(): TaskRecord[];
  /** At hand or not. */
  get(id: string): TaskRecord | undefined;
  /** Of all tasks. */
  ids(): Set<string>;
  count(): number;
  /** How many are not at hand; the same object as long as that is so. */
  past(): PastTasks;
  /** Up to so many that are not at hand, newest first, from behind this place on; of one kind only where it is named. */
  pastAfter(place: TaskPlace | null, limit: number, shelf: Shelf | null): TaskRecord[];
  /** Every task, newest first, a few at a time. */
  each(): Generator<TaskRecord>;
  /** Adds or replaces, all in one commit. What was put away is at hand again. */
  put(records: readonly TaskRecord[]): void;
  /** Like `put`, for use inside a transaction of the caller's. */
  write(record: TaskRecord): void;
  /** Nothing is to be expected of it any more: from the next start on it is not at hand. */
  putAway(id: string, shelf: Shelf): void;
  isPutAway(id: string): boolean;
  isAtHand(id: string): boolean;
  remove(ids: readonly string[]): void;
  /** Reads everything at hand anew: a transaction failed, and memory may be ahead of the disk. */
  reload(): void;
}

const columns = [
  'id', 'added_at', 'watch', 'type', 'model', 'status', 'progress', 'credits', 'title', 'input_json', 'error',
  'created_iso', 'completed_iso', 'last_check_at', 'next_check_at', 'failures', 'problem_json', 'noticed', 'unreadable',
  'reply_json',
] as const; // prettier-ignore

const watches = ['active', 'stopped', 'done'] as const;

const fromRow = (row: SqlRow): TaskRecord => ({
  id: textOf(row, 'id') ?? '',
  addedAt: numberOf(row, 'added_at') ?? 0,
  watch: watches.find((watch) => watch === row['watch']) ?? 'active',
  type: textOf(row, 'type'),
  model: textOf(row, 'model'),
  status: textOf(row, 'status'),
  progress: numberOf(row, 'progress'),
  credits: numberOf(row, 'credits'),
  title: textOf(row, 'title'),
  input: recordOf(row, 'input_json'),
  error: textOf(row, 'error'),
  createdAt: textOf(row, 'created_iso'),
  completedAt: textOf(row, 'completed_iso'),
  lastCheckAt: numberOf(row, 'last_check_at'),
  nextCheckAt: numberOf(row, 'next_check_at'),
  failures: numberOf(row, 'failures') ?? 0,
  problem: problemOf(row, 'problem_json'),
  noticed: noticedStates[numberOf(row, 'noticed') ?? 0] ?? 'nothing',
  unreadable: numberOf(row, 'unreadable') ?? 0,
  reply: recordOf(row, 'reply_json'),
});

const toRow = (task: TaskRecord): SqlValue[] => [
  task.id,
  task.addedAt,
  task.watch,
  task.type,
  task.model,
  task.status,
  task.progress,
  task.credits,
  task.title,
  toJson(task.input),
  task.error,
  task.createdAt,
  task.completedAt,
  task.lastCheckAt,
  task.nextCheckAt,
  task.failures,
  toJson(task.problem),
  noticedStates.indexOf(task.noticed),
  task.unreadable,
  toJson(task.reply),
];

const shelfOf = (row: SqlRow): Shelf | null => {
  const number = numberOf(row, 'put_away');
  return number === shelves.finished ? 'finished' : number === shelves.failed ? 'failed' : null;
};

const newestFirst = (a: TaskPlace, b: TaskPlace): number => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1);
/** So many rows are read at once where all are gone through. */
const atOnce = 200;
const behind = '(added_at < ? OR (added_at = ? AND id > ?))';

/** The watch list over a migrated database. */
export const createTaskStore = (sql: Sql): TaskStore => {
  /** Those at hand that are put away from the next start on. */
  let away = new Map<string, Shelf>();
  /** As counted last; null once that may have changed. */
  let past: PastTasks | null = null;
  const read = (also: readonly string[] = []): Map<string, TaskRecord> => {
    // A result that was dropped may be wanted again: then its task is back, whatever was thought of it.
    const rows = sql.all(
      `SELECT * FROM tasks WHERE put_away = 0
       UNION ALL SELECT * FROM tasks WHERE put_away > 0 AND id IN (
         SELECT task_id FROM save_items WHERE state NOT IN ('saved', 'dropped') UNION ALL SELECT value FROM json_each(?))`,
      [JSON.stringify(also)],
    );
    const records = new Map<string, TaskRecord>();
    away = new Map();
    past = null;
    for (const row of rows) {
      const [record, shelf] = [fromRow(row), shelfOf(row)];
      records.set(record.id, record);
      if (shelf !== null) away.set(record.id, shelf);
    }
    return records;
  };
  let tasks = read();
  const countPast = (): PastTasks => {
    const counts = { finished: 0, failed: 0 };
    const rows = sql.all('SELECT put_away, count(*) AS n FROM tasks WHERE put_away > 0 GROUP BY put_away');
    for (const row of rows) {
      const shelf = shelfOf(row);
      if (shelf !== null) counts[shelf] = numberOf(row, 'n') ?? 0;
    }
    for (const shelf of away.values()) counts[shelf] -= 1;
    return counts;
  };
  const insert = `INSERT OR REPLACE INTO tasks (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

  const write = (record: TaskRecord): void => {
    sql.run(insert, toRow(record));
    if (!tasks.has(record.id)) past = null;
    tasks.set(record.id, record);
    away.delete(record.id);
  };
  const reload = (): void => {
    tasks = read([...tasks.keys()]);
  };
  const pageAfter = (place: TaskPlace | null, limit: number, which: string): TaskRecord[] =>
    sql
      .all(
        `SELECT * FROM tasks WHERE ${which}${place === null ? '' : ` AND ${behind}`}
         ORDER BY added_at DESC, id LIMIT ?`,
        [...(place === null ? [] : [place.addedAt, place.addedAt, place.id]), limit],
      )
      .map(fromRow);

  return {
    atHand: () => [...tasks.values()].sort(newestFirst),
    get(id) {
      const known = tasks.get(id);
      if (known !== undefined) return known;
      const [row] = sql.all('SELECT * FROM tasks WHERE id = ?', [id]);
      return row === undefined ? undefined : fromRow(row);
    },
    ids() {
      // In one row: fifty thousand rows take ten times as long.
      const [row] = sql.all('SELECT json_group_array(id) AS ids FROM tasks');
      return new Set(JSON.parse(textOf(row ?? {}, 'ids') ?? '[]') as string[]);
    },
    count: () => numberOf(sql.all('SELECT count(*) AS n FROM tasks')[0] ?? {}, 'n') ?? 0,
    past: () => (past ??= countPast()),
    pastAfter(place, limit, shelf) {
      const which = shelf === null ? 'put_away > 0' : `put_away > 0 AND put_away = ${shelves[shelf]}`;
      const found: TaskRecord[] = [];
      for (let from = place; found.length < limit;) {
        const page = pageAfter(from, limit, which);
        found.push(...page.filter(({ id }) => !tasks.has(id)));
        if (page.length < limit) break;
        from = page[page.length - 1] ?? null;
      }
      return found.slice(0, limit);
    },
    *each() {
      for (let page = pageAfter(null, atOnce, '1'); page.length > 0;) {
        yield* page;
        page = pageAfter(page[page.length - 1] ?? null, atOnce, '1');
      }
    },
    put(records) {
      if (records.length === 0) return;
      try {
        sql.transaction(() => records.forEach(write));
      } catch (error) {
        reload();
        throw error;
      }
    },
    write,
    putAway(id, shelf) {
      sql.run('UPDATE tasks SET put_away = ? WHERE id = ?', [shelves[shelf], id]);
      if (tasks.has(id)) away.set(id, shelf);
      else past = null;
    },
    isAtHand: (id) => tasks.has(id),
    isPutAway: (id) => away.has(id) || !tasks.has(id),
    remove(ids) {
      sql.transaction(() => {
        for (const id of ids) {
          sql.run('DELETE FROM tasks WHERE id = ?', [id]);
          sql.run('DELETE FROM save_items WHERE task_id = ?', [id]);
        }
      });
      past = null;
      ids.forEach((id) => {
        tasks.delete(id);
        away.delete(id);
      });
    },
    reload,
  };
};

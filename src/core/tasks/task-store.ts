import type { Sql, SqlRow, SqlValue } from '../ports.ts';
import { numberOf, problemOf, recordOf, textOf, toJson } from '../database/columns.ts';
import { noticedStates, type TaskRecord } from './task-record.ts';

/** The watch list, in memory for asking and on disk for good: each change is on disk when the call returns. */
export interface TaskStore {
  /** Newest first. */
  all(): TaskRecord[];
  get(id: string): TaskRecord | undefined;
  /** Adds or replaces, all in one commit. */
  put(records: readonly TaskRecord[]): void;
  /** Like `put`, for use inside a transaction of the caller's. */
  write(record: TaskRecord): void;
  remove(ids: readonly string[]): void;
  /** Reads everything anew: a transaction failed, and memory may be ahead of the disk. */
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

/** The watch list over a migrated database. */
export const createTaskStore = (sql: Sql): TaskStore => {
  const read = (): Map<string, TaskRecord> =>
    new Map(sql.all('SELECT * FROM tasks').map((row) => [textOf(row, 'id') ?? '', fromRow(row)]));
  let tasks = read();
  const insert = `INSERT OR REPLACE INTO tasks (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

  const write = (record: TaskRecord): void => {
    sql.run(insert, toRow(record));
    tasks.set(record.id, record);
  };

  return {
    all: () => [...tasks.values()].sort((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1)),
    get: (id) => tasks.get(id),
    put(records) {
      if (records.length === 0) return;
      try {
        sql.transaction(() => records.forEach(write));
      } catch (error) {
        tasks = read();
        throw error;
      }
    },
    write,
    remove(ids) {
      sql.transaction(() => {
        for (const id of ids) {
          sql.run('DELETE FROM tasks WHERE id = ?', [id]);
          sql.run('DELETE FROM save_items WHERE task_id = ?', [id]);
        }
      });
      ids.forEach((id) => tasks.delete(id));
    },
    reload() {
      tasks = read();
    },
  };
};

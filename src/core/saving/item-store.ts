import * as v from 'valibot';
import { type Problem } from '../../shared/problem.ts';
import { saveStates } from '../../shared/task.ts';
import type { ClipSource, TaskResult } from '../api/results.ts';
import { jsonOf, numberOf, problemOf, textOf, toJson } from '../database/columns.ts';
import type { Sql, SqlRow } from '../ports.ts';

type SaveState = (typeof saveStates)[number];

/** What a save item is made from, as the task's result told it last. */
export type ItemSource = { kind: 'clip'; clip: ClipSource } | { kind: 'lyrics'; title: string; text: string };

/** One result on its way to the disk. */
export interface SaveItemRecord {
  /** The clip's id, or `lyrics:<task id>`; with `@<task id>` where another task gave the same clip before. */
  id: string;
  taskId: string;
  /** Place within the task's result, from 0. */
  position: number;
  title: string;
  source: ItemSource;
  state: SaveState;
  attempts: number;
  nextTryAt: number | null;
  /** The next try begins with asking the task for a fresh link. */
  needsLink: boolean;
  /** ms since the epoch until which the links should work; null for what has none. */
  deadlineAt: number | null;
  problem: Problem | null;
}

export interface ItemStore {
  ofTask(taskId: string): SaveItemRecord[];
  all(): SaveItemRecord[];
  get(id: string): SaveItemRecord | undefined;
  /** Writes one item; durable on return unless within a transaction of the caller's. */
  write(item: SaveItemRecord): void;
  /** Takes in a task's result: new items wait, known ones get the newer link. For use inside a transaction. */
  merge(taskId: string, fallbackTitle: string, result: TaskResult, isSaved: (id: string) => boolean): void;
  /** Forgets, in memory, the items of tasks that were removed. */
  dropTasks(taskIds: readonly string[]): void;
  /** Reads everything anew: a transaction failed, and memory may be ahead of the disk. */
  reload(): void;
}

const nullableText = v.nullable(v.string());
const sourceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('clip'),
    clip: v.object({
      id: v.string(),
      title: v.string(),
      audioUrl: nullableText,
      imageUrl: nullableText,
      duration: v.nullable(v.number()),
      style: v.string(),
      lyrics: v.string(),
      model: v.string(),
    }),
  }),
  v.object({ kind: v.literal('lyrics'), title: v.string(), text: v.string() }),
]);

const fromRow = (row: SqlRow): SaveItemRecord | null => {
  const source = jsonOf(row, 'source_json', sourceSchema);
  if (source === null) return null;
  const state = saveStates.find((name) => name === row['state']) ?? 'waiting';
  return {
    id: textOf(row, 'id') ?? '',
    taskId: textOf(row, 'task_id') ?? '',
    position: numberOf(row, 'position') ?? 0,
    title: textOf(row, 'title') ?? '',
    source,
    // What was under way when the program ended is simply waiting again.
    state: state === 'saving' ? 'waiting' : state,
    attempts: numberOf(row, 'attempts') ?? 0,
    nextTryAt: numberOf(row, 'next_try_at'),
    needsLink: numberOf(row, 'needs_link') === 1,
    deadlineAt: numberOf(row, 'deadline_at'),
    problem: problemOf(row, 'problem_json'),
  };
};

const sourcesOf = (
  taskId: string,
  fallbackTitle: string,
  result: TaskResult,
): { id: string; title: string; source: ItemSource }[] => [
  ...result.clips.map((clip) => ({
    id: clip.id,
    title: clip.title || fallbackTitle,
    source: { kind: 'clip' as const, clip },
  })),
  ...(result.lyrics === null
    ? []
    : [
        {
          id: `lyrics:${taskId}`,
          title: result.lyrics.title || fallbackTitle,
          source: { kind: 'lyrics' as const, ...result.lyrics },
        },
      ]),
];

/** Save items over a migrated database. */
export const createItemStore = (sql: Sql): ItemStore => {
  const items = new Map<string, SaveItemRecord>();
  const byTask = new Map<string, string[]>();
  const keep = (item: SaveItemRecord): void => {
    if (!items.has(item.id)) byTask.set(item.taskId, [...(byTask.get(item.taskId) ?? []), item.id]);
    items.set(item.id, item);
  };
  const reload = (): void => {
    const rows = sql.all('SELECT * FROM save_items ORDER BY task_id, position');
    items.clear();
    byTask.clear();
    for (const row of rows) {
      const item = fromRow(row);
      if (item !== null) keep(item);
    }
  };
  reload();

  const write = (item: SaveItemRecord): void => {
    sql.run(
      `INSERT OR REPLACE INTO save_items
       (id, task_id, kind, position, title, source_json, state, attempts, next_try_at, needs_link, deadline_at, problem_json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [item.id, item.taskId, item.source.kind, item.position, item.title, JSON.stringify(item.source), item.state,
        item.attempts, item.nextTryAt, item.needsLink ? 1 : 0, item.deadlineAt, toJson(item.problem)], // prettier-ignore
    );
    keep(item);
  };

  return {
    ofTask: (taskId) =>
      (byTask.get(taskId) ?? []).map((id) => items.get(id)).filter((item) => item !== undefined),
    all: () => [...items.values()],
    get: (id) => items.get(id),
    write,
    merge(taskId, fallbackTitle, result, isSaved) {
      sourcesOf(taskId, fallbackTitle, result).forEach((found, position) => {
        const elsewhere = items.get(found.id);
        const id =
          elsewhere === undefined || elsewhere.taskId === taskId ? found.id : `${found.id}@${taskId}`;
        const known = items.get(id);
        if (known === undefined) {
          const state = isSaved(found.id) ? 'saved' : 'waiting';
          write({
            ...found,
            id,
            taskId,
            position,
            state,
            attempts: 0,
            nextTryAt: null,
            needsLink: false,
            deadlineAt: null,
            problem: null,
          });
        } else if (known.state !== 'saved' && known.state !== 'dropped') {
          write({ ...known, title: found.title, source: found.source, needsLink: false });
        }
      });
    },
    dropTasks(taskIds) {
      for (const taskId of taskIds) {
        (byTask.get(taskId) ?? []).forEach((id) => items.delete(id));
        byTask.delete(taskId);
      }
    },
    reload,
  };
};

import * as v from 'valibot';
import { type Problem } from '../../shared/problem.ts';
import { saveStates } from '../../shared/task.ts';
import type { ClipSource, TaskResult } from '../api/results.ts';
import { jsonOf, numberOf, problemOf, textOf, toJson } from '../database/columns.ts';
import type { Sql, SqlRow, SqlValue } from '../ports.ts';
import type { TaskRecord } from '../tasks/task-record.ts';
import { deadlineOf } from './deadline.ts';
import { afterAnswer } from './next-try.ts';
import { type PartState, partStateSchema } from './part-state.ts';

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
  /** What is on disk of a download that broke off; null when nothing is. */
  part: PartState | null;
}

/** In memory is what is not saved yet, and the items of tasks at hand; the rest is on disk. */
export interface ItemStore {
  /** In the order of the task's result. They stay in memory: for tasks at hand. */
  ofTask(taskId: string): SaveItemRecord[];
  /** The same, and nothing stays in memory of what is not there already. */
  lookUp(taskId: string): SaveItemRecord[];
  /** What is neither saved nor dropped, in the order in which it came. */
  unsaved(): SaveItemRecord[];
  get(id: string): SaveItemRecord | undefined;
  /** Writes one item; durable on return unless within a transaction of the caller's. */
  write(item: SaveItemRecord): void;
  /** Takes in a task's result: new items wait, known ones get the newer link. For use inside a transaction. */
  merge(
    task: Pick<TaskRecord, 'id' | 'title' | 'completedAt'>,
    result: TaskResult,
    isSaved: (clip: ClipSource) => boolean,
    now: number,
  ): void;
  /** Forgets, in memory, the items of tasks that were removed. */
  dropTasks(taskIds: readonly string[]): void;
  /** Reads everything anew: a transaction failed, and memory may be ahead of the disk. */
  reload(): void;
}

const nullableText = v.nullable(v.string());
/** An item's source as JSON: in its row, and in an archive. */
export const sourceSchema = v.variant('kind', [
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
    part: jsonOf(row, 'part_json', partStateSchema),
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

const isThere = (item: SaveItemRecord | undefined): item is SaveItemRecord => item !== undefined;

/** Save items over a migrated database. */
export const createItemStore = (sql: Sql): ItemStore => {
  const items = new Map<string, SaveItemRecord>();
  const byTask = new Map<string, string[]>();
  /** Tasks of which all items are in memory. */
  const whole = new Set<string>();
  // Years of saved songs must not be gone through for each one that is not.
  const unsaved = new Set<string>();
  const keep = (item: SaveItemRecord): void => {
    if (!items.has(item.id)) byTask.set(item.taskId, [...(byTask.get(item.taskId) ?? []), item.id]);
    items.set(item.id, item);
    if (item.state === 'saved' || item.state === 'dropped') unsaved.delete(item.id);
    else unsaved.add(item.id);
  };
  const read = (which: string, params: readonly SqlValue[] = []): SaveItemRecord[] =>
    sql
      .all(`SELECT * FROM save_items WHERE ${which}`, params)
      .map(fromRow)
      .filter((item) => item !== null);
  // Of tasks at hand all is in memory: what they look like can be told even while the database refuses.
  const wanted = `SELECT id FROM tasks WHERE put_away = 0
    UNION ALL SELECT task_id FROM save_items WHERE state NOT IN ('saved', 'dropped')
    UNION ALL SELECT value FROM json_each(?)`;
  const reload = (): void => {
    const also = JSON.stringify([...whole]);
    const ids = sql.all(wanted, [also]).map((row) => textOf(row, 'id') ?? '');
    const all = read(`task_id IN (${wanted}) ORDER BY task_id, position`, [also]);
    items.clear();
    byTask.clear();
    whole.clear();
    unsaved.clear();
    all.forEach(keep);
    ids.forEach((id) => whole.add(id));
  };
  reload();
  const get = (id: string): SaveItemRecord | undefined => items.get(id) ?? read('id = ?', [id])[0];
  /** What is in memory may be under way. */
  const lookUp = (taskId: string): SaveItemRecord[] =>
    whole.has(taskId)
      ? (byTask.get(taskId) ?? []).map((id) => items.get(id)).filter(isThere)
      : read('task_id = ? ORDER BY position', [taskId]).map((item) => items.get(item.id) ?? item);
  const ofTask = (taskId: string): SaveItemRecord[] => {
    const all = lookUp(taskId);
    if (whole.has(taskId)) return all;
    all.forEach(keep);
    byTask.set(
      taskId,
      all.map(({ id }) => id),
    );
    whole.add(taskId);
    return all;
  };

  const write = (item: SaveItemRecord): void => {
    sql.run(
      `INSERT OR REPLACE INTO save_items
       (id, task_id, kind, position, title, source_json, state, attempts, next_try_at, needs_link, deadline_at, problem_json,
        part_json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [item.id, item.taskId, item.source.kind, item.position, item.title, JSON.stringify(item.source), item.state,
        item.attempts, item.nextTryAt, item.needsLink ? 1 : 0, item.deadlineAt, toJson(item.problem),
        toJson(item.part)], // prettier-ignore
    );
    keep(item);
  };

  return {
    ...{ ofTask, lookUp },
    unsaved: () => [...unsaved].map((id) => items.get(id)).filter(isThere),
    get,
    write,
    merge(task, result, isSaved, now) {
      sourcesOf(task.id, task.title ?? '', result).forEach((found, position) => {
        const elsewhere = get(found.id);
        const id =
          elsewhere === undefined || elsewhere.taskId === task.id ? found.id : `${found.id}@${task.id}`;
        const known = get(id);
        if (known !== undefined) {
          const next = afterAnswer(known, { title: found.title, source: found.source }, now);
          if (next !== known) write(next);
          return;
        }
        write({
          ...found,
          id,
          taskId: task.id,
          position,
          state: found.source.kind === 'clip' && isSaved(found.source.clip) ? 'saved' : 'waiting',
          attempts: 0,
          nextTryAt: null,
          needsLink: false,
          deadlineAt: found.source.kind === 'clip' ? deadlineOf(task.completedAt, now) : null,
          problem: null,
          part: null,
        });
      });
    },
    dropTasks(taskIds) {
      for (const taskId of taskIds) {
        (byTask.get(taskId) ?? []).forEach((id) => {
          items.delete(id);
          unsaved.delete(id);
        });
        byTask.delete(taskId);
        whole.delete(taskId);
      }
    },
    reload,
  };
};

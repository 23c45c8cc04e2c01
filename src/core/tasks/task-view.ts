import type { SaveItem, Task } from '../../shared/task.ts';
import type { SaveItemRecord } from '../saving/item-store.ts';
import { isTerminal, type TaskRecord } from './task-record.ts';

/** Bytes of a download under way. */
export interface Progress {
  received: number;
  total: number | null;
}

/** A save item as the page sees it. */
export const itemView = (item: SaveItemRecord, progress: Progress | null): SaveItem => ({
  id: item.id,
  taskId: item.taskId,
  libraryId: item.source.kind === 'clip' ? item.source.clip.id : item.id,
  kind: item.source.kind,
  title: item.title,
  state: item.state,
  received: progress?.received ?? 0,
  total: progress?.total ?? null,
  attempts: item.attempts,
  nextTryAt: item.nextTryAt,
  needsLink: item.needsLink,
  deadlineAt: item.deadlineAt,
  problem: item.problem,
});

/** Below this much progress, what it promises is worth less than experience. Percent. */
const tellingProgress = 15;

/** When a task should be done (ms since the epoch); null once it is, or while nothing is known of its start. */
const expectedAt = (task: TaskRecord, waitOf: (task: TaskRecord) => number): number | null => {
  if (isTerminal(task.status) || task.status === null) return null;
  const given = task.createdAt === null ? NaN : Date.parse(task.createdAt);
  const started = Number.isFinite(given) ? given : task.addedAt;
  const usual = started + waitOf(task);
  const took = (task.lastCheckAt ?? started) - started;
  if (task.progress === null || task.progress < tellingProgress || took <= 0) return usual;
  return Math.min(usual, started + (took * 100) / task.progress);
};

/** A task as the page sees it: record and items joined. */
export const taskView = (
  task: TaskRecord,
  items: SaveItem[],
  checking: boolean,
  waitOf: (task: TaskRecord) => number,
): Task => ({
  id: task.id,
  type: task.type,
  model: task.model,
  status: task.status,
  progress: task.progress,
  credits: task.credits,
  // Failure and timeout give the credits back; the reply still shows the price (sunor-api.md 2.2, 3).
  refunded: task.status === 'failure' || task.status === 'timeout',
  title: task.title,
  input: task.input,
  error: task.error,
  createdAt: task.createdAt,
  completedAt: task.completedAt,
  addedAt: task.addedAt,
  watch: task.watch,
  checking,
  lastCheckAt: task.lastCheckAt,
  nextCheckAt: task.nextCheckAt,
  problem: task.problem,
  expectedAt: expectedAt(task, waitOf),
  items,
  unreadable: task.unreadable,
});

import type { Problem } from '../../shared/problem.ts';
import type { TaskRecord } from '../tasks/task-record.ts';

/** Never ask for one task more often than this, whatever anybody wants (sunor-api.md 8 [S]). */
export const floorMs = 1000;
/** The longest pause after failures; the network's return ends it at once. */
export const longestPauseMs = 5 * 60_000;

/** A pause after `failures` failures in a row (1 or more): doubling, with a fifth of it left to chance. */
export const pauseAfter = (
  failures: number,
  intervalMs: number,
  chance: number,
  longestMs = longestPauseMs,
): number => {
  const grown = Math.min(intervalMs * 2 ** Math.min(failures, 30), longestMs);
  return Math.round(grown * (0.8 + 0.4 * chance));
};

/** A 404 may be a task that was created a moment ago elsewhere: it is asked for a few times before it counts. */
const notFoundTries = 3;
/** A task that was answered before is not given up so soon: a server may forget for a while. */
const notFoundTriesWhenKnown = 10;

/** When to ask again after a failed check; null when asking on makes no sense until the user says so. */
export const nextAfterProblem = (
  task: TaskRecord,
  problem: Problem,
  now: number,
  intervalMs: number,
  chance: number,
): number | null => {
  if (problem.retryAt !== undefined) return Math.max(problem.retryAt, now + floorMs);
  const tries = task.status === null ? notFoundTries : notFoundTriesWhenKnown;
  if (problem.code === 'not_found' && task.failures + 1 >= tries) return null;
  // 401 stops everything elsewhere; the task itself stays due for the new key.
  if (problem.code === 'unauthorized') return now + intervalMs;
  return now + pauseAfter(task.failures + 1, intervalMs, chance);
};

/** The moment a task may be asked for, by its plan and by the floor. */
export const dueAt = (task: TaskRecord): number => {
  const planned = task.nextCheckAt ?? 0;
  return task.lastCheckAt === null ? planned : Math.max(planned, task.lastCheckAt + floorMs);
};

/** Documented range: about 30 s to 5 min (sunor-api.md 8 [S]); the defaults below lie within. Seconds. */
const typicalSeconds = new Map([
  ['music', 120],
  ['lyrics', 30],
  ['upload', 45],
  ['concat', 60],
]);

const spanOf = (task: TaskRecord): number | null => {
  if (task.status !== 'success' || task.createdAt === null || task.completedAt === null) return null;
  const span = Date.parse(task.completedAt) - Date.parse(task.createdAt);
  return Number.isFinite(span) && span > 0 && span < 3_600_000 ? span : null;
};

const kindOf = (task: TaskRecord): string => `${task.model ?? ''}/${task.type ?? ''}`;

/** How long tasks of each kind took this user (median of the last 50), as a function from task to ms. */
export const learnWaits = (tasks: readonly TaskRecord[]): ((task: TaskRecord) => number) => {
  const spans = new Map<string, number[]>();
  for (const task of tasks) {
    const span = spanOf(task);
    const list = spans.get(kindOf(task)) ?? [];
    if (span !== null && list.length < 50) spans.set(kindOf(task), [...list, span]);
  }
  const medians = new Map(
    [...spans].map(([kind, list]) => [kind, list.sort((a, b) => a - b)[list.length >> 1]]),
  );
  return (task) => medians.get(kindOf(task)) ?? (typicalSeconds.get(task.type ?? '') ?? 120) * 1000;
};

import { numbers } from '../../../shared/formatters.ts';
import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import {
  awaitsMore,
  type PastTasks,
  type Task,
  type TaskPhase,
  taskPhase,
  taskTypes,
} from '../../../shared/task.ts';
import { wait } from '../../state/time-words.ts';

export const taskFilters = ['all', 'active', 'not_saved', 'finished', 'failed'] as const;
export type TaskFilter = (typeof taskFilters)[number];
export type Tone = 'plain' | 'info' | 'accent' | 'success' | 'warning' | 'danger';

interface PhaseLook {
  /** The filter beside "all" that shows it; null where only "all" does. */
  filter: Exclude<TaskFilter, 'all'> | null;
  tone: Tone;
  /** Something happens by itself right now. */
  live: boolean;
}

/** How each phase is shown. */
export const phaseLooks: Record<TaskPhase, PhaseLook> = {
  asking: { filter: 'active', tone: 'plain', live: true },
  waiting: { filter: 'active', tone: 'info', live: true },
  running: { filter: 'active', tone: 'accent', live: true },
  saving: { filter: 'active', tone: 'info', live: true },
  not_saved: { filter: 'not_saved', tone: 'warning', live: false },
  saved: { filter: 'finished', tone: 'success', live: false },
  left_out: { filter: 'finished', tone: 'plain', live: false },
  // Paid for, and nothing came: who misses a song looks for it among what is not saved, not among what went well
  // nor among what failed, where credits are given back. And asking once more may still bring it.
  empty: { filter: 'not_saved', tone: 'warning', live: false },
  failed: { filter: 'failed', tone: 'danger', live: false },
  timed_out: { filter: 'failed', tone: 'danger', live: false },
  missing: { filter: 'failed', tone: 'warning', live: false },
  stopped: { filter: null, tone: 'plain', live: false },
  unknown: { filter: 'active', tone: 'plain', live: true },
};

/** True while the service has not said its last word about the task. */
export const inFlight = (phase: TaskPhase): boolean =>
  phase === 'asking' || phase === 'waiting' || phase === 'running' || phase === 'unknown';

export const matches = (task: Task, filter: TaskFilter): boolean =>
  filter === 'all' || phaseLooks[taskPhase(task)].filter === filter;

/** How many tasks each filter shows, of those at hand and of those that are not. */
export const countByFilter = (tasks: readonly Task[], past: PastTasks): Record<TaskFilter, number> => {
  const { finished, failed } = past;
  const counts: Record<TaskFilter, number> = {
    ...{ all: finished + failed, active: 0, not_saved: 0, finished, failed },
  };
  for (const task of tasks) {
    counts.all += 1;
    const { filter } = phaseLooks[taskPhase(task)];
    if (filter !== null) counts[filter] += 1;
  }
  return counts;
};

/** Which of the older tasks a filter shows: all (null), those of one kind, or none. */
export const shelfFor = (filter: TaskFilter): keyof PastTasks | null | 'none' =>
  filter === 'all' ? null : filter === 'finished' || filter === 'failed' ? filter : 'none';

/** Losing the id of such a task can lose a song: ask first. An empty one, too: its id is all that there is to ask with. */
export const hasSomethingToLose = (task: Task): boolean =>
  task.unreadable > 0 || !['saved', 'left_out', 'failed', 'timed_out', 'missing'].includes(taskPhase(task));

/** Asking the service right now can change something: it may know more, or give fresh links. */
export const isCheckable = (task: Task): boolean => {
  const phase = taskPhase(task);
  return inFlight(phase) || ['missing', 'empty', 'not_saved'].includes(phase) || awaitsMore(task);
};

export const titleOf = (t: Catalogue, task: Task): string => task.title?.trim() || t.tasks.untitled;

/** The type in words; one that this version does not know is shown as the service says it. */
export const typeWords = (t: Catalogue, type: string): string => {
  const known = taskTypes.find((name) => name === type);
  return known === undefined ? type : t.tasks.types[known];
};

/** The phase in a word; an unknown status is shown as it is. */
export const phaseWords = (t: Catalogue, task: Task): string => {
  const phase = taskPhase(task);
  return phase === 'unknown' ? (task.status ?? t.tasks.phase.unknown) : t.tasks.phase[phase];
};

/** "10 credits", or "10 credits, given back"; null where the price is not known. */
export const creditWords = (t: Catalogue, locale: string, task: Task): string | null => {
  if (task.credits === null) return null;
  const credits = t.tasks.credits(task.credits, numbers(locale).format(task.credits));
  return task.refunded ? t.tasks.givenBack(credits) : credits;
};

/** What else decides when a task is asked again. */
interface Around {
  /** ms since the epoch. */
  now: number;
  online: boolean;
  /** There is a key that may be asked with. */
  keyed: boolean;
  /** The user paused watching. */
  paused: boolean;
}

/** When a success that waits for (more of) its result is asked again; null where nothing is planned. */
export const asksAgainWords = (t: Catalogue, task: Task, around: Around): string | null => {
  if (task.checking) return t.tasks.asking;
  if (!around.online) return `${t.tasks.item.offline}.`;
  if (!around.keyed) return `${t.tasks.item.noKey}.`;
  if (around.paused) return t.tasks.asksAfterPause;
  if (task.nextCheckAt === null) return null;
  const left = task.nextCheckAt - around.now;
  return left > 0 ? t.tasks.asksAgain(wait(t, left)) : t.tasks.asking;
};

const soon = 20_000;

/**
 * How long it may still take, calm enough not to flicker: tens of seconds, then minutes. `now` in ms.
 * Null where nothing is expected. "Late" only once it is well past what is usual.
 */
export const waitWords = (t: Catalogue, task: Task, now: number): string | null => {
  if (task.expectedAt === null || !inFlight(taskPhase(task))) return null;
  const left = task.expectedAt - now;
  if (left < -soon) return t.tasks.late;
  if (left < 10_000) return t.tasks.anyMoment;
  const rounded =
    left < 55_000 ? Math.ceil(left / 10_000) * 10_000 : Math.max(1, Math.round(left / 60_000)) * 60_000;
  return t.tasks.left(rounded === 60_000 ? t.problems.minutes(1) : wait(t, rounded));
};

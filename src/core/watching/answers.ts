import type { Problem } from '../../shared/problem.ts';
import type { TaskReply } from '../api/replies.ts';
import type { ClipSource } from '../api/results.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { ItemStore } from '../saving/item-store.ts';
import {
  incompleteReplies,
  isTerminal,
  type TaskRecord,
  withProblem,
  withReply,
} from '../tasks/task-record.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import { pauseAfter } from './schedule.ts';
import type { WatcherOptions } from './watcher.ts';

/** What becomes of an answer: the task and its results, kept in one commit. */
export type Answers = Pick<WatcherOptions, 'onReply' | 'onProblem'>;

export const createAnswers = (options: {
  clock: Clock;
  random: Random;
  log: Log;
  tasks: TaskStore;
  items: ItemStore;
  /** Does the library hold this clip already? */
  holds: (clip: ClipSource) => boolean;
  /** All or nothing, in memory as on disk. */
  atomically: <T>(work: () => T) => T;
  intervalMs: () => number;
  /** A task came to its end. */
  onEnded: () => void;
  /** A task was answered, or could not be asked for; what it came to is kept. */
  onKept: (taskId: string) => void;
}): Answers => {
  const { clock, random, log, tasks, items, holds, atomically, intervalMs } = options;

  const keep = (reply: TaskReply, next: TaskRecord): void =>
    atomically(() => {
      tasks.write(next);
      if (next.status === 'success') items.merge(next, reply.result, holds, clock.now());
    });

  return {
    onReply(task, reply, nextCheckAt) {
      const incomplete = incompleteReplies(task, reply);
      const later = clock.now() + pauseAfter(incomplete, intervalMs(), random());
      const next = withReply(task, reply, clock.now(), incomplete > 0 ? later : nextCheckAt);
      keep(reply, next);
      if (isTerminal(next.status) && !isTerminal(task.status)) {
        log.info('task ended', { task: task.id, status: next.status, items: items.ofTask(task.id).length });
        options.onEnded();
      }
      options.onKept(task.id);
    },
    onProblem(task: TaskRecord, problem: Problem, nextCheckAt: number | null) {
      tasks.put([withProblem(task, problem, clock.now(), nextCheckAt)]);
      options.onKept(task.id);
    },
  };
};

import { isUnreached, type Problem } from '../../shared/problem.ts';
import type { Clock, Random } from '../ports.ts';
import { pauseAfter } from './schedule.ts';

/**
 * Can the API be reached? One pause for all tasks when it cannot: three hundred tasks that each find out for
 * themselves would spend the whole budget on failures.
 */
export interface Reach {
  /** ms since the epoch until which the poll loop keeps still; 0 when it may go on. */
  pausedUntil(): number;
  /** False from the first sign of trouble until the next answer: then one request at a time is enough. */
  isSound(): boolean;
  /** False while nothing answers at all, as opposed to answering with errors. */
  isConnected(): boolean;
  answered(): void;
  failed(taskId: string, problem: Problem): void;
  /** The network came back or the computer woke: all that was known is out of date. */
  forget(): void;
}

/** Errors of this many different tasks, one after another, are the server's and not a task's. */
const serverWideTasks = 3;

export const createReach = (clock: Clock, random: Random, intervalMs: () => number): Reach => {
  let failures = 0;
  let until = 0;
  let silent = false;
  let troubled = new Set<string>();

  const forget = (): void => {
    failures = 0;
    until = 0;
    silent = false;
    troubled = new Set();
  };

  return {
    pausedUntil: () => until,
    isSound: () => failures === 0,
    isConnected: () => !silent,
    answered: forget,
    failed(taskId, problem) {
      const connection = isUnreached(problem.code);
      if (!connection && problem.code !== 'server') return;
      silent = connection;
      troubled.add(taskId);
      if (!connection && failures === 0 && troubled.size < serverWideTasks) return;
      failures += 1;
      until = clock.now() + pauseAfter(failures, intervalMs(), random());
    },
    forget,
  };
};

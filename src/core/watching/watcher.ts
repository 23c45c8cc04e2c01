import { fail, ok, type Problem, type Result } from '../../shared/problem.ts';
import type { RequestBudget } from '../api/budget.ts';
import type { ApiClient } from '../api/client.ts';
import type { TaskReply } from '../api/replies.ts';
import type { Clock, Log, Online, Random } from '../ports.ts';
import type { TaskRecord } from '../tasks/task-record.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import type { Reach } from './reach.ts';
import { dueAt, nextAfterProblem } from './schedule.ts';

/** The loop that asks. It decides when; what an answer means is decided by who gets it. */
export interface Watcher {
  start(): void;
  /** Ends the loop and the requests under way. */
  stop(): void;
  /** Something changed that may make a task due: looks again. */
  pump(): void;
  /** Asks once, as soon as floor and budget allow, even for a task that is not watched any more. */
  ask(taskId: string): Promise<Result<void>>;
  isChecking(taskId: string): boolean;
}

export interface WatcherOptions {
  clock: Clock;
  random: Random;
  log: Log;
  online: Online;
  client: ApiClient;
  budget: RequestBudget;
  reach: Reach;
  store: TaskStore;
  /** The key to ask with; null while there is none or it was refused. */
  key: () => string | null;
  intervalMs: () => number;
  /** An answer to be kept; `nextCheckAt` is the plan should the task go on. */
  onReply: (task: TaskRecord, reply: TaskReply, nextCheckAt: number) => void;
  onProblem: (task: TaskRecord, problem: Problem, nextCheckAt: number | null) => void;
  onUnauthorized: (key: string) => void;
  /** Checking began or ended, or reach or budget changed. */
  onActivity: (taskId: string) => void;
}

/** Requests at once: enough to use the whole budget at 2 s an answer, few enough to be polite. */
const atOnce = 4;

export const createWatcher = (options: WatcherOptions): Watcher => {
  const { clock, random, log, online, client, budget, reach, store, key, intervalMs } = options;
  const inFlight = new Map<string, AbortController>();
  const asked = new Map<string, ((result: Result<void>) => void)[]>();
  let running = false;
  let callOff = (): void => undefined;

  const answer = (taskId: string, result: Result<void>): void => {
    const waiting = asked.get(taskId) ?? [];
    asked.delete(taskId);
    waiting.forEach((resolve) => resolve(result));
  };

  const received = (taskId: string, usedKey: string, startedAt: number, result: Result<TaskReply>): void => {
    const task = store.get(taskId);
    if (task === undefined) return answer(taskId, fail('not_found'));
    if (result.ok) {
      reach.answered();
      options.onReply(task, result.value, startedAt + intervalMs());
      return answer(taskId, ok(undefined));
    }
    const { problem } = result;
    if (problem.code === 'unauthorized') options.onUnauthorized(usedKey);
    if (problem.code === 'not_found') reach.answered();
    reach.failed(taskId, problem);
    log.warn('check failed', { task: taskId, code: problem.code, status: problem.status });
    options.onProblem(task, problem, nextAfterProblem(task, problem, clock.now(), intervalMs(), random()));
    answer(taskId, result);
  };

  const check = async (taskId: string, usedKey: string): Promise<void> => {
    const controller = new AbortController();
    const startedAt = clock.now();
    inFlight.set(taskId, controller);
    options.onActivity(taskId);
    const result = await client.getTask(usedKey, taskId, controller.signal);
    inFlight.delete(taskId);
    if (controller.signal.aborted) answer(taskId, fail('offline', { detail: 'called off' }));
    else received(taskId, usedKey, startedAt, result);
    options.onActivity(taskId);
    pump();
  };

  /** Tasks to ask for, those that somebody waits for first, then the longest overdue. */
  const queue = (): TaskRecord[] =>
    store
      .all()
      .filter((task) => (task.watch === 'active' || asked.has(task.id)) && !inFlight.has(task.id))
      .sort((a, b) => Number(asked.has(b.id)) - Number(asked.has(a.id)) || dueAt(a) - dueAt(b));

  const freeFor = (task: TaskRecord): number => {
    if (asked.has(task.id))
      return Math.max(
        budget.freeAt('user'),
        task.lastCheckAt === null ? 0 : dueAt({ ...task, nextCheckAt: null }),
      );
    return Math.max(dueAt(task), budget.freeAt('watch'), reach.pausedUntil());
  };

  const pump = (): void => {
    callOff();
    const usedKey = key();
    if (!running || usedKey === null || !online.isOnline()) return;
    let wakeAt = Infinity;
    for (const task of queue()) {
      // Each request that ends looks again, so nothing needs to be planned while all lines are busy.
      if (inFlight.size >= (reach.isSound() ? atOnce : 1)) return;
      const free = freeFor(task);
      if (free <= clock.now()) void check(task.id, usedKey);
      else wakeAt = Math.min(wakeAt, free);
    }
    if (wakeAt < Infinity) callOff = clock.after(Math.max(0, wakeAt - clock.now()), pump);
  };

  const networkChanged = (): void => {
    if (!online.isOnline()) return;
    reach.forget();
    const now = clock.now();
    const late = store
      .all()
      .filter(
        (task) => task.watch === 'active' && task.problem !== null && task.problem.code !== 'rate_limited',
      );
    store.put(late.map((task) => ({ ...task, nextCheckAt: now })));
    late.forEach((task) => options.onActivity(task.id));
    pump();
  };

  let stopListening = (): void => undefined;

  return {
    start() {
      running = true;
      stopListening = online.onChange(networkChanged);
      pump();
    },
    stop() {
      running = false;
      callOff();
      stopListening();
      inFlight.forEach((controller) => controller.abort());
      [...asked.keys()].forEach((taskId) => answer(taskId, fail('offline', { detail: 'called off' })));
    },
    pump,
    ask(taskId) {
      return new Promise((resolve) => {
        if (store.get(taskId) === undefined) return resolve(fail('not_found'));
        if (key() === null) return resolve(fail('no_key'));
        asked.set(taskId, [...(asked.get(taskId) ?? []), resolve]);
        pump();
      });
    },
    isChecking: (taskId) => inFlight.has(taskId),
  };
};

import { fail, ok, type Problem, type Result } from '../../shared/problem.ts';
import type { Priority, RequestBudget } from '../api/budget.ts';
import type { ApiClient } from '../api/client.ts';
import type { TaskReply } from '../api/replies.ts';
import type { Clock, Log, Online, Random } from '../ports.ts';
import type { TaskRecord } from '../tasks/task-record.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import type { Reach } from './reach.ts';
import { dueAt, floorMs, nextAfterProblem } from './schedule.ts';

/** The loop that asks. It decides when; what an answer means is decided by who gets it. */
export interface Watcher {
  start(): void;
  /** Ends the loop and the requests under way. */
  stop(): void;
  /** Something changed that may make a task due: looks again. */
  pump(): void;
  /** Asks once, as soon as floor and budget allow, even for a task that is not watched any more. */
  ask(taskId: string, priority: Priority): Promise<Result<void>>;
  /** The tasks are off the list: nothing more is asked of them, and who waits for an answer gets `not_found`. */
  forget(taskIds: readonly string[]): void;
  /** What stood in the way may be gone: tasks with a problem are due now. */
  retry(): void;
  /** While paused nothing is asked by itself; what somebody waits for is. Holds until it is lifted, or for this run. */
  setPaused(paused: boolean): void;
  isPaused(): boolean;
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
  /** No answer could be kept (the database refuses): asking waits. */
  isBlocked: () => boolean;
  /** An answer to be kept; `nextCheckAt` is the plan should the task go on. */
  onReply: (task: TaskRecord, reply: TaskReply, nextCheckAt: number) => void;
  onProblem: (task: TaskRecord, problem: Problem, nextCheckAt: number | null) => void;
  onUnauthorized: (key: string) => void;
  /** Checking began or ended, or reach or budget changed. */
  onActivity: (taskId: string) => void;
  /** There is no network, so nothing was asked. */
  onOffline: () => void;
  /** The clock was set back. Everything planned lies too far ahead. */
  onClockSetBack: () => void;
}

interface Asked {
  priority: Priority;
  answer: ((result: Result<void>) => void)[];
}

/** Requests at once: enough to use the whole budget at 2 s an answer, few enough to be polite. */
const atOnce = 4;
/** After a fault of our own (the database refuses) a task rests in memory for so long. ms. */
const restMs = 15_000;
/** A clock that goes back by more than this was set. ms. */
const backwardsMs = 1000;

export const createWatcher = (options: WatcherOptions): Watcher => {
  const { clock, random, log, online, client, budget, reach, store, key, intervalMs } = options;
  const inFlight = new Map<string, AbortController>();
  const asked = new Map<string, Asked>();
  /** When a task may be asked for again, beside its plan: the floor for ids that were forgotten and added again, and rests. */
  const notBefore = new Map<string, number>();
  let lastNow = -Infinity;
  let running = false;
  let paused = false;
  let callOff = (): void => undefined;

  const answer = (taskId: string, result: Result<void>): void => {
    const waiting = asked.get(taskId)?.answer ?? [];
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
    // Whatever the API itself says, it is there.
    if (problem.status !== undefined && problem.status < 500) reach.answered();
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
    notBefore.set(taskId, startedAt + floorMs);
    try {
      if (controller.signal.aborted) answer(taskId, fail('offline', { detail: 'called off' }));
      else received(taskId, usedKey, startedAt, result);
    } catch (error) {
      // The answer could not be kept. The loop must go on, and this task must not spin.
      log.error('answer not kept', { task: taskId, detail: String(error) });
      notBefore.set(taskId, clock.now() + restMs);
      answer(taskId, fail('internal', { detail: String(error) }));
    }
    options.onActivity(taskId);
    pump();
  };

  const rank = (task: TaskRecord): number =>
    asked.get(task.id)?.priority === 'user' ? 0 : asked.has(task.id) ? 1 : 2;

  /** Tasks to ask for, those that somebody waits for first, then the longest overdue. */
  const queue = (): TaskRecord[] =>
    store
      .atHand()
      .filter(
        (task) => ((task.watch === 'active' && !paused) || asked.has(task.id)) && !inFlight.has(task.id),
      )
      .sort((a, b) => rank(a) - rank(b) || dueAt(a) - dueAt(b));

  const freeFor = (task: TaskRecord): number => {
    const wanted = asked.get(task.id)?.priority;
    // A last check that lies ahead was dated by a clock that was set back since: it holds nothing up.
    const lastCheckAt = (task.lastCheckAt ?? 0) > clock.now() ? null : task.lastCheckAt;
    const floor = Math.max(dueAt({ ...task, lastCheckAt, nextCheckAt: null }), notBefore.get(task.id) ?? 0);
    // Somebody waits in front of the screen: a pause of ours is no reason to keep them waiting.
    if (wanted === 'user') return Math.max(floor, budget.freeAt('user'));
    const planned = wanted === undefined ? dueAt(task) : 0;
    return Math.max(floor, planned, budget.freeAt('watch'), reach.pausedUntil());
  };

  const noticeClock = (): void => {
    const now = clock.now();
    const back = now < lastNow - backwardsMs;
    lastNow = now;
    if (!back) return;
    notBefore.clear();
    reach.forget();
    budget.forgive();
    dueNow((task) => task.watch === 'active');
    options.onClockSetBack();
  };

  const dueNow = (which: (task: TaskRecord) => boolean): void => {
    const now = clock.now();
    const due = store.atHand().filter(which);
    store.put(
      due.map((task) => ({
        ...task,
        nextCheckAt: now,
        lastCheckAt: task.lastCheckAt === null ? null : Math.min(task.lastCheckAt, now),
      })),
    );
    due.forEach((task) => options.onActivity(task.id));
  };

  const pump = (): void => {
    callOff();
    if (!running || options.isBlocked()) return;
    noticeClock();
    const usedKey = key();
    if (usedKey === null) return;
    if (!online.isOnline()) return options.onOffline();
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

  const retry = (): void => {
    reach.forget();
    dueNow(
      (task) => task.watch === 'active' && task.problem !== null && task.problem.code !== 'rate_limited',
    );
    pump();
  };

  const networkChanged = (): void => (online.isOnline() ? retry() : options.onOffline());

  let stopListening = (): void => undefined;

  return {
    start() {
      running = true;
      // Plans of the last run may have been made by another clock.
      dueNow((task) => task.watch === 'active');
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
    ask(taskId, priority) {
      return new Promise((resolve) => {
        if (store.get(taskId) === undefined) return resolve(fail('not_found'));
        if (key() === null) return resolve(fail('no_key'));
        if (!running) return resolve(fail('offline', { detail: 'not running' }));
        const before = asked.get(taskId);
        asked.set(taskId, {
          priority: before?.priority === 'user' ? 'user' : priority,
          answer: [...(before?.answer ?? []), resolve],
        });
        pump();
      });
    },
    forget(taskIds) {
      for (const taskId of taskIds) {
        inFlight.get(taskId)?.abort();
        answer(taskId, fail('not_found'));
      }
    },
    retry,
    setPaused(now) {
      paused = now;
      pump();
    },
    isPaused: () => paused,
    isChecking: (taskId) => inFlight.has(taskId),
  };
};

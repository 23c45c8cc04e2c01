import { addFault, removeFault, type Fault } from './faults.ts';
import { settleEnded, makeTask } from './tasks.ts';
import type { RecordedRequest, TaskOptions } from './model.ts';
import type { World } from './world.ts';

/** What tests do to the world. */
export interface Controls {
  /** Makes a task without a request; charged like any other, topped up first where credits are short. */
  createTask(options?: TaskOptions): { id: string; clipIds: string[] };
  /** Ends a task now. Throws when there is no such task. */
  finish(taskId: string): void;
  /** Moves the world's clock on by so many ms. */
  advance(ms: number): void;
  /** Sets a fault; returns how to remove it. */
  setFault(fault: Fault): () => void;
  clearFaults(): void;
  /** How many requests this fault, as it was given to `setFault`, has struck so far. */
  strikes(fault: Fault): number;
  /** Everything asked of the API and the media so far, in order. Never holds a key. */
  requests(): RecordedRequest[];
  clearRequests(): void;
  /** No key is let in any more. */
  revokeKey(): void;
  /** Lets this key in, for the same account and its tasks. */
  allowKey(key: string): void;
  /** Sets the spendable credits. */
  setCredits(available: number): void;
  /** Requests a minute, in a new window. */
  setRateLimit(perMinute: number): void;
  /** The links of a task's clips (or of all) answer 403 until the task is asked for again. */
  expireLinks(taskId?: string): void;
}

/** The controls of whatever world is the present one. */
export const createControls = (world: () => World): Controls => ({
  createTask: (options = {}) => {
    const { credits } = world();
    const before = credits.available;
    const task = makeTask(world(), options);
    if (credits.available < 0) {
      const short = Math.min(task.price, task.price - before);
      credits.available += short;
      credits.toppedUp += short;
    }
    return { id: task.id, clipIds: task.clips.map((clip) => clip.id) };
  },
  finish: (taskId) => {
    const task = world().tasks.get(taskId);
    if (task === undefined) throw new Error(`No task ${taskId}.`);
    const now = world().now();
    task.runsAt = Math.min(task.runsAt, now);
    task.endsAt = Math.min(task.endsAt, now);
    settleEnded(world());
  },
  advance: (ms) => {
    world().advance(ms);
    settleEnded(world());
  },
  setFault: (fault) => {
    const { faults } = world();
    const id = addFault(faults, fault);
    return () => {
      removeFault(faults, id);
    };
  },
  clearFaults: () => {
    world().faults.entries = [];
  },
  strikes: (fault) => world().faults.strikes.get(fault) ?? 0,
  requests: () => world().requests.map((request) => ({ ...request })),
  clearRequests: () => {
    world().requests.length = 0;
  },
  revokeKey: () => {
    world().keys.clear();
  },
  allowKey: (key) => {
    const present = world();
    present.keys.add(key);
    for (const task of present.tasks.values()) if (task.key === present.ownKey) task.key = key;
    present.ownKey = key;
  },
  setCredits: (available) => {
    world().credits.available = available;
  },
  setRateLimit: (perMinute) => {
    world().rate.perMinute = perMinute;
    world().rate.windows.clear();
  },
  expireLinks: (taskId) => {
    for (const clip of world().clips.values()) {
      if (taskId === undefined || clip.taskId === taskId) clip.expired = true;
    }
  },
});

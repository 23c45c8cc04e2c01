import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/core/ports.ts';

export interface FastClock extends Clock {
  /** Something real is under way: time stands still until the returned function was called. */
  busy(): () => void;
  /** The time of the rest of the world, which nobody sets: ms since the epoch. */
  worldNow(): number;
  /** Moves this machine's date alone, as a person or a time server would. */
  jump(ms: number): void;
  /** The machine sleeps: time goes on everywhere, and no timer of ours notices. */
  sleep(ms: number): void;
  /** Lets time pass, timer by timer, until `done` says so (true) or so many ms are over (false). */
  run(done: () => boolean, limitMs: number): Promise<boolean>;
}

/** Turns of the event loop without anything under way before the next timer is due. */
const quietTurns = 5;
/** Real ms after which one piece of work that is under way counts as stuck. */
const stuckMs = 30_000;
/** Real ms that one run may take: something plans its next moment again and again, and gets nowhere. */
const longestRunMs = 180_000;

/**
 * A clock for real ports: while anything real is under way it stands, else it jumps from timer to timer. Hours of
 * waiting pass in milliseconds, in the order in which they would have passed.
 */
export const createFastClock = (start = Date.now()): FastClock => {
  let elapsed = 0;
  let origin = start;
  let world = start;
  let order = 0;
  /** What is under way, with the real moment at which it began; in the order of beginning. */
  const underWay = new Map<number, number>();
  const timers = new Map<number, { at: number; run: () => void }>();

  const first = (): [number, { at: number; run: () => void }] | null => {
    let found: [number, { at: number; run: () => void }] | null = null;
    for (const entry of timers) if (found === null || entry[1].at < found[1].at) found = entry;
    return found;
  };

  /** Resolves once nothing real is under way and nothing that waited for it is left to do. */
  const quiet = async (): Promise<void> => {
    for (let calm = 0; calm < quietTurns;) {
      await turn();
      const [oldest] = underWay.values();
      calm = oldest === undefined ? calm + 1 : 0;
      if (oldest !== undefined && Date.now() - oldest > stuckMs)
        throw new Error('something never came to an end');
    }
  };

  return {
    now: () => origin + elapsed,
    after(ms, run) {
      order += 1;
      const key = order;
      timers.set(key, { at: elapsed + Math.max(0, ms), run });
      return () => void timers.delete(key);
    },
    busy() {
      order += 1;
      const key = order;
      underWay.set(key, Date.now());
      return () => void underWay.delete(key);
    },
    worldNow: () => world + elapsed,
    jump(ms) {
      origin += ms;
    },
    sleep(ms) {
      origin += ms;
      world += ms;
    },
    async run(done, limitMs) {
      const begun = elapsed;
      const end = begun + limitMs;
      const since = Date.now();
      for (let count = 0; ; count += 1) {
        await quiet();
        if (Date.now() - since > longestRunMs)
          throw new Error(`time does not get on: ${count} timers in ${elapsed - begun} ms`);
        if (done()) return true;
        const next = first();
        if (next === null || next[1].at > end) {
          elapsed = Math.max(elapsed, end);
          return false;
        }
        timers.delete(next[0]);
        elapsed = Math.max(elapsed, next[1].at);
        next[1].run();
      }
    },
  };
};

import type { Clock } from '../../src/core/ports.ts';

export interface FakeClock extends Clock {
  /** Moves time on by `ms`, running due timers in order; promises settle between them. */
  advance(ms: number): Promise<void>;
  /** Moves the date alone (a clock set by hand, a summer's sleep); timers do not notice. */
  jump(ms: number): void;
  /** Timers that wait. */
  pending(): number;
}

/** Lets promises that are ready go on, and those that wait for one turn of the event loop. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise<void>((done) => {
      setImmediate(done);
    });
  }
};

/** A clock that stands still until told. Starts on 1 June 2026 unless told otherwise (ms since the epoch). */
export const createFakeClock = (start = Date.UTC(2026, 5, 1)): FakeClock => {
  let elapsed = 0;
  let origin = start;
  let order = 0;
  const timers = new Map<number, { at: number; run: () => void }>();

  const nextDue = (limit: number): [number, { at: number; run: () => void }] | null => {
    let found: [number, { at: number; run: () => void }] | null = null;
    for (const entry of timers) {
      if (entry[1].at <= limit && (found === null || entry[1].at < found[1].at)) found = entry;
    }
    return found;
  };

  return {
    now: () => origin + elapsed,
    after: (ms, run) => {
      order += 1;
      const key = order;
      timers.set(key, { at: elapsed + Math.max(0, ms), run });
      return () => {
        timers.delete(key);
      };
    },
    advance: async (ms) => {
      const end = elapsed + ms;
      await settle();
      for (let due = nextDue(end); due !== null; due = nextDue(end)) {
        const [key, timer] = due;
        timers.delete(key);
        elapsed = Math.max(elapsed, timer.at);
        timer.run();
        await settle();
      }
      elapsed = end;
      await settle();
    },
    jump: (ms) => {
      origin += ms;
    },
    pending: () => timers.size,
  };
};

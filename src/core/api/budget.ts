import type { Budget } from '../../shared/snapshot.ts';
import type { Clock } from '../ports.ts';

/** Who asks: `user` waits in front of the screen, `watch` is the poll loop, `quiet` can wait longest. */
export type Priority = 'user' | 'watch' | 'quiet';

/** The one gate that every request to the API passes (F7). */
export interface RequestBudget {
  /** ms since the epoch when a request of this priority may go out; `now` or earlier means at once. */
  freeAt(priority: Priority): number;
  /** Counts a request that goes out now. */
  take(): void;
  /** X-RateLimit-Remaining of any reply. */
  heardRemaining(remaining: number): void;
  /** A 429: nothing goes out for so long. */
  pause(ms: number): void;
  /** Forgets pauses: another key has a budget of its own, and a clock set back would make them endless. */
  forgive(): void;
  state(): Budget;
}

/** Requests count for so long. ms. */
export const budgetWindowMs = 60_000;
/** Left for the user and for other programs that use the same key (measures.md: at most 114 of 120). */
const kept: Record<Priority, number> = { user: 1, watch: 6, quiet: 12 };

/**
 * A sliding window over the last 60 s: whichever fixed window the server counts in, none of them holds more
 * than the limit. `limit` is the documented 120 a minute, shared by all endpoints (sunor-api.md 8).
 */
export const createBudget = (clock: Clock, limit = 120): RequestBudget => {
  let sent: number[] = [];
  let pausedUntil = 0;
  let slowUntil = 0;

  const recent = (): number[] => {
    const now = clock.now();
    // A clock set back leaves times in the future: they count as sent now, which only errs on the safe side.
    sent = sent.map((at) => Math.min(at, now)).filter((at) => at > now - budgetWindowMs);
    return sent;
  };

  return {
    freeAt(priority) {
      const times = recent();
      const allowed = Math.max(1, limit - kept[priority]);
      const oldest = times[times.length - allowed];
      const byWindow = oldest === undefined ? 0 : oldest + budgetWindowMs + 1;
      const bySlow = priority === 'user' ? 0 : slowUntil;
      return Math.max(byWindow, bySlow, pausedUntil);
    },
    take() {
      recent().push(clock.now());
    },
    heardRemaining(remaining) {
      // Somebody else spends from the same key. The documented loop slows down below 5 (sunor-api.md 8).
      if (remaining < 5) slowUntil = Math.max(slowUntil, clock.now() + 10_000);
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
    forgive() {
      pausedUntil = 0;
      slowUntil = 0;
    },
    state() {
      return { limit, used: recent().length, pausedUntil: pausedUntil > clock.now() ? pausedUntil : null };
    },
  };
};

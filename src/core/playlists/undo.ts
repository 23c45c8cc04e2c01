import type { Random } from '../ports.ts';

/** What can be taken back, by tokens that mean nothing to whoever holds them. In memory, for this run. */
export interface Undoing {
  /** Keeps how to take a change back. */
  keep(back: () => void): string;
  /** Takes it back, once. False when there is no such thing, any more or at all. */
  undo(token: string): boolean;
}

/** So many changes can be taken back. */
export const mostUndos = 50;

export const createUndoing = (random: Random): Undoing => {
  const kept = new Map<string, () => void>();
  // Whoever comes from an earlier run must not take back another change by chance.
  const run = Math.floor(random() * 0xffffffff).toString(36);
  let count = 0;
  return {
    keep(back) {
      count += 1;
      const token = `${run}-${count}`;
      kept.set(token, back);
      for (const oldest of kept.keys()) {
        if (kept.size <= mostUndos) break;
        kept.delete(oldest);
      }
      return token;
    },
    undo(token) {
      const back = kept.get(token);
      if (back === undefined) return false;
      back();
      // Only now: what the disk refused can be tried again.
      kept.delete(token);
      return true;
    },
  };
};

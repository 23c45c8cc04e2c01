import type { Random } from './ports.ts';

/** What can be taken back, by tokens that mean nothing to whoever holds them. In memory, for this run. */
export interface Undoing<T> {
  /** Keeps how to take a change back. */
  keep(back: () => T): string;
  /** Takes it back, once, and gives what came of that. null when there is no such thing, any more or at all. */
  undo(token: string): T | null;
}

/** So many changes can be taken back; what is older is forgotten. */
export const mostUndos = 50;

/** What fails to be taken back, at once or (a promise) later, can be tried again. */
export const createUndoing = <T>(random: Random): Undoing<T> => {
  const kept = new Map<string, () => T>();
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
      if (back === undefined) return null;
      // First: asked for twice, a change that takes a while is taken back once.
      kept.delete(token);
      const again = (): void => void kept.set(token, back);
      try {
        const given = back();
        if (given instanceof Promise) given.catch(again);
        return given;
      } catch (error) {
        again();
        throw error;
      }
    },
  };
};

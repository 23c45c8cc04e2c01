import type { Wait } from '../../shared/statistics.ts';

/** With fewer tasks than this, nine of ten would be the slowest of a handful. */
export const enoughForNinth = 10;

/** What takes longer was not waited for, or a clock was wrong (as in watching/schedule.ts). Seconds. */
const longest = 3600;

/** How many tasks took how long, by model and type. */
export interface Waits {
  add(kind: { model: string; type: string; wait: number | null; tasks: number }): void;
  /** Most tasks first. */
  all(): Wait[];
}

/** The nearest rank: the shortest wait within which this part of the tasks was done. */
const rank = (
  sorted: readonly (readonly [wait: number, tasks: number])[],
  of: number,
  part: number,
): number => {
  let before = 0;
  for (const [wait, tasks] of sorted) {
    before += tasks;
    if (before >= Math.ceil(of * part)) return wait;
  }
  return 0;
};

export const createWaits = (): Waits => {
  const kinds = new Map<string, { model: string; type: string; waits: Map<number, number> }>();
  return {
    add({ model, type, wait, tasks }) {
      if (wait === null || wait < 1 || wait >= longest) return;
      const key = JSON.stringify([model, type]);
      const kind = kinds.get(key) ?? { model, type, waits: new Map<number, number>() };
      kinds.set(key, kind);
      kind.waits.set(wait, (kind.waits.get(wait) ?? 0) + tasks);
    },
    all: () =>
      [...kinds.values()]
        .map(({ model, type, waits }) => {
          const sorted = [...waits].sort(([a], [b]) => a - b);
          const tasks = sorted.reduce((sum, [, n]) => sum + n, 0);
          const ninth = tasks < enoughForNinth ? null : rank(sorted, tasks, 0.9);
          return { model, type, tasks, median: rank(sorted, tasks, 0.5), ninth };
        })
        .sort((a, b) => b.tasks - a.tasks || (a.model + a.type < b.model + b.type ? -1 : 1)),
  };
};

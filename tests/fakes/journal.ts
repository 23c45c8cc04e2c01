import type { Journal } from '../../src/core/ports.ts';

/** A journal in memory. */
export const createFakeJournal = (): Journal => {
  let lines: string[] = [];
  return {
    append: (more) => void lines.push(...more),
    read: () => [...lines],
    replace: (all) => {
      lines = [...all];
    },
  };
};

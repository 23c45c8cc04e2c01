import type { Journal } from '../../core/ports.ts';

/** Lines in a file of their own beside the database. */
export const createJournal = (_path: string): Journal => ({
  append: () => undefined,
  read: () => [],
  replace: () => undefined,
});

import type { Archives } from '../../core/ports.ts';
import { fail } from '../../shared/problem.ts';

/** ZIP archives. */
export const createArchives = (): Archives => ({
  write: async () => fail('internal'),
  open: async () => fail('internal'),
});

import type { Archives } from '../../src/core/ports.ts';
import { fail } from '../../src/shared/problem.ts';
import type { FakeFiles } from './files.ts';

/** Archives in memory beside fake files. */
export const createFakeArchives = (_files: FakeFiles): Archives => ({
  write: async () => fail('internal'),
  open: async () => fail('archive_bad'),
});

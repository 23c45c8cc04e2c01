import { createClipStore } from '../../src/core/library/clip-store.ts';
import {
  createLibraryIndex,
  type LibraryIndex,
  type LibraryIndexOptions,
} from '../../src/core/library/search/library-index.ts';
import type { Sql } from '../../src/core/ports.ts';
import { createFakeClock } from './clock.ts';
import { createFakeLog } from './log.ts';
import { memoryIndex } from './sql.ts';

/** The index of a migrated database, in memory. */
export const indexOf = (sql: Sql, more: Partial<LibraryIndexOptions> = {}): LibraryIndex =>
  createLibraryIndex({
    ...{ clock: createFakeClock(), log: createFakeLog(), sql, index: memoryIndex(), locale: 'en' },
    ...{ restored: false, random: () => 0.5, clips: createClipStore(sql), onChange: () => undefined },
    ...more,
  });

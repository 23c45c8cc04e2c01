import type { Catalogue } from '../../shared/messages/catalogue.ts';
import { SqlFault } from '../adapters/sql-faults.ts';
import type { OpenDatabase, Opening, Refusal } from './open.ts';
import { closeAnyhow } from './soundness.ts';

/** Why there is no start, for the screen. `file` is the database's path. */
export const wordsFor = (words: Catalogue['desktop'], why: Refusal, file: string): string => {
  if (why === 'newer') return words.newerDatabase;
  if (why === 'unreadable') return words.unreadableDatabase(file);
  return words.noDatabase[why](file);
};

/**
 * Opens the database and builds on it. A damage that only the building comes upon (the program reads its tables then)
 * is treated like one found at once: closed with its marker left, the database is checked and restored by opening it
 * again. Throws what `build` throws for any other reason, or a second time.
 */
export const startOn = <T>(
  open: () => Opening,
  build: (database: OpenDatabase) => T,
): { ok: true; value: T } | Extract<Opening, { ok: false }> => {
  const opening = open();
  if (!opening.ok) return opening;
  try {
    return { ok: true, value: build(opening.value) };
  } catch (error) {
    closeAnyhow(opening.value.sql);
    if (!(error instanceof SqlFault) || error.kind !== 'damaged') throw error;
  }
  const again = open();
  return again.ok ? { ok: true, value: build(again.value) } : again;
};

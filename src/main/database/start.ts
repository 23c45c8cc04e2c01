import type { Engine } from '../../core/engine-api.ts';
import type { Log, Sql } from '../../core/ports.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { SqlFault } from '../adapters/sql-faults.ts';
import { createLastingEngine } from '../lasting-engine.ts';
import { isTrouble, type OpenDatabase, type Opening, type Refusal } from './open.ts';
import { closeAnyhow } from './soundness.ts';

/** Why there is no start, for the screen. `file` is the database's path. */
export const wordsFor = (words: Catalogue['desktop'], why: Refusal, file: string): string => {
  if (why === 'newer') return words.newerDatabase;
  if (why === 'unreadable') return words.unreadableDatabase(file);
  return words.noDatabase[why](file);
};

export interface StartOptions {
  /** Opens the database; `trouble` is what the program came upon when it read the one that was open before. */
  open: (trouble: SqlFault | null) => Opening;
  build: (database: OpenDatabase) => Engine;
  /** The error to throw where there is no start. */
  refuse: (why: Refusal, cause: unknown) => Error;
  /** Another engine, over a restored database, took the place of the one that all hold. */
  onReplaced: () => void;
  log: Log;
}

export interface Started {
  /** To be held for good: its `start` replaces what is behind it when that comes upon damage. */
  engine: Engine;
  /** Closes the database. */
  close(): void;
}

/**
 * Opens the database and builds an engine on it. Damage that only building it comes upon (it reads its tables then), or
 * only its start, is treated like damage found at once: the database is closed, with its marker left, and opened again
 * for that trouble, which sets it aside and restores it. Once: what is found after that is refused, as is what keeps
 * the database from being opened. Throws what `refuse` makes of it, or `build` throws for any other reason; and so
 * does the engine's `start`.
 */
export const startOn = ({ open, build, refuse, onReplaced, log }: StartOptions): Started => {
  let mayRestore = true;
  const troubleIn = (error: unknown): SqlFault => {
    if (!isTrouble(error)) throw error;
    if (!mayRestore) throw refuse(error.kind, error);
    mayRestore = false;
    return error;
  };

  const begin = (trouble: SqlFault | null): { sql: Sql; engine: Engine } => {
    const opening = open(trouble);
    if (!opening.ok) throw refuse(opening.why, opening.error);
    const { sql } = opening.value;
    try {
      return { sql, engine: build(opening.value) };
    } catch (error) {
      closeAnyhow(sql);
      return begin(troubleIn(error));
    }
  };

  const end = async (): Promise<void> => {
    // Closed first: nothing more is written to what is damaged, and no backup made of it.
    closeAnyhow(behind.sql);
    try {
      await behind.engine.stop();
    } catch (error) {
      log.warn('not ended well', { detail: String(error) });
    }
  };

  const start = async (): Promise<void> => {
    try {
      await behind.engine.start();
    } catch (error) {
      const trouble = troubleIn(error);
      await end();
      behind = begin(trouble);
      lasting.replace(behind.engine);
      onReplaced();
      await start();
    }
  };

  let behind = begin(null);
  const lasting = createLastingEngine(behind.engine, { start });
  return { engine: lasting.engine, close: () => behind.sql.close() };
};

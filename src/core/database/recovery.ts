import type { Recovery } from '../../shared/snapshot.ts';
import type { DatabaseRecovery } from '../engine-api.ts';
import type { Clock, Sql } from '../ports.ts';

/** The report about a damaged database: made when it was set aside, kept until the user has seen it. */
export interface RecoveryReport {
  state(): Recovery | null;
  /** What reading the folder and the journal brought. */
  completed(found: { fromFolder: { clips: number; lyricSheets: number }; fromJournal: number }): void;
  seen(): void;
}

export const createRecoveryReport = (_options: {
  sql: Sql;
  clock: Clock;
  /** null: the database was sound. */
  recovery: DatabaseRecovery | null;
  onChange: () => void;
}): RecoveryReport => ({
  state: () => null,
  completed: () => undefined,
  seen: () => undefined,
});

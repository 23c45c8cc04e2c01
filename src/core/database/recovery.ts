import * as v from 'valibot';
import { type Recovery, recoverySchema } from '../../shared/snapshot.ts';
import type { DatabaseRecovery } from '../engine-api.ts';
import type { Clock, Sql } from '../ports.ts';
import { jsonOf, numberOf, toJson } from './columns.ts';
import { keepFact } from './facts.ts';

/** The report about a damaged database: made when it was set aside, kept until the user has seen it. */
export interface RecoveryReport {
  state(): Recovery | null;
  /** The library folder has still to be read, this run or a later one. */
  isOpen(): boolean;
  /** So many ids only the journal still knew. */
  heardFromJournal(tasks: number): void;
  /** What reading the folder brought. */
  completed(fromFolder: { clips: number; lyricSheets: number }): void;
  seen(): void;
}

interface ReportOptions {
  sql: Sql;
  clock: Clock;
  /** null: the database was sound. */
  recovery: DatabaseRecovery | null;
  onChange: () => void;
}

const factName = 'recovery';

/** What is kept of it: seen before all was read, it stays until that is done. */
const keptSchema = v.object({ report: recoverySchema, seen: v.boolean() });
type Kept = v.InferOutput<typeof keptSchema>;

const readKept = (sql: Sql): Kept | null => {
  const [row] = sql.all('SELECT value FROM facts WHERE name = ?', [factName]);
  return row === undefined ? null : jsonOf(row, 'value', keptSchema);
};

const count = (sql: Sql, table: 'tasks' | 'clips' | 'lyric_sheets'): number =>
  numberOf(sql.all(`SELECT count(*) AS n FROM ${table}`)[0] ?? {}, 'n') ?? 0;

const firstReport = (sql: Sql, clock: Clock, recovery: DatabaseRecovery): Recovery => ({
  ...recovery,
  at: clock.now(),
  fromBackup: {
    tasks: count(sql, 'tasks'),
    clips: count(sql, 'clips'),
    lyricSheets: count(sql, 'lyric_sheets'),
  },
  fromFolder: null,
  fromJournal: 0,
});

/** Over a migrated database; a new recovery is kept in it when this returns. */
export const createRecoveryReport = ({ sql, clock, recovery, onChange }: ReportOptions): RecoveryReport => {
  let kept = readKept(sql);
  const keep = (next: Kept): void => {
    const isOver = next.seen && next.report.fromFolder !== null;
    if (isOver) sql.run('DELETE FROM facts WHERE name = ?', [factName]);
    else keepFact(sql, factName, toJson(next) ?? '');
    kept = isOver ? null : next;
  };
  // Told twice, when a crash came between the keeping here and the forgetting there, it is still the same one.
  if (recovery !== null && !(kept?.report.setAside === recovery.setAside && recovery.setAside !== '')) {
    keep({ report: firstReport(sql, clock, recovery), seen: false });
  }
  const change = (next: Kept): void => {
    keep(next);
    onChange();
  };
  const complete = (more: Partial<Recovery>): void => {
    if (kept !== null) change({ ...kept, report: { ...kept.report, ...more } });
  };
  return {
    state: () => (kept === null || kept.seen ? null : kept.report),
    isOpen: () => kept !== null && kept.report.fromFolder === null,
    heardFromJournal(tasks) {
      if (kept !== null && tasks > 0) complete({ fromJournal: kept.report.fromJournal + tasks });
    },
    completed: (fromFolder) => complete({ fromFolder }),
    seen() {
      if (kept !== null) change({ ...kept, seen: true });
    },
  };
};

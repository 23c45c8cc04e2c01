import { Fault } from '../../shared/fault.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Clock, Log, Sql } from '../ports.ts';

/** Whether the database keeps what it is told. While it refuses, asking and saving would come to nothing. */
export interface DatabaseHealth {
  /** The database for everybody else; what it refuses is noted on the way. */
  readonly sql: Sql;
  /** Why it refuses; null while all is well. */
  problem(): Problem | null;
  /** From now on what it refuses is noted; before, whoever opens it hears of that. */
  start(): void;
  stop(): void;
}

/** How often it is tried again: 15 s, doubling, to 2 minutes. ms. */
const firstTryMs = 15_000;
const longestTryMs = 2 * 60_000;
/** As much as a task with its reply takes: less may find room where that does not. Characters. */
const trialLength = 64 * 1024;

/** Watches over a migrated database: a full disk, one that fails, somebody else's lock, a right that was taken away. */
export const createDatabaseHealth = (options: {
  sql: Sql;
  clock: Clock;
  log: Log;
  onChange: () => void;
  /** It keeps things again. */
  onBack: () => void;
}): DatabaseHealth => {
  const { sql, clock, log, onChange, onBack } = options;
  let problem: Problem | null = null;
  let pauseMs = firstTryMs;
  let callOff = (): void => undefined;
  let running = false;

  const become = (next: Problem | null): void => {
    const was = problem;
    problem = next;
    if (next?.code !== was?.code) onChange();
  };

  const plan = (): void => {
    callOff();
    if (running) callOff = clock.after(pauseMs, tryAgain);
    pauseMs = Math.min(2 * pauseMs, longestTryMs);
  };

  const refused = (error: unknown): void => {
    // Anything else is a fault of ours, and says nothing about the disk.
    if (!(error instanceof Fault) || !running) return;
    const isNew = problem === null;
    become(error.problem);
    if (!isNew) return;
    log.error('the database refuses', { code: error.problem.code, detail: error.problem.detail });
    plan();
  };

  const tryAgain = (): void => {
    try {
      sql.run("INSERT OR REPLACE INTO facts (name, value) VALUES ('trial', ?)", ['x'.repeat(trialLength)]);
      sql.run("DELETE FROM facts WHERE name = 'trial'");
    } catch (error) {
      if (error instanceof Fault) become(error.problem);
      return plan();
    }
    pauseMs = firstTryMs;
    log.info('the database keeps things again');
    become(null);
    try {
      onBack();
    } catch (error) {
      // It refused once more on the way, which is noted and planned for like any refusal.
      if (!(error instanceof Fault)) throw error;
    }
  };

  const noting = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      refused(error);
      throw error;
    }
  };

  return {
    sql: {
      exec: (text) => noting(() => sql.exec(text)),
      run: (text, params) => noting(() => sql.run(text, params)),
      all: (text, params) => noting(() => sql.all(text, params)),
      transaction: (work, durable) => noting(() => sql.transaction(work, durable)),
      close: () => sql.close(),
    },
    problem: () => problem,
    start() {
      running = true;
    },
    stop() {
      running = false;
      callOff();
    },
  };
};

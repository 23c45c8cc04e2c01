import type { Backups, Clock, Log } from '../ports.ts';

/** Sees to it that there is a backup of each day on which the program ran. */
export interface BackupPlan {
  start(): void;
  /** Makes one that is due first: many runs are shorter than the wait for the first look. Never rejects. */
  stop(): Promise<void>;
}

const day = 24 * 60 * 60_000;
/** The start has better things to do. ms */
const firstLookMs = 60_000;
/** Also after a failure, and because the computer may have slept: a timer does not notice. ms */
const lookEveryMs = 60 * 60_000;

/** Is a backup due? Pure; times in ms since the epoch. One from the future, by a wrong clock, counts for nothing. */
export const isBackupDue = (newestAt: number | null, now: number): boolean =>
  newestAt === null || newestAt > now + lookEveryMs || now - newestAt >= day;

export const createBackupPlan = (options: {
  clock: Clock;
  log: Log;
  backups: Backups;
  /** There is nothing in the database that would be worth keeping. */
  isEmpty: () => boolean;
}): BackupPlan => {
  const { clock, log, backups, isEmpty } = options;
  let callOff = (): void => undefined;
  let making: Promise<void> = Promise.resolve();

  /** A failure is nothing for the user to act on: it is noted, and tried again. */
  const makeIfDue = async (): Promise<void> => {
    try {
      if (isEmpty() || !isBackupDue(backups.newestAt(), clock.now())) return;
      const made = await backups.make();
      if (made.ok) log.info('backup made');
      else log.warn('backup failed', { ...made.problem });
    } catch (error) {
      log.error('backup failed', { detail: error instanceof Error ? error.stack : String(error) });
    }
  };

  const look = (): void => {
    making = makeIfDue();
    callOff = clock.after(lookEveryMs, look);
  };

  return {
    start() {
      callOff = clock.after(firstLookMs, look);
    },
    async stop() {
      callOff();
      await making;
      await makeIfDue();
    },
  };
};

import type { RebuildReport } from '../../shared/contract.ts';
import type { Result } from '../../shared/problem.ts';
import type { Clock, Log } from '../ports.ts';
import type { RecoveryReport } from './recovery.ts';

/** After a recovery: reads the library folder for what the backup did not know, until that was done once. */
export interface Completion {
  start(): void;
  stop(): void;
}

/** The folder may be missing, or other work be under way. ms */
const tryAgainMs = 60_000;

export const createCompletion = (options: {
  clock: Clock;
  log: Log;
  report: RecoveryReport;
  rebuild: () => Promise<Result<RebuildReport>>;
}): Completion => {
  const { clock, log, report, rebuild } = options;
  let stopped = false;
  let callOff = (): void => undefined;

  const attempt = async (): Promise<void> => {
    if (stopped || !report.isOpen()) return;
    try {
      const read = await rebuild();
      // Broken off by the end of the program, it was not read to its end.
      if (stopped) return;
      if (read.ok) {
        const { clips, lyricSheets } = read.value;
        log.info('recovery completed', { clips, lyricSheets });
        report.completed({ clips, lyricSheets });
        return;
      }
      log.warn('recovery waits', { code: read.problem.code });
    } catch (error) {
      log.error('recovery', { detail: error instanceof Error ? error.stack : String(error) });
    }
    callOff();
    callOff = clock.after(tryAgainMs, () => void attempt());
  };

  return {
    start: () => void attempt(),
    stop() {
      stopped = true;
      callOff();
    },
  };
};

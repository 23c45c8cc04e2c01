import type { RebuildReport } from '../../shared/contract.ts';
import type { Result } from '../../shared/problem.ts';
import type { WorkSteps } from '../work.ts';
import { nothingLookedAt } from './looked-at.ts';
import type { SaidTaken } from './said/said-folder.ts';
import { takeUp, type TakeUpOptions } from './take-up.ts';

const longestList = 20;

/** The report with what the folder says of clips. Pure. */
export const withSaid = (
  report: RebuildReport,
  { taken, unread, waiting }: SaidTaken & { waiting: number },
): RebuildReport => ({
  ...report,
  unknown: [...report.unknown, ...unread].slice(0, longestList),
  ...(taken > 0 ? { said: taken } : {}),
  ...(waiting > 0 ? { saidWaiting: waiting } : {}),
});

export interface RebuildOptions extends TakeUpOptions {
  libraryFolder: () => string;
}

/**
 * Reads the library folder and takes up every file that says where it comes from and that the library does not hold (F37).
 * Changes no file and drops nothing. Problems: folder_missing, folder_denied.
 */
export const rebuild = (options: RebuildOptions, steps: WorkSteps): Promise<Result<RebuildReport>> =>
  takeUp(options, options.libraryFolder(), nothingLookedAt(), steps);

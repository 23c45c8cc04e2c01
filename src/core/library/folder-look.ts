import type { RebuildReport } from '../../shared/contract.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import type { Clock, Log } from '../ports.ts';
import { type LookedAt, nothingLookedAt } from './looked-at.ts';

/** Looks now and then whether another computer saved something to the library folder, or somebody renamed files (F35, F40). */
export interface FolderLook {
  /** Begins with a look; nobody needs to wait for it. */
  start(): void;
  /** The folder is another one, or is back: what was found out about it no longer counts. */
  lookAnew(): Promise<void>;
  /** Ends the look that is under way and keeps still until `release` is called; `found` is what that look had taken up by then. */
  hold(): Promise<{ release: () => void; found: RebuildReport | null }>;
  stop(): void;
}

/** Often enough for two computers, seldom enough to cost nothing. ms */
export const lookEveryMs = 5 * 60_000;

export const createFolderLook = (options: {
  clock: Clock;
  log: Log;
  /** Other work on the library is under way. */
  isBusy: () => boolean;
  takeUp: (before: LookedAt, signal: AbortSignal) => Promise<Result<RebuildReport>>;
  /** The folder could not be looked at; its end leads to another look. */
  onFolder: (problem: Problem) => void;
  /** Something was taken up. */
  onTakenUp: (report: RebuildReport) => void;
}): FolderLook => {
  const { clock, log, isBusy, takeUp, onFolder, onTakenUp } = options;
  let before = nothingLookedAt();
  let looking: { controller: AbortController; done: Promise<RebuildReport | null> } | null = null;
  let callOff = (): void => undefined;
  let running = false;
  let holds = 0;

  const read = async (signal: AbortSignal): Promise<RebuildReport | null> => {
    const report = await takeUp(before, signal);
    if (!report.ok) {
      onFolder(report.problem);
      return null;
    }
    const { clips, lyricSheets, unknown } = report.value;
    if (clips + lyricSheets > 0) log.info('taken up from the folder', { clips, lyricSheets });
    if (unknown.length > 0) log.info('files of others in the folder', { atLeast: unknown.length });
    onTakenUp(report.value);
    return report.value;
  };

  const look = async (): Promise<void> => {
    callOff();
    if (!running) return;
    if (looking === null && holds === 0 && !isBusy()) {
      const controller = new AbortController();
      const done = read(controller.signal)
        .catch((error: unknown) => {
          log.error('looking at the folder broke', { detail: String(error) });
          return null;
        })
        .finally(() => {
          looking = null;
        });
      looking = { controller, done };
    }
    await looking?.done;
    callOff();
    if (running) callOff = clock.after(lookEveryMs, () => void look());
  };

  return {
    start() {
      running = true;
      void look();
    },
    lookAnew() {
      before = nothingLookedAt();
      return look();
    },
    async hold() {
      holds += 1;
      looking?.controller.abort();
      const found = (await looking?.done) ?? null;
      return { found, release: () => void (holds -= 1) };
    },
    stop() {
      running = false;
      callOff();
      looking?.controller.abort();
    },
  };
};

import type { RebuildReport } from '../../shared/contract.ts';
import { ok, type Result } from '../../shared/problem.ts';
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
  ...(taken > 0 ? { said: (report.said ?? 0) + taken } : {}),
  ...(waiting > 0 ? { saidWaiting: waiting } : {}),
  ...(unread.length > 0 ? { saidUnread: unread.slice(0, longestList) } : {}),
});

/** The report with what a look at the folder, which was under way, had taken up: that counts as known by now. Pure. */
const withFound = (report: RebuildReport, found: RebuildReport | null): RebuildReport => {
  if (found === null) return report;
  const said = (report.said ?? 0) + (found.said ?? 0);
  return {
    ...report,
    clips: report.clips + found.clips,
    lyricSheets: report.lyricSheets + found.lyricSheets,
    known: Math.max(0, report.known - found.clips - found.lyricSheets),
    ...(said > 0 ? { said } : {}),
  };
};

export interface RebuildOptions extends TakeUpOptions {
  libraryFolder: () => string;
  /** Ends what was left half done in the folder. */
  settle: () => Promise<void>;
  /** Keeps others from reading the folder; what they had taken up by then. */
  hold: () => Promise<{ release: () => void; found: RebuildReport | null }>;
  playlists: { restore: (folder: string, signal: AbortSignal) => Promise<number> };
  said: { takeUp: (signal: AbortSignal, all: boolean) => Promise<SaidTaken & { waiting: number }> };
}

/**
 * Reads the library folder and takes up every file that says where it comes from and that the library does not hold (F37),
 * playlists, and what is said of clips. Changes no file and drops nothing. Problems: folder_missing, folder_denied.
 */
export const rebuild = async (options: RebuildOptions, steps: WorkSteps): Promise<Result<RebuildReport>> => {
  const { libraryFolder, playlists, said } = options;
  const { signal } = steps;
  // Two that read the folder at once would take from each other what the report counts.
  const { release, found } = await options.hold();
  try {
    await options.settle();
    const taken = await takeUp(options, libraryFolder(), nothingLookedAt(), steps);
    if (!taken.ok) return taken;
    const clips = withFound(taken.value, found);
    if (signal.aborted) return ok(clips);
    // Now that it is known which of their clips are there.
    const lists = await playlists.restore(libraryFolder(), signal);
    const report = withSaid(clips, await said.takeUp(signal, true));
    return ok(lists === 0 ? report : { ...report, playlists: lists });
  } finally {
    release();
  }
};

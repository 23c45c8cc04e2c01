import type { Problem, Result } from '../../shared/problem.ts';
import type { LibrarySummary } from '../../shared/snapshot.ts';
import type { Engine } from '../engine-api.ts';
import type { AudioReader, Clock, Files, Log, Random, Sql, Tags, Trash } from '../ports.ts';
import type { LongWork, WorkSteps } from '../work.ts';
import { filesOf, readDetails } from './clip-details.ts';
import { createClipPlaces } from './clip-places.ts';
import type { ClipStore } from './clip-store.ts';
import { createFolderCheck } from './folder-check.ts';
import { createFolderLook, type FolderLook } from './folder-look.ts';
import { createFolderWatch, type FolderWatch } from './folder-watch.ts';
import type { LyricStore } from './lyric-store.ts';
import { moveLibrary } from './move-library.ts';
import { rebuild } from './rebuild.ts';
import { createRemoving, type Removing } from './removing.ts';
import { takeUp } from './take-up.ts';

/** Everything saved, and the folder it lies in. */
export interface Library extends Pick<
  Engine,
  'clipPage' | 'clipDetails' | 'clipFiles' | 'lyricSheets' | 'moveLibrary' | 'rebuildLibrary'
> {
  readonly folder: FolderWatch;
  readonly removing: Removing;
  readonly look: FolderLook;
  /** Is this the library folder, with its disk, and may it be written? Problems: folder_missing, folder_denied. */
  checkFolder(folder: string): Promise<Result<void>>;
  summary(): LibrarySummary;
  /** Something was added: what was paged before is out of date. */
  grew(): void;
}

export interface LibraryOptions {
  clock: Clock;
  random: Random;
  files: Files;
  audio: AudioReader;
  tags: Tags;
  trash: Trash;
  sql: Sql;
  log: Log;
  work: LongWork;
  clips: ClipStore;
  lyrics: LyricStore;
  /** Distinguishes our files under way from those of another computer on the same folder. */
  profileId: string;
  libraryFolder: () => string;
  /** Makes another folder the one in force, for good. */
  switchTo: (folder: string) => void;
  /** Keeps saving still while files move; call what it gives to let it go on. */
  hold: () => Promise<() => void>;
  /** What stood in the way of the folder is gone. */
  onFolderBack: (was: Problem) => void;
  /** The folder was read: results that wait may be in the library by now. */
  onTakenUp: () => void;
  /** The trash refused clips; they are in the library again. */
  onRefused: (problem: Problem, clip: { id: string; title: string }) => void;
  onChange: () => void;
}

export const createLibrary = (options: LibraryOptions): Library => {
  const { clock, files, clips, lyrics, sql, log, work, libraryFolder, onChange } = options;
  let version = 0;
  const grew = (): void => {
    version += 1;
    onChange();
  };
  const places = createClipPlaces(sql);
  const checkFolder = createFolderCheck({ ...options, places });
  const taking = { ...options, places, checkFolder };

  const removing = createRemoving({
    ...{ clock, files, log, places, libraryFolder, checkFolder, trash: options.trash },
    transaction: (inside) => sql.transaction(inside),
    onRefused: options.onRefused,
    onChange: grew,
  });
  const look = createFolderLook({
    ...{ clock, log },
    isBusy: () => work.state() !== null,
    takeUp: (before, signal) =>
      takeUp(taking, libraryFolder(), before, { signal, total: () => undefined, step: () => undefined }),
    onTakenUp({ clips: more, lyricSheets }) {
      if (more + lyricSheets > 0) grew();
      options.onTakenUp();
    },
  });
  const folder = createFolderWatch({
    ...{ clock, files, folder: libraryFolder, check: checkFolder, onChange },
    onBack(was) {
      options.onFolderBack(was);
      void removing.goOn();
      void look.lookAnew();
    },
  });

  const move = async (to: string, steps: WorkSteps): Promise<Result<void>> => {
    const releases = [await options.hold(), await removing.hold(), await look.hold()];
    try {
      return await moveLibrary({
        ...{ files, clips, lyrics, from: libraryFolder(), to, steps, switchTo: options.switchTo },
      });
    } finally {
      await folder.look();
      releases.forEach((release) => release());
    }
  };

  return {
    ...{ folder, removing, look, checkFolder, grew },
    summary: () => ({
      clips: clips.count(),
      lyricSheets: lyrics.count(),
      version,
      problem: folder.problem(),
    }),
    clipPage: (query) => clips.page(query),
    clipDetails: (id) => readDetails(files, clips, libraryFolder(), id),
    clipFiles: (id) => filesOf(files, clips, libraryFolder(), id),
    lyricSheets: (text) => lyrics.find(text),
    moveLibrary: (to) => work.run('move', (steps) => move(to, steps)),
    async rebuildLibrary() {
      const report = await work.run('rebuild', (steps) => rebuild(taking, steps));
      if (report.ok) {
        grew();
        options.onTakenUp();
      }
      return report;
    },
  };
};

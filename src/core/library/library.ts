import type { Result } from '../../shared/problem.ts';
import type { LibrarySummary } from '../../shared/snapshot.ts';
import type { Engine } from '../engine-api.ts';
import type { AudioReader, Clock, Files, Log, Sql, Tags, Trash } from '../ports.ts';
import type { LongWork } from '../work.ts';
import { filesOf, readDetails } from './clip-details.ts';
import type { ClipStore } from './clip-store.ts';
import { createFolderWatch, type FolderWatch } from './folder-watch.ts';
import type { LyricStore } from './lyric-store.ts';
import { moveLibrary } from './move-library.ts';
import { rebuild } from './rebuild.ts';
import { createRemoving, type Removing } from './removing.ts';

/** Everything saved, and the folder it lies in. */
export interface Library extends Pick<
  Engine,
  'clipPage' | 'clipDetails' | 'clipFiles' | 'lyricSheets' | 'moveLibrary' | 'rebuildLibrary'
> {
  readonly folder: FolderWatch;
  readonly removing: Removing;
  summary(): LibrarySummary;
  /** Something was added: what was paged before is out of date. */
  grew(): void;
}

export interface LibraryOptions {
  clock: Clock;
  files: Files;
  audio: AudioReader;
  tags: Tags;
  trash: Trash;
  sql: Sql;
  log: Log;
  work: LongWork;
  clips: ClipStore;
  lyrics: LyricStore;
  libraryFolder: () => string;
  /** Makes another folder the one in force, for good. */
  switchTo: (folder: string) => void;
  /** Keeps saving still while files move; call what it gives to let it go on. */
  hold: () => Promise<() => void>;
  onChange: () => void;
}

export const createLibrary = (options: LibraryOptions): Library => {
  const { clock, files, clips, lyrics, libraryFolder, onChange } = options;
  let version = 0;
  const folder = createFolderWatch({
    ...{ clock, files, folder: libraryFolder, onChange },
    isNew: () => clips.count() === 0,
  });

  const move = async (to: string): Promise<Result<void>> => {
    const release = await options.hold();
    try {
      return await moveLibrary({ files, clips, from: libraryFolder(), to, switchTo: options.switchTo });
    } finally {
      await folder.look();
      release();
    }
  };

  const grew = (): void => {
    version += 1;
    onChange();
  };
  const removing = createRemoving({
    ...{ clock, files, clips, libraryFolder, trash: options.trash, log: options.log, onChange: grew },
  });

  return {
    folder,
    removing,
    summary: () => ({
      clips: clips.count(),
      lyricSheets: lyrics.count(),
      version,
      problem: folder.problem(),
    }),
    grew,
    clipPage: (query) => clips.page(query),
    clipDetails: (id) => readDetails(files, clips, libraryFolder(), id),
    clipFiles: (id) => filesOf(files, clips, libraryFolder(), id),
    lyricSheets: (text) => lyrics.find(text),
    moveLibrary: (to) => options.work.run('move', () => move(to)),
    async rebuildLibrary() {
      const report = await options.work.run('rebuild', (steps) => rebuild(options, steps));
      if (report.ok) grew();
      return report;
    },
  };
};

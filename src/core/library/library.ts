import { fail, type Result } from '../../shared/problem.ts';
import type { LibrarySummary } from '../../shared/snapshot.ts';
import type { Engine } from '../engine-api.ts';
import type { Clock, Files } from '../ports.ts';
import { filesOf, readDetails } from './clip-details.ts';
import type { ClipStore } from './clip-store.ts';
import { createFolderWatch, type FolderWatch } from './folder-watch.ts';
import type { LyricStore } from './lyric-store.ts';
import { moveLibrary } from './move-library.ts';

/** Everything saved, and the folder it lies in. */
export interface Library extends Pick<
  Engine,
  'clipPage' | 'clipDetails' | 'clipFiles' | 'lyricSheets' | 'moveLibrary'
> {
  readonly folder: FolderWatch;
  summary(): LibrarySummary;
  /** Something was added: what was paged before is out of date. */
  grew(): void;
}

export interface LibraryOptions {
  clock: Clock;
  files: Files;
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
  let moving = false;
  const folder = createFolderWatch({
    ...{ clock, files, folder: libraryFolder, onChange },
    isNew: () => clips.count() === 0,
  });

  const move = async (to: string): Promise<Result<void>> => {
    if (moving) return fail('bad_request', { detail: 'the library is being moved' });
    moving = true;
    const release = await options.hold();
    try {
      return await moveLibrary({ files, clips, from: libraryFolder(), to, switchTo: options.switchTo });
    } finally {
      moving = false;
      await folder.look();
      release();
    }
  };

  return {
    folder,
    summary: () => ({
      clips: clips.count(),
      lyricSheets: lyrics.count(),
      version,
      problem: folder.problem(),
    }),
    grew() {
      version += 1;
      onChange();
    },
    clipPage: (query) => clips.page(query),
    clipDetails: (id) => readDetails(files, clips, libraryFolder(), id),
    clipFiles: (id) => filesOf(files, clips, libraryFolder(), id),
    lyricSheets: (text) => lyrics.find(text),
    moveLibrary: move,
  };
};

import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Clock, Files } from '../ports.ts';
import type { WorkSteps } from '../work.ts';
import type { ClipStore } from './clip-store.ts';
import type { FolderFacts } from './folder-facts.ts';
import type { FolderPlace } from './folder-place.ts';
import { inTime } from './in-time.ts';
import type { LyricStore } from './lyric-store.ts';
import { makeReady } from './marker.ts';
import { holdsClips, moveLibrary } from './move-library.ts';

/** Another folder for the library: with its files, or without touching one. */
export interface ChangeFolder {
  /** Moves every file (move-library.ts). Problems as there; folder_missing where the present folder is not the library's. */
  move(to: string, steps: WorkSteps): Promise<Result<void>>;
  /**
   * Takes a folder as it is, made if need be, and moves nothing: for when the old one is gone for good, or was moved
   * by hand. What is known and not there stays known. Problems: bad_request while the present folder is fine (then
   * it can be moved), those of folders and of `switchTo`; nothing was changed then.
   */
  use(to: string): Promise<Result<void>>;
}

export const createChangeFolder = (options: {
  clock: Clock;
  files: Files;
  clips: Pick<ClipStore, 'files'>;
  lyrics: Pick<LyricStore, 'files'>;
  profileId: string;
  facts: FolderFacts;
  place: FolderPlace;
  /** Names of further files that belong to the library, some in folders within it. */
  more: () => string[];
  libraryFolder: () => string;
  checkFolder: (folder: string) => Promise<Result<void>>;
  /** Keeps saving, removing and looking still; gives how to let them go on. */
  hold: () => Promise<() => void>;
  /** Looks whether the folder in force can be used. */
  look: () => Promise<void>;
}): ChangeFolder => {
  const { clock, files, clips, lyrics, facts, place, libraryFolder, checkFolder } = options;

  const mark = (folder: string): Promise<Result<string>> =>
    inTime(clock, makeReady({ files, folder }, facts.id(), `${options.profileId}-library.part`));

  /** Would moving bring something along, or is it a library without any files? */
  const canMove = async (from: string): Promise<boolean> => {
    const names = [...clips.files().map(({ audio }) => audio), ...lyrics.files()];
    return (await holdsClips(files, from, names)).ok;
  };

  const take = async (folder: string): Promise<Result<void>> => {
    const from = libraryFolder();
    if ((await checkFolder(from)).ok) {
      if (folder === files.join(from) || (await files.sameFile(from, folder))) return ok(undefined);
      if (await canMove(from))
        return fail('bad_request', { detail: 'the present folder is there: the library can be moved' });
    }
    const marker = await mark(folder);
    return marker.ok ? place.switchTo(folder, marker.value, 'taken') : marker;
  };

  return {
    async move(to, steps) {
      const release = await options.hold();
      try {
        const from = libraryFolder();
        const there = await checkFolder(from);
        if (!there.ok) return there;
        return await moveLibrary({
          ...{ files, clips, lyrics, from, to, steps, mark, profileId: options.profileId },
          more: options.more,
          switchTo: (folder, marker) => place.switchTo(folder, marker, 'marked'),
        });
      } finally {
        await options.look();
        release();
      }
    },
    async use(to) {
      // What hangs in a folder that never answers cannot be waited for, and must not end in another one.
      const holding = options.hold();
      const held = await inTime(clock, holding.then(ok));
      if (!held.ok) {
        void holding.then((release) => release());
        return held;
      }
      try {
        return await take(files.join(to));
      } finally {
        held.value();
      }
    },
  };
};

import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Clock, Files, Log, Tags } from '../ports.ts';
import { isSidecarName } from '../saving/sidecar.ts';
import type { ClipPlaces } from './clip-places.ts';
import type { FolderFacts } from './folder-facts.ts';
import { inTime } from './in-time.ts';
import type { LyricStore } from './lyric-store.ts';
import { readMarker, writeMarker } from './marker.ts';
import { isAudioName } from './names.ts';

/** Names of which one that is there says: this is our folder. */
const fewNames = 20;
/** So many clips and not one of their files: then the mark alone is not believed. A few may have been deleted by hand. */
const manyClips = 10;

export interface FolderCheckOptions {
  clock: Clock;
  files: Files;
  tags: Tags;
  log: Log;
  /** Distinguishes our files under way from those of another computer on the same folder. */
  profileId: string;
  places: ClipPlaces;
  lyrics: LyricStore;
  facts: FolderFacts;
  /** The database was lost, and the folder has still to be read: that the library knows of nothing says nothing. */
  isRecovering: () => boolean;
  /** This folder was found in order. */
  onFine: (folder: string) => void;
}

/**
 * Is this the library folder, and may it be written? A folder that is there without its marker and without any file
 * that should be in it is the place where a disk is mounted at other times: `folder_missing`, and nothing is
 * written there (F36). So is one that bears the marker and nothing else where many files should be, unless the user
 * took it as it is. A place that never was a library folder of a library that never held anything is made and marked. The
 * marker of another library on a folder that holds our files is taken over, because then two computers share it
 * (F40); so is any marker while a lost database is being recovered. No answer in time is `folder_missing` too, and a
 * folder is asked nothing new before it answered. Problems: folder_missing, folder_denied.
 */
export const createFolderCheck = (
  options: FolderCheckOptions,
): ((folder: string) => Promise<Result<void>>) => {
  const { clock, files, tags, log, places, lyrics, facts, isRecovering } = options;

  const holdsOurs = async (folder: string): Promise<boolean> => {
    const isThere = (name: string): Promise<boolean> => files.exists(files.join(folder, name));
    for (const name of places.audioNames(fewNames)) if (await isThere(name)) return true;
    const sheets = lyrics.files();
    for (const name of sheets.slice(0, fewNames)) if (await isThere(name)) return true;
    // Deleted one by one, or renamed? Then others of ours are there, or some that say where they come from.
    const names = await files.listDeep(folder);
    const known = new Set([...places.knownNames(), ...sheets]);
    if (names.some((name) => known.has(name) || isSidecarName(name))) return true;
    for (const name of names.filter(isAudioName).slice(0, fewNames))
      if ((await tags.read(files.join(folder, name))) !== null) return true;
    return false;
  };

  /** A database that cannot be written now stands in the way of the next commit, not of a look at the folder. */
  const remember = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.error('library folder not remembered', { detail: String(error) });
    }
  };

  const settle = async (folder: string, marker: string | null, isTaken: boolean): Promise<void> => {
    const bears =
      marker === null
        ? await writeMarker({ files, folder }, facts.id(), `${options.profileId}-library.part`)
        : ok(marker);
    if (!bears.ok)
      log.warn('library folder not marked', { code: bears.problem.code, detail: bears.problem.detail });
    else
      remember(() => {
        const standing = isTaken ? 'taken' : 'marked';
        if (bears.value !== facts.id()) facts.keepId(bears.value);
        if (facts.standingOf(folder) !== standing) facts.keepStanding(folder, standing);
      });
    remember(() => options.onFine(folder));
  };

  const check = async (folder: string): Promise<Result<void>> => {
    const standing = facts.standingOf(folder);
    const isNew = standing === null && !isRecovering() && places.isEmpty() && lyrics.files().length === 0;
    if (isNew) await files.ensureFolder(folder);
    const there = await files.checkFolder(folder);
    if (!there.ok) return there;
    const marker = await readMarker({ files, folder });
    const bearsIt = marker !== null && (isRecovering() || marker === facts.id());
    const isEnough = isNew || (bearsIt && places.audioNames(manyClips).length < manyClips);
    // What was taken as it is counts as any other folder once something of ours is there.
    const holds = isEnough && standing !== 'taken' ? null : await holdsOurs(folder);
    const isTaken = standing === 'taken' && bearsIt && holds === false;
    if (!isEnough && !isTaken && holds === false)
      return fail('folder_missing', {
        detail: `nothing of the library is in the folder, where ${places.count()} clips should be`,
      });
    await settle(folder, marker, isTaken);
    return ok(undefined);
  };

  /** Three savers may ask at once: one look for those who ask while it lasts, be it that it never ends. */
  const asking = new Map<string, Promise<Result<void>>>();
  return (folder) => {
    const now = asking.get(folder);
    if (now !== undefined) return now;
    const looking = check(folder).finally(() => asking.delete(folder));
    const answer = inTime(clock, looking);
    asking.set(folder, answer);
    return answer;
  };
};

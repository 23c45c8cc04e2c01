import { fact, keepFact } from '../database/facts.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Files, Log, Random, Sql, Tags } from '../ports.ts';
import type { ClipPlaces } from './clip-places.ts';
import type { LyricStore } from './lyric-store.ts';
import { readMarker, writeMarker } from './marker.ts';
import { isAudioName } from './names.ts';

/** Names of which one that is there says: this is our folder. */
const fewNames = 20;

export interface FolderCheckOptions {
  files: Files;
  tags: Tags;
  sql: Sql;
  log: Log;
  random: Random;
  /** Distinguishes our files under way from those of another computer on the same folder. */
  profileId: string;
  places: ClipPlaces;
  lyrics: LyricStore;
}

/**
 * Is this the library folder, and may it be written? A folder that is there without its marker and without any file
 * that should be in it is the place where a disk is mounted at other times: `folder_missing`, and nothing is
 * written there (F36). A folder that never held anything is made and marked; the marker of another library on a folder that
 * holds our files is taken over, because then two computers share it (F40). Problems: folder_missing, folder_denied.
 */
export const createFolderCheck = (
  options: FolderCheckOptions,
): ((folder: string) => Promise<Result<void>>) => {
  const { files, tags, sql, log, places, lyrics } = options;
  const half = (): string =>
    Math.floor(options.random() * 0xffffffff)
      .toString(16)
      .padStart(8, '0');
  const ourId = (): string => fact(sql, 'library', () => half() + half());

  const holdsOurs = async (folder: string): Promise<boolean> => {
    const sheets = lyrics.files();
    for (const name of [...places.audioNames(fewNames), ...sheets.slice(0, fewNames)])
      if (await files.exists(files.join(folder, name))) return true;
    // Deleted one by one, or renamed? Then others of ours are there, or some that say where they come from.
    const names = await files.list(folder);
    const known = new Set([...places.knownNames(), ...sheets]);
    if (names.some((name) => known.has(name))) return true;
    for (const name of names.filter(isAudioName).slice(0, fewNames))
      if ((await tags.read(files.join(folder, name))) !== null) return true;
    return false;
  };

  const settle = async (folder: string, marker: string | null): Promise<void> => {
    const bears =
      marker === null
        ? await writeMarker({ files, folder }, ourId(), `${options.profileId}-library.part`)
        : ok(marker);
    if (!bears.ok)
      log.warn('library folder not marked', { code: bears.problem.code, detail: bears.problem.detail });
    else if (bears.value !== ourId()) keepFact(sql, 'library', bears.value);
  };

  const check = async (folder: string): Promise<Result<void>> => {
    const clips = places.audioNames(1).length > 0;
    const isNew = !clips && lyrics.files().length === 0;
    if (isNew) await files.ensureFolder(folder);
    const there = await files.checkFolder(folder);
    if (!there.ok) return there;
    const marker = await readMarker({ files, folder });
    if (marker !== null && marker === ourId()) return ok(undefined);
    if (!isNew && !(await holdsOurs(folder)))
      return fail('folder_missing', {
        detail: `nothing of the library is in the folder, where ${places.count()} clips should be`,
      });
    await settle(folder, marker);
    return ok(undefined);
  };

  /** Three savers may ask at once: one answer for those who ask at the same moment. */
  let asking: { folder: string; answer: Promise<Result<void>> } | null = null;
  return (folder) => {
    if (asking?.folder === folder) return asking.answer;
    const mine = { folder, answer: check(folder) };
    asking = mine;
    const done = (): void => {
      if (asking === mine) asking = null;
    };
    mine.answer.then(done, done);
    return mine.answer;
  };
};

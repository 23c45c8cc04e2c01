import type { Files } from '../ports.ts';
import type { ClipPlace, ClipPlaces } from './clip-places.ts';
import type { LyricStore } from './lyric-store.ts';
import { coverBeside, isAudioName, isSheetName } from './names.ts';

/** What the library folder and the library have of each other. */
export interface Survey {
  /** Names of audio and text files that the library does not know, the shortest first: a copy has the longer name. */
  fresh: string[];
  /** Files of the folder that the library knows. */
  known: number;
  /** Clips whose file is not in the folder. */
  missing: ClipPlace[];
  /** Clips without a cover, and the one that lies beside their file by now. */
  covers: { id: string; cover: string }[];
}

/** Rows read at once: about a millisecond's work. */
const few = 1000;

/** Compares the folder's names with the library, a part at a time, so that a large library keeps nobody waiting. */
export const survey = async (
  options: { files: Files; places: ClipPlaces; lyrics: LyricStore; folder: string },
  names: readonly string[],
  isThere: (name: string) => boolean,
): Promise<Survey> => {
  const { files, places, lyrics, folder } = options;
  const unknown = new Set(names.filter((name) => isAudioName(name) || isSheetName(name)));
  const found: Survey = { fresh: [], known: 0, missing: [], covers: [] };
  const know = (name: string): void => {
    if (unknown.delete(name)) found.known += 1;
  };
  for (let rows = places.after(0, few), last = 0; rows.length > 0; rows = places.after(last, few)) {
    for (const { row, removed, ...place } of rows) {
      last = row;
      know(place.audio);
      if (removed) continue;
      const cover = place.cover === null ? coverBeside(place.audio, isThere) : null;
      if (!isThere(place.audio)) found.missing.push(place);
      else if (cover !== null) found.covers.push({ id: place.id, cover });
    }
    // A look at the disk gives everybody else a turn.
    await files.exists(folder);
  }
  lyrics.files().forEach(know);
  found.fresh = [...unknown].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return found;
};

import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { writeText } from './write-text.ts';
import type { Files } from '../ports.ts';

/**
 * The file that tells a library folder from the empty place where a disk is mounted at other times:
 * `<library>/.cliploft/library.json` with the library's id. Two computers on one folder share it.
 */
const schema = v.object({
  cliploft: v.literal(1),
  library: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
});
const longest = 10_000;

export interface MarkerPlace {
  files: Files;
  /** The library folder. */
  folder: string;
}

const folderOf = ({ files, folder }: MarkerPlace): string => files.join(folder, '.cliploft');

/** Where the marker of a library folder lies. */
export const markerPath = (place: MarkerPlace): string => place.files.join(folderOf(place), 'library.json');

/** The id that the folder bears; null when it bears none, or one that cannot be read. */
export const readMarker = async (place: MarkerPlace): Promise<string | null> => {
  const text = await place.files.readText(markerPath(place), longest);
  if (!text.ok) return null;
  try {
    const parsed = v.safeParse(schema, JSON.parse(text.value));
    return parsed.success ? parsed.output.library : null;
  } catch {
    return null;
  }
};

/**
 * Gives the folder its id, in place of a marker that cannot be read. `part` is a name for the file under way that
 * nobody else uses. Gives the id that the folder bears then: another computer may have been quicker.
 */
export const writeMarker = async (place: MarkerPlace, id: string, part: string): Promise<Result<string>> => {
  const { files } = place;
  const made = await files.ensureFolder(folderOf(place));
  if (!made.ok) return made;
  const path = markerPath(place);
  for (let tries = 0; tries < 2; tries += 1) {
    const written = await writeText(
      files,
      files.join(folderOf(place), part),
      path,
      JSON.stringify({ cliploft: 1, library: id }),
    );
    if (written.ok) return ok(id);
    if (written.problem.code !== 'bad_request') return written;
    const there = await readMarker(place);
    if (there !== null) return ok(there);
    const cleared = await files.remove(path);
    if (!cleared.ok) return cleared;
  }
  return fail('internal', { detail: 'the marker of the library folder cannot be replaced' });
};

/**
 * Makes a folder ready to be the library's: it is there, may be written, and bears a marker, which is `id` unless it
 * bore one before. Gives the id that it bears. Problems: those of folders and of writing.
 */
export const makeReady = async (place: MarkerPlace, id: string, part: string): Promise<Result<string>> => {
  const made = await place.files.ensureFolder(folderOf(place));
  const there = made.ok ? await place.files.checkFolder(place.folder) : made;
  if (!there.ok) return there;
  const marker = await readMarker(place);
  return marker === null ? writeMarker(place, id, part) : ok(marker);
};

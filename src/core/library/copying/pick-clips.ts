import type { Files } from '../../ports.ts';
import { clipNames, safePath } from '../../saving/file-names.ts';
import type { ClipStore } from '../clip-store.ts';
import { baseName } from '../names.ts';
import type { RenameStore } from '../renaming/rename-store.ts';

/** A file to be copied, or a text to be written; `ending` is what stands behind the base name. */
export interface Piece {
  ending: string;
  source: { path: string } | { text: string };
  bytes: number;
}

/** A clip that goes out of the library as a copy. */
export interface Picked {
  title: string;
  /** In order of preference, `/` between folders. */
  bases: string[];
  /** The audio first. */
  pieces: Piece[];
}

export interface PickOptions {
  files: Files;
  clips: ClipStore;
  names: Pick<RenameStore, 'one'>;
  libraryFolder: () => string;
}

const numbered = (base: string): string[] =>
  Array.from({ length: 999 }, (_, index) => (index === 0 ? base : `${base} ${index + 1}`));

/** What of these clips is there to be copied; null for one that the library does not hold, a title for one whose file is gone. */
export const pickClip = async (
  { files, clips, names, libraryFolder }: PickOptions,
  id: string,
  wanted: { covers: boolean; lyrics: boolean; names: string | null },
): Promise<Picked | { missing: string } | null> => {
  const [clip, facts] = [clips.get(id), names.one(id)];
  if (clip === null || facts === null) return null;
  const at = (name: string): string => files.join(libraryFolder(), name);
  const own = baseName(clip.audio);
  const piece = async (name: string): Promise<Piece | null> => {
    const bytes = await files.size(at(name));
    return bytes === null
      ? null
      : { ending: name.slice(baseName(name).length), source: { path: at(name) }, bytes };
  };
  const audio = await piece(clip.audio);
  if (audio === null) return { missing: facts.title || clip.audio };
  const pieces = [audio];
  const cover = wanted.covers && clip.cover !== null ? await piece(clip.cover) : null;
  if (cover !== null) pieces.push(cover);
  if (wanted.lyrics && clip.lyrics.trim() !== '') {
    const text = `${clip.lyrics.trimEnd()}\n`;
    pieces.push({ ending: '.txt', source: { text }, bytes: new TextEncoder().encode(text).length });
  }
  const bases = wanted.names === null ? numbered(safePath(own)) : clipNames(wanted.names, facts);
  return { title: facts.title, bases, pieces };
};

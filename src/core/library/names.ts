import { audioExtensions } from '../../shared/audio-types.ts';
import type { Files } from '../ports.ts';

const coverExtensions = ['jpg', 'png', 'webp'] as const;

/** Not of a folder that has a dot in its name. */
const extension = /\.[^./]*$/;
const isHidden = (name: string): boolean => name.slice(name.lastIndexOf('/') + 1).startsWith('.');

/** A file's name without its extension. */
export const baseName = (name: string): string => name.replace(extension, '');

/** The folder that a file of the library lies in, within the library folder; empty for the library folder itself. */
export const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** Removes the folders within the library folder that these files lay in, where nothing is left in them. */
export const removeEmpty = async (
  files: Pick<Files, 'join' | 'removeEmptyFolder'>,
  folder: string,
  names: Iterable<string>,
): Promise<void> => {
  const within = new Set<string>();
  for (const name of names) for (let at = folderOf(name); at !== ''; at = folderOf(at)) within.add(at);
  // The innermost first.
  for (const each of [...within].sort((a, b) => b.length - a.length))
    await files.removeEmptyFolder(files.join(folder, each));
};

/** May a file of this name in the library folder be a clip's audio? */
export const isAudioName = (name: string): boolean => {
  const found = extension.exec(name)?.[0].toLowerCase();
  return found !== undefined && !isHidden(name) && audioExtensions.includes(found);
};

/** May a file of this name be a lyric sheet? */
export const isSheetName = (name: string): boolean => !isHidden(name) && /\.txt$/i.test(name);

/** The cover that lies beside an audio file under its base name; null when there is none. */
export const coverBeside = (audio: string, isThere: (name: string) => boolean): string | null =>
  coverExtensions.map((ending) => `${baseName(audio)}.${ending}`).find(isThere) ?? null;

/** Every audio name that would share cover and sidecar with this one. */
export const sameBase = (audio: string): string[] => [
  audio,
  ...audioExtensions.map((ending) => `${baseName(audio)}${ending}`),
];

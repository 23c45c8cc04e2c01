import { audioExtensions } from '../../shared/audio-types.ts';

const coverExtensions = ['jpg', 'png', 'webp'] as const;

const extension = /\.[^.]*$/;

/** A file's name without its extension. */
export const baseName = (name: string): string => name.replace(extension, '');

/** May a file of this name in the library folder be a clip's audio? */
export const isAudioName = (name: string): boolean => {
  const found = extension.exec(name)?.[0].toLowerCase();
  return found !== undefined && !name.startsWith('.') && audioExtensions.includes(found);
};

/** May a file of this name be a lyric sheet? */
export const isSheetName = (name: string): boolean => !name.startsWith('.') && /\.txt$/i.test(name);

/** The cover that lies beside an audio file under its base name; null when there is none. */
export const coverBeside = (audio: string, isThere: (name: string) => boolean): string | null =>
  coverExtensions.map((ending) => `${baseName(audio)}.${ending}`).find(isThere) ?? null;

/** Every audio name that would share cover and sidecar with this one. */
export const sameBase = (audio: string): string[] => [
  audio,
  ...audioExtensions.map((ending) => `${baseName(audio)}${ending}`),
];

/**
 * Every type of sound file that the reader can name, the extension under which Cliploft saves it, and those under
 * which others write the same. Whoever has to know the types takes them from here, so that nothing that was saved is
 * strange to adopting, to the library folder or to an archive.
 */
export const audioTypes = {
  'audio/mpeg': { extension: '.mp3', others: [] },
  'audio/mp4': { extension: '.m4a', others: ['.mp4'] },
  'audio/ogg': { extension: '.ogg', others: ['.oga', '.opus'] },
  'audio/wav': { extension: '.wav', others: [] },
  'audio/flac': { extension: '.flac', others: [] },
  'audio/aac': { extension: '.aac', others: [] },
} as const;

export type AudioMime = keyof typeof audioTypes;

const isAudioMime = (mime: string): mime is AudioMime => Object.hasOwn(audioTypes, mime);

export const audioMimes = Object.keys(audioTypes).filter(isAudioMime);

/** With the dot, in lower case. */
export const savedExtensions: readonly string[] = audioMimes.map((mime) => audioTypes[mime].extension);

/** Those that others use too. With the dot, in lower case. */
export const audioExtensions: readonly string[] = audioMimes.flatMap((mime) => [
  audioTypes[mime].extension,
  ...audioTypes[mime].others,
]);

/** The extension under which a file of this type is saved; null for a type that is none of ours. */
export const extensionFor = (mime: string): string | null =>
  isAudioMime(mime) ? audioTypes[mime].extension : null;

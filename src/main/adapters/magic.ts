/** What the first bytes of a file say it is; null for anything that is no audio we keep. */
export interface AudioKind {
  mime: string;
  extension: string;
  /** The container's name as music-metadata gives it must contain one of these, in lower case. */
  containers: readonly string[];
}

const mpeg: AudioKind = { mime: 'audio/mpeg', extension: '.mp3', containers: ['mpeg'] };
const mp4: AudioKind = {
  mime: 'audio/mp4',
  extension: '.m4a',
  containers: ['mp4', 'm4a', 'mp42', 'isom', 'dash', 'iso', '3gp', 'qt'],
};
const ogg: AudioKind = { mime: 'audio/ogg', extension: '.ogg', containers: ['ogg'] };
const wav: AudioKind = { mime: 'audio/wav', extension: '.wav', containers: ['wav'] };
const flac: AudioKind = { mime: 'audio/flac', extension: '.flac', containers: ['flac'] };

/** A frame sync of MPEG layer I to III: eleven set bits, and a layer (none is AAC's). */
const isMpegSync = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0 && ((bytes[1] ?? 0) & 0x06) !== 0;

const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** Tells by the first bytes (12 are enough), whatever the file is called. */
export const audioKind = (bytes: Uint8Array): AudioKind | null => {
  if (textAt(bytes, 0, 3) === 'ID3' || isMpegSync(bytes)) return mpeg;
  if (textAt(bytes, 4, 4) === 'ftyp') return mp4;
  if (textAt(bytes, 0, 4) === 'OggS') return ogg;
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WAVE') return wav;
  return textAt(bytes, 0, 4) === 'fLaC' ? flac : null;
};

/** Why bytes are no audio, in a few words for the details: the start of a text tells most. */
export const whatInstead = (bytes: Uint8Array): string => {
  if (bytes.length === 0) return 'empty';
  const text = new TextDecoder().decode(bytes).trimStart();
  if (/^(<!doctype|<html|<\?xml|<error)/i.test(text)) return 'a web page';
  if (/^[{[]/.test(text)) return 'JSON';
  return 'no audio format known';
};

/** `image/png`, `image/jpeg`, `image/webp` or `image/gif` by the first bytes; null for anything else. */
export const imageKind = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0x89 && textAt(bytes, 1, 3) === 'PNG') return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'image/webp';
  return textAt(bytes, 0, 4) === 'GIF8' ? 'image/gif' : null;
};

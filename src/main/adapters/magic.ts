import type { AudioStart } from '../../core/ports.ts';

const mpeg: AudioStart = { mime: 'audio/mpeg', extension: '.mp3' };
const mp4: AudioStart = { mime: 'audio/mp4', extension: '.m4a' };
const ogg: AudioStart = { mime: 'audio/ogg', extension: '.ogg' };
const wav: AudioStart = { mime: 'audio/wav', extension: '.wav' };
const flac: AudioStart = { mime: 'audio/flac', extension: '.flac' };
const aac: AudioStart = { mime: 'audio/aac', extension: '.aac' };

/** A frame sync of MPEG layer I to III: eleven set bits, and a layer (none is AAC's). */
const isMpegSync = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0 && ((bytes[1] ?? 0) & 0x06) !== 0;

/** A frame sync of AAC as a bare stream (ADTS): twelve set bits, and layer 0. */
const isAdtsSync = (bytes: Uint8Array): boolean => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0;

const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** Tells by the first bytes (12 are enough), whatever the file is called. */
export const audioKind = (bytes: Uint8Array): AudioStart | null => {
  if (textAt(bytes, 0, 3) === 'ID3' || isMpegSync(bytes)) return mpeg;
  if (textAt(bytes, 4, 4) === 'ftyp') return mp4;
  if (textAt(bytes, 0, 4) === 'OggS') return ogg;
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WAVE') return wav;
  if (textAt(bytes, 0, 4) === 'fLaC') return flac;
  return isAdtsSync(bytes) ? aac : null;
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

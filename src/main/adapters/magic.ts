import type { AudioStart } from '../../core/ports.ts';
import { audioTypes, type AudioMime } from '../../shared/audio-types.ts';
import { mpegFrame } from './proof/mpeg-frame.ts';
import { id3Bytes } from './proof/tail-tags.ts';

/** A frame sync of MPEG layer I to III: eleven set bits, and a layer (none is AAC's). */
const isMpegSync = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0 && ((bytes[1] ?? 0) & 0x06) !== 0;

/** A frame sync of AAC as a bare stream (ADTS): twelve set bits, and layer 0. */
const isAdtsSync = (bytes: Uint8Array): boolean => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0;

const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** So much behind the tags is looked at: enough for every magic number, and for the first words of a web page. */
export const headBytes = 64;
/** So much is needed for a magic number. */
const leastBytes = 12;

/** What begins with a tag or with zeros that reach further than the bytes at hand. */
export type Hidden = 'hidden';

/** Containers, which nobody puts a tag of ID3 before. */
const containerOf = (head: Uint8Array): AudioMime | null => {
  if (textAt(head, 4, 4) === 'ftyp') return 'audio/mp4';
  if (textAt(head, 0, 4) === 'OggS') return 'audio/ogg';
  return textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 4) === 'WAVE' ? 'audio/wav' : null;
};

/** MPEG behind a little padding, which some encoders and cutters leave; frames that follow only the walk can show. */
const behindPadding = (head: Uint8Array): AudioMime | Hidden | null => {
  for (let at = 1; at + 4 <= head.length; at += 1) if (mpegFrame(head, at) !== null) return 'audio/mpeg';
  // The last three bytes may be the start of a frame.
  return head[0] === 0 && head.subarray(0, -3).every((byte) => byte === 0) ? 'hidden' : null;
};

/**
 * Tells by the bytes that stand first, or first behind any ID3v2 tags (`tagged`), whatever the file is called. Of the
 * bytes no more than `headBytes` count, so that the answer is the same however many are at hand.
 */
export const typeOf = (bytes: Uint8Array, tagged: boolean): AudioMime | Hidden | null => {
  const head = bytes.subarray(0, headBytes);
  if (isMpegSync(head)) return 'audio/mpeg';
  if (textAt(head, 0, 4) === 'fLaC') return 'audio/flac';
  if (isAdtsSync(head)) return 'audio/aac';
  // A tag that is none by its length; what stands behind it nobody can say.
  if (textAt(head, 0, 3) === 'ID3') return 'hidden';
  return (tagged ? null : containerOf(head)) ?? behindPadding(head);
};

/** What is kept as it comes, without a tag of ours, because its first bytes do not tell what it is. */
const hidden: AudioStart = { mime: 'application/octet-stream', extension: '' };

/** Tells by the first bytes of a file: `headBytes` of them behind any ID3v2 tags are enough. */
export const audioKind = (bytes: Uint8Array): AudioStart | null => {
  let at = 0;
  for (let tag = -1; tag !== 0; at += tag) tag = id3Bytes(bytes.subarray(at));
  if (at > 0 && bytes.length < at + leastBytes) return hidden;
  const mime = typeOf(bytes.subarray(at), at > 0);
  if (mime === null) return null;
  return mime === 'hidden' ? hidden : { mime, extension: audioTypes[mime].extension };
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

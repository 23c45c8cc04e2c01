import { nameAt, viewOf } from './sound.ts';
import type { Source } from './source.ts';

/** Length of the ID3v2 tag that starts here (ten bytes are needed), or 0 (ID3v2.4 structure, 3.1). */
export const id3Bytes = (head: Uint8Array): number => {
  if (head.length < 10 || nameAt(head, 0, 3) !== 'ID3') return 0;
  const [flags = 0, a = 0, b = 0, c = 0, d = 0] = head.subarray(5, 10);
  if (((a | b | c | d) & 0x80) !== 0) return 0;
  return 10 + ((flags & 0x10) === 0 ? 0 : 10) + ((a << 21) | (b << 14) | (c << 7) | d);
};

/** Where the sound begins, behind any number of ID3v2 tags; may lie behind the end of a file that was cut. */
export const behindTags = async (source: Source): Promise<number> => {
  let at = 0;
  while (at < source.size) {
    const bytes = id3Bytes(await source.from(at, 10));
    if (bytes === 0) break;
    at += bytes;
  }
  return at;
};

const footBytes = 32;

/** Length of the tag that ends at `end`, or 0: ID3v1 and its extension, APEv1/2, Lyrics3 v1/2, ID3v2.4 with a footer. */
const tagEndingAt = async (source: Source, end: number): Promise<number> => {
  const ends = async (text: string, before: number): Promise<boolean> =>
    before <= end && nameAt(await source.from(end - before, text.length), 0, text.length) === text;
  if (await ends('TAG', 128)) return 128;
  if (await ends('TAG+', 227)) return 227;
  if (await ends('APETAGEX', footBytes)) {
    const foot = viewOf((await source.from(end - footBytes, footBytes)).slice(0, footBytes));
    // The size counts the items and the footer; a bit of the flags says that a header stands before them.
    return foot.getUint32(12, true) + ((foot.getUint32(20, true) & 0x80000000) === 0 ? 0 : footBytes);
  }
  if (await ends('LYRICS200', 9)) {
    const digits = nameAt(await source.from(Math.max(0, end - 15), 6), 0, 6);
    return /^\d{6}$/.test(digits) ? Number(digits) + 15 : 0;
  }
  if (await ends('LYRICSEND', 9)) {
    const longest = Math.min(end, 5100 + 20);
    const text = nameAt(await source.from(end - longest, longest), 0, longest);
    const begin = text.lastIndexOf('LYRICSBEGIN');
    return begin === -1 ? 0 : longest - begin;
  }
  if (await ends('3DI', 10)) {
    const [a = 0, b = 0, c = 0, d = 0] = (await source.from(end - 4, 4)).subarray(0, 4);
    return 20 + ((a << 21) | (b << 14) | (c << 7) | d);
  }
  return 0;
};

/** Where the sound ends, before any number of tags at the end; never before `start`. */
export const beforeTags = async (source: Source, start: number): Promise<number> => {
  let end = source.size;
  for (;;) {
    const bytes = await tagEndingAt(source, end);
    if (bytes === 0 || end - bytes < start) return end;
    end -= bytes;
  }
};

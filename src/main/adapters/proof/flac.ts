import { ok } from '../../../shared/problem.ts';
import { crc16, crc8 } from './checksums.ts';
import { bad, nameAt, viewOf, type Walk } from './sound.ts';
import type { Source } from './source.ts';
import { beforeTags } from './tail-tags.ts';

interface StreamInfo {
  rate: number;
  /** Samples of each channel; 0 where the encoder did not know. */
  total: number;
  /** No frame can be longer, in bytes. */
  longestFrame: number;
}

/** STREAMINFO, RFC 9639 8.2. */
const streamInfo = (bytes: Uint8Array): StreamInfo => {
  const view = viewOf(bytes);
  const packed = view.getUint32(10, false);
  const channels = ((packed >> 9) & 7) + 1;
  const sampleBytes = 5; // 32 bits, and one more where a channel holds a difference
  return {
    rate: packed >>> 12,
    total: (view.getUint8(13) & 15) * 2 ** 32 + view.getUint32(14, false),
    longestFrame: view.getUint16(2, false) * channels * sampleBytes + 1024,
  };
};

/** Goes over the metadata blocks (RFC 9639 8); gives where the frames begin, or null where the blocks do not add up. */
const metadata = async (source: Source, from: number): Promise<{ info: StreamInfo; at: number } | null> => {
  let at = from;
  let info: StreamInfo | null = null;
  for (let isLast = false; !isLast;) {
    const head = await source.from(at, 4 + 34);
    if (head.length < 4) return null;
    const length = viewOf(head).getUint32(0, false) & 0xffffff;
    const type = (head[0] ?? 0) & 0x7f;
    isLast = ((head[0] ?? 0) & 0x80) !== 0;
    if (info === null) {
      if (type !== 0 || length !== 34 || head.length < 4 + 34) return null;
      info = streamInfo(head.subarray(4, 38));
    }
    if (type === 127) return null;
    at += 4 + length;
  }
  return info === null || info.rate === 0 || at >= source.size ? null : { info, at };
};

/** The longest header of a frame, in bytes. */
const longestHeader = 16;

/** Block size by the header's code (RFC 9639 9.1.1); `at` is where the uncommon sizes stand. */
const blockSize = (code: number, bytes: Uint8Array, at: number): number => {
  if (code === 1) return 192;
  if (code <= 5) return 144 << code;
  if (code === 6) return (bytes[at] ?? 0) + 1;
  if (code === 7) return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) + 1;
  return 1 << code;
};

interface FrameHead {
  samples: number;
  /** Of the frame, or of its first sample where the frames differ in size. */
  number: number;
  countsSamples: boolean;
  /** What stays the same in all frames of a file: how they count, sample rate and bit depth. */
  kind: number;
}

/** The frame header at `at` (RFC 9639 9.1), or null where these bytes are none. */
const frameHead = (bytes: Uint8Array, at: number): FrameHead | null => {
  const [, b = 0, c = 0, d = 0, lead = 0] = bytes.subarray(at, at + 5);
  if (bytes[at] !== 0xff || (b & 0xfe) !== 0xf8) return null;
  const code = c >> 4;
  const rateCode = c & 15;
  if (code === 0 || rateCode === 15 || (d & 1) !== 0) return null;
  const more = lead < 0x80 ? 0 : Math.clz32(~(lead << 24)) - 1;
  if (lead >= 0x80 && (more < 1 || more > 6)) return null;
  let number = lead < 0x80 ? lead : lead & (0x3f >> more);
  for (let i = 1; i <= more; i += 1) number = number * 64 + ((bytes[at + 4 + i] ?? 0) & 0x3f);
  const sizeAt = at + 5 + more;
  const rateAt = sizeAt + (code === 6 ? 1 : code === 7 ? 2 : 0);
  const end = rateAt + (rateCode === 12 ? 1 : rateCode >= 13 ? 2 : 0);
  if (end >= bytes.length || crc8(bytes, at, end) !== bytes[end]) return null;
  const kind = (b << 16) | (rateCode << 8) | (d & 15);
  return { samples: blockSize(code, bytes, sizeAt), number, countsSamples: (b & 1) !== 0, kind };
};

/**
 * FLAC (RFC 9639): each frame from the first to the end of the file by its checksum. A frame does not tell its
 * length; it ends where its CRC-16 comes to 0 and the header of the next one stands, with a right CRC-8 and
 * the next number. The samples of all frames must be as many as STREAMINFO says.
 */
export const walkFlac: Walk = async (source, start) => {
  if (nameAt(await source.from(start, 4), 0) !== 'fLaC') return bad('no FLAC');
  const begin = await metadata(source, start + 4);
  if (begin === null) return bad('metadata that does not add up');
  const { info } = begin;
  const end = await beforeTags(source, begin.at);

  let at = begin.at;
  let frameAt = at;
  let frames = 0;
  let samples = 0;
  /** Samples of the frame under way. */
  let block = 0;
  let kind: number | null = null;
  let crc = 0;
  while (at < end) {
    const bytes = await source.from(at, longestHeader * 2);
    const toEnd = at + bytes.length >= end;
    const stop = toEnd ? end - at : bytes.length - longestHeader;
    if (stop <= 0) return bad('the file became shorter');
    for (let i = 0; i < stop; i += 1) {
      const head = crc === 0 && bytes[i] === 0xff ? frameHead(bytes, i) : null;
      if (head !== null && (kind ?? head.kind) === head.kind) {
        samples += block;
        if (head.number !== (head.countsSamples ? samples : frames))
          return bad(`a frame is missing before byte ${at + i}`);
        [block, kind, frameAt] = [head.samples, head.kind, at + i];
        frames += 1;
      }
      if (block === 0) return bad('no frames of sound');
      crc = crc16(crc, bytes[i] ?? 0);
    }
    at += stop;
    if (at - frameAt > info.longestFrame + bytes.length) return bad(`a damaged frame at byte ${frameAt}`);
  }
  if (block === 0 || crc !== 0) return bad(`damaged or cut off in the frame at byte ${frameAt}`);
  samples += block;
  if (info.total !== 0 && samples !== info.total)
    return bad(`${samples} samples, ${info.total} were announced`);
  return ok({ codec: 'FLAC', seconds: samples / info.rate, at: [{ from: begin.at, to: end }] });
};

import { open } from 'node:fs/promises';

/** kbit/s by bitrate index, ISO/IEC 11172-3 2.4.2.3 and 13818-3; 0 is "free", which nobody we know uses. */
const rates = {
  v1l1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const sampleRates = [44_100, 48_000, 32_000];

interface Frame {
  bytes: number;
  seconds: number;
  /** Where an Info or Xing mark would stand, from the start of the frame. */
  markAt: number;
}

/** Reads a frame header, or null where these four bytes are none. */
const frameOf = (head: Uint8Array): Frame | null => {
  const [a = 0, b = 0, c = 0, d = 0] = head;
  if (a !== 0xff || (b & 0xe0) !== 0xe0) return null;
  const version = (b >> 3) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
  const layer = 4 - ((b >> 1) & 3);
  const base = sampleRates[(c >> 2) & 3];
  if (version === 1 || layer === 4 || base === undefined) return null;
  const first = version === 3;
  const table = first
    ? [rates.v1l1, rates.v1l2, rates.v1l3][layer - 1]
    : layer === 1
      ? rates.v2l1
      : rates.v2l23;
  const bits = (table?.[c >> 4] ?? 0) * 1000;
  if (bits === 0) return null;
  const rate = base / (first ? 1 : version === 2 ? 2 : 4);
  const samples = layer === 1 ? 384 : layer === 3 && !first ? 576 : 1152;
  const slot = layer === 1 ? 4 : 1;
  const bytes = (Math.floor((samples / 8 / slot) * (bits / rate)) + ((c >> 1) & 1)) * slot;
  const mono = d >> 6 === 3;
  return { bytes, seconds: samples / rate, markAt: first ? (mono ? 21 : 36) : mono ? 13 : 21 };
};

/** Length of an ID3v2 tag at the start, or 0. */
const tagBytes = (head: Uint8Array): number => {
  if (String.fromCharCode(...head.subarray(0, 3)) !== 'ID3') return 0;
  const [f = 0, a = 0, b = 0, c = 0, d = 0] = head.subarray(5, 10);
  return 10 + ((f & 0x10) === 0 ? 0 : 10) + ((a << 21) | (b << 14) | (c << 7) | d);
};

const blockBytes = 256 * 1024;

export interface MpegSound {
  /** Length of all whole frames. */
  seconds: number;
  /** The file stops within a frame, after nothing but frames: its end is missing. */
  cutOff: boolean;
}

/**
 * What is really in an MPEG audio file: every whole frame is counted. An Info or Xing header, which most
 * files have, tells the length that the file had when it was made; of a file that was cut off it tells nothing.
 * Throws what the system says.
 */
export const measureMpeg = async (path: string): Promise<MpegSound> => {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    let block = new Uint8Array(0);
    let blockAt = 0;
    const bytesAt = async (at: number, length: number): Promise<Uint8Array> => {
      if (at < blockAt || at + length > blockAt + block.length) {
        const { bytesRead, buffer } = await handle.read(new Uint8Array(blockBytes), 0, blockBytes, at);
        block = buffer.subarray(0, bytesRead);
        blockAt = at;
      }
      return block.subarray(at - blockAt, at - blockAt + length);
    };

    let seconds = 0;
    let frames = 0;
    // Damage that we skip may look like the head of a frame; then nothing is said about the end.
    let inStep = true;
    let end = 0;
    for (let at = tagBytes(await bytesAt(0, 10)); at + 4 <= size;) {
      const frame = frameOf(await bytesAt(at, 4));
      if (frame === null) {
        at += 1; // Not in step: a tag at the end, or damage. Go on to where frames begin again.
        inStep = false;
        continue;
      }
      if (at + frame.bytes > size) break;
      const mark = frames === 0 ? String.fromCharCode(...(await bytesAt(at + frame.markAt, 4))) : '';
      if (mark !== 'Info' && mark !== 'Xing') seconds += frame.seconds;
      frames += 1;
      at += frame.bytes;
      end = at;
    }
    const rest = inStep && frames > 1 && end < size ? await bytesAt(end, 1) : [];
    return { seconds, cutOff: rest[0] === 0xff };
  } finally {
    await handle.close();
  }
};

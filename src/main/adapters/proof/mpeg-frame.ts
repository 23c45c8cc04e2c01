/** kbit/s by bitrate index, ISO/IEC 11172-3 2.4.2.3 and 13818-3; 0 is "free", which nobody we know uses. */
const rates = {
  v1l1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const sampleRates = [44_100, 48_000, 32_000];

export interface MpegFrame {
  bytes: number;
  samples: number;
  /** Samples a second. */
  rate: number;
  layer: number;
  /** As music programs write it: `1`, `2` or `2.5`. */
  version: string;
  /** Where an Info or Xing mark would stand, from the start of the frame. */
  markAt: number;
}

/** Reads the frame header at `at`, or null where these four bytes are none. Free format counts as none. */
export const mpegFrame = (bytes: Uint8Array, at: number): MpegFrame | null => {
  const b = bytes[at + 1] ?? 0;
  const c = bytes[at + 2] ?? 0;
  if (bytes[at] !== 0xff || (b & 0xe0) !== 0xe0) return null;
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
  const length = (Math.floor((samples / 8 / slot) * (bits / rate)) + ((c >> 1) & 1)) * slot;
  const mono = (bytes[at + 3] ?? 0) >> 6 === 3;
  return {
    bytes: length,
    ...{ samples, rate, layer, version: first ? '1' : version === 2 ? '2' : '2.5' },
    markAt: first ? (mono ? 21 : 36) : mono ? 13 : 21,
  };
};

/**
 * Reads headers as `mpegFrame` does, each kind of them once: a song has ten thousand frames and a handful of headers.
 */
export const createFrameReader = (): typeof mpegFrame => {
  const known = new Map<number, MpegFrame | null>();
  return (bytes, at) => {
    if (bytes[at] !== 0xff) return null;
    const header = ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | ((bytes[at + 3] ?? 0) & 0xc0);
    const before = known.get(header);
    if (before !== undefined) return before;
    const frame = mpegFrame(bytes, at);
    known.set(header, frame);
    return frame;
  };
};

/** May one follow the other within one stream? Bit rate and channels may change, the rest may not. */
export const sameStream = (a: MpegFrame, b: MpegFrame): boolean =>
  a === b || (a.rate === b.rate && a.layer === b.layer && a.version === b.version);

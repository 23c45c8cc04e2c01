import { ok, type Result } from '../../shared/problem.ts';
import type { PartFile } from '../ports.ts';

/** How a file begins: our own bytes before those of the source, and how many of the source's first bytes they replace. */
export interface FileStart {
  prefix: Uint8Array;
  skip: number;
}

/** Enough for every magic number, and for the head of an ID3v2 tag. */
const headBytes = 64;
/** So much of tags in front of the sound is held back to see what stands behind them; few covers are larger. Bytes. */
const longestTags = 4 * 1024 * 1024;

const joined = (one: Uint8Array, two: Uint8Array): Uint8Array => {
  const both = new Uint8Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
};

/** Bytes of the ID3v2 tag at the start of a file (ID3v2.4, 3.1: a synchsafe size, and a footer if a flag says so); 0 without one. */
export const id3Length = (head: Uint8Array): number => {
  const [i, d, three, major = 0xff, , flags = 0, ...size] = head.subarray(0, 10);
  if (i !== 0x49 || d !== 0x44 || three !== 0x33 || major === 0xff || size.length < 4) return 0;
  if (size.some((byte) => byte > 0x7f)) return 0;
  const body = size.reduce((sum, byte) => sum * 128 + byte, 0);
  return 10 + body + (flags & 0x10 ? 10 : 0);
};

/** How many first bytes tell how a file begins: what stands behind any tags decides, as far as they are not too long. */
const wantedBytes = (held: Uint8Array): number => {
  let at = 0;
  for (let tag = -1; tag !== 0; at += tag) tag = id3Length(held.subarray(at));
  return headBytes + Math.min(at, longestTags);
};

export interface PartSink {
  /** Takes the source's next bytes. */
  take(chunk: Uint8Array): Promise<Result<void>>;
  /** The source has no more: what was held back is written. */
  end(): Promise<Result<void>>;
}

/** Writes what comes, as it comes. */
export const plainSink = (part: PartFile): PartSink => ({
  take: (chunk) => part.write(chunk),
  end: async () => ok(undefined),
});

/** Holds the first bytes back until they tell how the file begins, then writes that and the rest. */
export const startingSink = (
  part: PartFile,
  begin: (head: Uint8Array) => Promise<Result<FileStart>>,
): PartSink => {
  let held: Uint8Array | null = new Uint8Array(0);
  let toSkip = 0;
  const write = async (chunk: Uint8Array): Promise<Result<void>> => {
    const skipped = Math.min(toSkip, chunk.length);
    toSkip -= skipped;
    return skipped === chunk.length ? ok(undefined) : part.write(chunk.subarray(skipped));
  };
  const start = async (head: Uint8Array): Promise<Result<void>> => {
    held = null;
    const begun = await begin(head);
    if (!begun.ok) return begun;
    const { prefix, skip } = begun.value;
    toSkip = skip;
    const written = prefix.length === 0 ? ok(undefined) : await part.write(prefix);
    return written.ok ? write(head) : written;
  };
  return {
    async take(chunk) {
      if (held === null) return write(chunk);
      held = joined(held, chunk);
      return held.length < wantedBytes(held) ? ok(undefined) : start(held);
    },
    end: async () => (held === null || held.length === 0 ? ok(undefined) : start(held)),
  };
};

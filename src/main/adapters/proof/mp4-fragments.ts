import { inside, numberAt, numbersAt, type Box } from './mp4-boxes.ts';
import type { Samples } from './mp4-samples.ts';
import type { Source } from './source.ts';

/** What a sample of a track lasts and measures where its fragment does not say. */
interface Defaults {
  duration: number;
  bytes: number;
}

/** Of `trex`, ISO/IEC 14496-12 8.8.3: track, description, duration, size, flags. */
export const defaultsOf = async (source: Source, trex: Box): Promise<Defaults & { track: number }> => {
  const [, track = 0, , duration = 0, bytes = 0] = (await numbersAt(source, trex, 0, 6)) ?? [];
  return { track, duration, bytes };
};

/** `trun`, 8.8.8: what its samples last and measure together, and where they start; null where it does not add up. */
const runOf = async (
  source: Source,
  trun: Box,
  defaults: Defaults,
): Promise<{ duration: number; bytes: number; offset: number | null } | null> => {
  const [flags = 0, count = 0] = (await numbersAt(source, trun, 0, 2)) ?? [];
  const has = (bit: number): number => ((flags & bit) === 0 ? 0 : 1);
  const width = has(0x100) + has(0x200) + has(0x400) + has(0x800);
  const entriesAt = 8 + (has(1) + has(4)) * 4;
  const entries = await numbersAt(source, trun, entriesAt, count * width);
  if (entries === null) return null;
  let [duration, bytes] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    duration += has(0x100) === 1 ? (entries[i * width] ?? 0) : defaults.duration;
    bytes += has(0x200) === 1 ? (entries[i * width + has(0x100)] ?? 0) : defaults.bytes;
  }
  const offset = has(1) === 1 ? ((await numberAt(source, trun, 8)) ?? 0) | 0 : null;
  return { duration, bytes, offset };
};

/** The samples of a track in one fragment (`moof`, 8.8.4 and following), which must lie within the file. */
export const fragmentSamples = async (
  source: Source,
  moof: Box,
  track: number,
  general: Defaults,
): Promise<Samples> => {
  const torn: Samples = { duration: 0, fault: `a damaged fragment at byte ${moof.start}` };
  const parts = await inside(source, moof);
  if (parts === null) return torn;
  let duration = 0;
  for (const traf of parts.filter((box) => box.type === 'traf')) {
    const boxes = await inside(source, traf);
    const tfhd = boxes?.find((box) => box.type === 'tfhd') ?? null;
    const [flags, id] = (await numbersAt(source, tfhd, 0, 2)) ?? [];
    if (boxes === null || flags === undefined) return torn;
    if (id !== track) continue;
    let at = 8;
    const take = async (bit: number, words: number): Promise<number | null> => {
      if ((flags & bit) === 0) return null;
      at += words * 4;
      return await numberAt(source, tfhd, at - 4);
    };
    // A base of 64 bits; files of sound do not reach its upper half.
    const base = (await take(1, 2)) ?? moof.start;
    await take(2, 1);
    const defaults: Defaults = {
      duration: (await take(8, 1)) ?? general.duration,
      bytes: (await take(16, 1)) ?? general.bytes,
    };
    let end = base;
    for (const trun of boxes.filter((box) => box.type === 'trun')) {
      const run = await runOf(source, trun, defaults);
      if (run === null) return torn;
      end = (run.offset === null ? end : base + run.offset) + run.bytes;
      if (end > source.size)
        return { duration: 0, fault: `sound at byte ${end - run.bytes} that is not there` };
      duration += run.duration;
    }
  }
  return { duration, fault: null };
};

/** Does the index of fragments (`sidx`, 8.16.3) point to nothing behind the end of the file? */
export const indexFits = async (source: Source, sidx: Box): Promise<boolean> => {
  const version = ((await numberAt(source, sidx, 0)) ?? 0) >>> 24;
  const offsetAt = version === 0 ? 16 : 24;
  const offset = (await numberAt(source, sidx, offsetAt)) ?? 0;
  const count = ((await numberAt(source, sidx, offsetAt + 4)) ?? 0) & 0xffff;
  const entries = await numbersAt(source, sidx, offsetAt + 8, count * 3);
  if (entries === null) return false;
  let end = sidx.end + offset;
  for (let i = 0; i < count; i += 1) end += (entries[i * 3] ?? 0) & 0x7fffffff;
  return end <= source.size;
};

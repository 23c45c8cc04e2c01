import { find, numberAt, numbersAt, type Box } from './mp4-boxes.ts';
import type { Source } from './source.ts';

export interface Samples {
  /** In the track's own time scale. */
  duration: number;
  /** What is wrong with them, or null. */
  fault: string | null;
}

/** Entries of a table whose count stands at 4 and whose entries follow at 8, each of `width` numbers. */
const table = async (source: Source, box: Box | null, width: number): Promise<Uint32Array | null> => {
  const count = await numberAt(source, box, 4);
  return count === null ? null : await numbersAt(source, box, 8, count * width);
};

interface Sizes {
  alike: number;
  each: Uint32Array;
  count: number;
}

/** Bytes of each sample, by 4, 8 or 16 bits (`stz2`, ISO/IEC 14496-12 8.7.3.3). */
const compactSizes = async (source: Source, stz2: Box): Promise<Sizes | null> => {
  const [, field = 0, count = 0] = (await numbersAt(source, stz2, 0, 3)) ?? [];
  const bits = field & 0xff;
  const each =
    bits === 4 || bits === 8 || bits === 16 ? await numbersAt(source, stz2, 12, count, bits) : null;
  return each === null ? null : { alike: 0, each, count };
};

/** Bytes of each sample; one number for all where they are alike (`stsz`, 8.7.3.2). */
const sizesOf = async (source: Source, tables: readonly Box[]): Promise<Sizes | null> => {
  const stsz = find(tables, 'stsz');
  const stz2 = find(tables, 'stz2');
  if (stsz === null && stz2 !== null) return compactSizes(source, stz2);
  const [, alike, count] = (await numbersAt(source, stsz, 0, 3)) ?? [];
  if (alike === undefined || count === undefined) return null;
  const each = alike === 0 ? await numbersAt(source, stsz, 12, count) : new Uint32Array(0);
  return each === null ? null : { alike, each, count };
};

/** Where each chunk starts, by 32 or 64 bits (8.7.5). */
const chunkStarts = async (source: Source, tables: readonly Box[]): Promise<Float64Array | null> => {
  const narrow = await table(source, find(tables, 'stco'), 1);
  if (narrow !== null) return Float64Array.from(narrow);
  const wide = await table(source, find(tables, 'co64'), 2);
  if (wide === null) return null;
  return Float64Array.from(
    { length: wide.length / 2 },
    (_, i) => (wide[i * 2] ?? 0) * 2 ** 32 + (wide[i * 2 + 1] ?? 0),
  );
};

/**
 * Lays a track's samples (its `stbl`) out over the file: chunk by chunk each must lie within one of the `media`
 * boxes. An empty table is no fault: the samples may come in fragments.
 */
export const layOut = async (
  source: Source,
  tables: readonly Box[],
  media: readonly Box[],
): Promise<Samples> => {
  const times = await table(source, find(tables, 'stts'), 2);
  const runs = await table(source, find(tables, 'stsc'), 3);
  const sizes = await sizesOf(source, tables);
  const starts = await chunkStarts(source, tables);
  if (times === null || runs === null || sizes === null || starts === null)
    return { duration: 0, fault: 'its table of samples does not add up' };

  let sample = 0;
  let run = 0;
  for (let chunk = 0; chunk < starts.length; chunk += 1) {
    // The next run's first chunk, counted from 1.
    while ((runs[(run + 1) * 3] ?? Infinity) <= chunk + 1) run += 1;
    const last = sample + (runs[run * 3 + 1] ?? 0);
    if (last > sizes.count) return { duration: 0, fault: 'more samples than sizes' };
    const start = starts[chunk] ?? 0;
    let end = start + sizes.alike * (last - sample);
    for (let i = sample; sizes.alike === 0 && i < last; i += 1) end += sizes.each[i] ?? 0;
    if (!media.some((box) => start >= box.at && end <= box.end))
      return { duration: 0, fault: `sound at byte ${start} that is not there` };
    sample = last;
  }
  if (sample !== sizes.count) return { duration: 0, fault: `${sizes.count} samples, ${sample} are there` };
  let duration = 0;
  for (let i = 0; i + 1 < times.length; i += 2) duration += (times[i] ?? 0) * (times[i + 1] ?? 0);
  return { duration, fault: null };
};

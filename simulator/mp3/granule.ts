import { MAX_VALUE, pairCodes, type PairCode } from './huffman.ts';
import type { BitWriter } from './bits.ts';

/** Edges of the scale factor bands at 44.1 kHz, long blocks (ISO/IEC 11172-3, table B.8). */
export const bandEdges = [
  0, 4, 8, 12, 16, 20, 24, 30, 36, 44, 52, 62, 74, 90, 110, 134, 162, 196, 238, 288, 342, 418,
] as const;
const BANDS = bandEdges.length - 1;
/** Four bits for the eleven lower bands, three for the ten upper ones: scalefac_compress 15. */
const SCALE_BITS = 11 * 4 + 10 * 3;
/** Where the two region borders lie: after band 8 and after band 16. */
const REGION_BANDS = 8;

/** 576 lines in numbers, ready to be written. */
export interface Granule {
  /** Bits of scale factors and values together. */
  bits: number;
  gain: number;
  scales: Uint8Array;
  values: Int8Array;
  pairs: number;
  tables: [PairCode, PairCode, PairCode];
}

const fallback = pairCodes[0] as PairCode;

const pairBits = (code: PairCode, a: number, b: number): number =>
  (code.lengths[a * code.side + b] ?? 0) + (a > 0 ? 1 : 0) + (b > 0 ? 1 : 0);

const regionBits = (values: Int8Array, from: number, to: number): { code: PairCode; bits: number } => {
  let largest = 0;
  for (let line = from; line < to; line += 1) largest = Math.max(largest, Math.abs(values[line] ?? 0));
  let best = { code: fallback, bits: Infinity };
  for (const code of pairCodes) {
    if (largest >= code.side) continue;
    let bits = 0;
    for (let line = from; line < to; line += 2) {
      bits += pairBits(code, Math.abs(values[line] ?? 0), Math.abs(values[line + 1] ?? 0));
    }
    if (bits < best.bits) best = { code, bits };
  }
  return best;
};

/**
 * The finest scale factor whose step still fits the band's peak. A unit halves the step (scalefac_scale 1);
 * quantised is (|x| / step) ^ 3/4, which must stay under MAX_VALUE + 0.5.
 */
const scaleFor = (peak: number, step: number, band: number, reach: number): number => {
  if (peak === 0) return 0;
  const units = Math.floor(Math.log2((Math.pow(reach, 4 / 3) * step) / peak));
  return Math.min(band < 11 ? 15 : 7, Math.max(0, units));
};

const attempt = (lines: Float64Array, peaks: Float64Array, gain: number, coarse: number): Granule => {
  const step = Math.pow(2, (gain - 210) / 4);
  const scales = new Uint8Array(BANDS);
  const values = new Int8Array(576);
  let last = 0;
  for (let band = 0; band < BANDS; band += 1) {
    const reach = Math.max(
      1.2,
      MAX_VALUE + 0.4 - coarse * (band < 8 ? 0.5 : 1) - Math.max(0, band - 12) * 0.4,
    );
    const scale = scaleFor(peaks[band] ?? 0, step, band, reach);
    scales[band] = scale;
    const factor = Math.pow(2, scale) / step;
    const end = bandEdges[band + 1] ?? 0;
    for (let line = bandEdges[band] ?? 0; line < end; line += 1) {
      const x = lines[line] ?? 0;
      const size = Math.abs(x) * factor;
      if (size < 0.45) continue;
      const value = Math.min(MAX_VALUE, Math.floor(Math.sqrt(size * Math.sqrt(size)) + 0.4054));
      if (value === 0) continue;
      values[line] = x < 0 ? -value : value;
      last = line + 1;
    }
  }
  const pairs = (last + 1) >> 1;
  const end = pairs * 2;
  const first = Math.min(end, bandEdges[REGION_BANDS] ?? 0);
  const second = Math.min(end, bandEdges[REGION_BANDS * 2] ?? 0);
  const regions = [
    regionBits(values, 0, first),
    regionBits(values, first, second),
    regionBits(values, second, end),
  ] as const;
  return {
    bits: SCALE_BITS + regions[0].bits + regions[1].bits + regions[2].bits,
    gain,
    scales,
    values,
    pairs,
    tables: [regions[0].code, regions[1].code, regions[2].code],
  };
};

/** Rounds the lines (full scale is 1) so that they take at most `room` bits. What is under `floor` falls silent. */
export const quantise = (lines: Float64Array, room: number, floor: number): Granule => {
  const peaks = new Float64Array(BANDS);
  let top = 0;
  for (let band = 0; band < BANDS; band += 1) {
    let peak = 0;
    const end = bandEdges[band + 1] ?? 0;
    for (let line = bandEdges[band] ?? 0; line < end; line += 1)
      peak = Math.max(peak, Math.abs(lines[line] ?? 0));
    peaks[band] = peak < floor ? 0 : peak;
    if (peak < floor) lines.fill(0, bandEdges[band] ?? 0, end);
    top = Math.max(top, peak);
  }
  // The loudest band takes scale factor 0 or 1, and the others finer steps from there.
  const gain =
    top < floor ? 0 : Math.max(0, Math.ceil(210 + 4 * Math.log2(top / Math.pow(MAX_VALUE + 0.4, 4 / 3))));
  for (let coarse = 0; ; coarse += 1) {
    const granule = attempt(
      lines,
      peaks,
      Math.min(255, gain + Math.max(0, coarse - 6) * 2),
      Math.min(coarse, 6),
    );
    if (granule.bits <= room) return granule;
  }
};

/** The granule's part of the side information, 59 bits (ISO/IEC 11172-3, 2.4.1.7). */
export const writeSide = (out: BitWriter, granule: Granule): void => {
  out.put(granule.bits, 12);
  out.put(granule.pairs, 9);
  out.put(granule.gain, 8);
  out.put(15, 4);
  out.put(0, 1);
  for (const table of granule.tables) out.put(table.number, 5);
  out.put(REGION_BANDS - 1, 4);
  out.put(REGION_BANDS - 1, 3);
  // preflag 0, scalefac_scale 1, count1table_select 0.
  out.put(0b010, 3);
};

/** Scale factors, then the values pair by pair. */
export const writeMain = (out: BitWriter, granule: Granule): void => {
  granule.scales.forEach((scale, band) => {
    out.put(scale, band < 11 ? 4 : 3);
  });
  const first = bandEdges[REGION_BANDS] ?? 0;
  const second = bandEdges[REGION_BANDS * 2] ?? 0;
  for (let line = 0; line < granule.pairs * 2; line += 2) {
    const code = granule.tables[line < first ? 0 : line < second ? 1 : 2];
    const a = granule.values[line] ?? 0;
    const b = granule.values[line + 1] ?? 0;
    const at = Math.abs(a) * code.side + Math.abs(b);
    out.put(code.codes[at] ?? 0, code.lengths[at] ?? 0);
    if (a !== 0) out.put(a < 0 ? 1 : 0, 1);
    if (b !== 0) out.put(b < 0 ? 1 : 0, 1);
  }
};

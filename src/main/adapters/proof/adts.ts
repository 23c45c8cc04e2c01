import { ok } from '../../../shared/problem.ts';
import { bad, type Walk } from './sound.ts';
import { beforeTags } from './tail-tags.ts';

/** Samples a second by index, ISO/IEC 14496-3 table 1.18. */
const rates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];
const headBytes = 7;

/** AAC as a bare stream (ADTS, ISO/IEC 14496-3 1.A.3.2): frame after frame of one kind to the end of the file. */
export const walkAdts: Walk = async (source, start) => {
  const end = await beforeTags(source, start);
  let seconds = 0;
  let kind: number | null = null;
  for (let at = start; at < end;) {
    const block = await source.from(at, 8192 + headBytes);
    let here = 0;
    for (; here + headBytes <= block.length && at + here < end;) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = block.subarray(here, here + headBytes);
      const rate = rates[(c >> 2) & 15];
      const length = ((d & 3) << 11) | (e << 3) | (f >> 5);
      if (a !== 0xff || (b & 0xf6) !== 0xf0 || rate === undefined || length <= headBytes)
        return bad(`no frame at byte ${at + here}`);
      // Profile, rate and channels stay the same throughout.
      const fixed = (b << 16) | (c << 8) | (d & 0xf0);
      kind ??= fixed;
      if (kind !== fixed) return bad(`another kind of frame at byte ${at + here}`);
      if (at + here + length > end) return bad('it ends within a frame');
      seconds += (1024 * ((g & 3) + 1)) / rate;
      here += length;
    }
    if (here === 0) return bad('it ends within a frame');
    at += here;
  }
  if (seconds === 0) return bad('no sound in it');
  return ok({ codec: 'AAC', seconds, at: [{ from: start, to: end }] });
};

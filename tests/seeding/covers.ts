import { paintCover } from '../../simulator/cover/paint.ts';

/** Enough that a page of them looks like one, few enough to make and to keep. */
const pictures = 24;
const side = 192;

/** Covers to share among so many clips, as PNG; the same for the same seed. */
export const coversOf = (seed: number, clips: number): Buffer[] =>
  Array.from({ length: Math.min(pictures, clips) }, (_, at) =>
    paintCover(`seeded ${String(seed)} ${String(at)}`, side),
  );

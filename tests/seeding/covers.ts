import { writePng } from '../../simulator/cover/png.ts';
import { chanceOf } from './songs.ts';

const side = 256;
/** So many pictures for all songs: enough that a page of them looks like one, few enough to make and to keep. */
const pictures = 24;

/** A colour of this hue (0 to 1) and lightness (0 to 1), not too bright. */
const colour = (hue: number, light: number): number[] =>
  [0, 1 / 3, 2 / 3].map((shift) => 255 * light * (0.66 + 0.34 * Math.cos(2 * Math.PI * (hue + shift))));

/** A sky that changes its colour, a disc in it and a slope before it. */
const paint = (chance: () => number): Buffer => {
  const [hue, turn, slope, foot] = [chance(), chance() * 0.3 + 0.1, chance() - 0.5, 0.6 + chance() * 0.25];
  const [x0, y0, radius] = [0.2 + chance() * 0.6, 0.2 + chance() * 0.4, 0.08 + chance() * 0.2];
  const [disc, ground] = [colour(hue + 0.5, 0.95), colour(hue + turn, 0.25)];
  const pixels = new Uint8Array(side * side * 3);
  for (let row = 0; row < side; row += 1) {
    const y = row / side;
    const sky = colour(hue + turn * y, 0.55 + 0.4 * y);
    for (let column = 0; column < side; column += 1) {
      const x = column / side;
      const inDisc = (x - x0) ** 2 + (y - y0) ** 2 < radius ** 2;
      pixels.set(y > foot + slope * (x - 0.5) ? ground : inDisc ? disc : sky, (row * side + column) * 3);
    }
  }
  return writePng(side, side, pixels);
};

/** Covers for a seeded library, as PNG; the same for the same seed. */
export const coversOf = (seed: number): Buffer[] => {
  const chance = chanceOf(seed);
  return Array.from({ length: pictures }, () => paint(chance));
};

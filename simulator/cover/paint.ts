import { seeded } from '../seeded.ts';
import { mix, motifs, type Colour, type Palette, type Sheet } from './motifs.ts';
import { writePng } from './png.ts';

const colour = (hex: string): Colour => [
  parseInt(hex.slice(0, 2), 16),
  parseInt(hex.slice(2, 4), 16),
  parseInt(hex.slice(4, 6), 16),
];

/** Light, warm, accent, deep, dark. */
const palettes: readonly (readonly [string, string, string, string, string])[] = [
  ['fbe3c0', 'f4a261', 'e2624a', '7a2e4f', '2b1a3a'],
  ['f5efe0', 'e9c46a', '4fa095', '1f5f6b', '12303f'],
  ['ffe6e1', 'f7a6a1', 'c8577f', '6a3b84', '231f4a'],
  ['e6f1ef', 'a9d3c6', '5b9aa0', '34577c', '192a4a'],
  ['fff1cf', 'ffc069', 'f27a54', 'a93f55', '3a1c3d'],
  ['eef0ff', 'b9b8f0', '7d76d6', '463c9b', '1b1848'],
  ['f6ead7', 'd9b382', 'a9714b', '5f4b3d', '28242b'],
  ['e9f7e4', 'b8dd8c', '58a878', '22685f', '0f3040'],
  ['fde8ef', 'f5b5c8', 'ef6f6c', '465775', '1d2540'],
  ['e4f3fb', 'f2c57c', 'dd6e42', '2f6690', '16314d'],
];

/**
 * Draws the sheets, each edge smoothed over about one pixel. Looks from the front to the back and stops
 * at the first sheet that hides the rest: most pixels need one or two of a dozen.
 */
const draw = (sheets: readonly Sheet[], size: number): Uint8Array => {
  const pixels = new Uint8Array(size * size * 3);
  const front = [...sheets].reverse();
  for (let row = 0; row < size; row += 1) {
    const y = (row + 0.5) / size;
    const shades = front.map(({ top, foot }) => mix(top, foot, y));
    for (let column = 0; column < size; column += 1) {
      const x = (column + 0.5) / size;
      let r = 0;
      let g = 0;
      let b = 0;
      let open = 1;
      for (let index = 0; index < front.length && open > 0; index += 1) {
        const sheet = front[index];
        const shade = shades[index];
        if (sheet === undefined || shade === undefined) break;
        const cover = Math.min(1, Math.max(0, 0.5 - sheet.edge(x, y) * size)) * sheet.alpha * open;
        if (cover === 0) continue;
        r += shade[0] * cover;
        g += shade[1] * cover;
        b += shade[2] * cover;
        open -= cover;
      }
      const at = (row * size + column) * 3;
      pixels[at] = Math.round(r);
      pixels[at + 1] = Math.round(g);
      pixels[at + 2] = Math.round(b);
    }
  }
  return pixels;
};

/** The cover that belongs to a seed: a square PNG of so many pixels a side. */
export const paintCover = (seed: string, size = 512): Buffer => {
  const chance = seeded(`${seed}:cover`);
  const [light, warm, accent, deep, dark] = chance.pick(palettes);
  const palette: Palette = [colour(light), colour(warm), colour(accent), colour(deep), colour(dark)];
  return writePng(size, size, draw(chance.pick(motifs)(chance, palette), size));
};

import type { Seeded } from '../seeded.ts';

export type Colour = readonly [number, number, number];

/** One sheet of colour, laid over those before it. Positions are in 0..1, y downwards. */
export interface Sheet {
  /** Under 0 inside, over 0 outside; about the distance to the edge. */
  edge: (x: number, y: number) => number;
  /** Colour at its top and at its foot. */
  top: Colour;
  foot: Colour;
  /** 0..1 */
  alpha: number;
}

/** Five colours that go together, from the light of the picture to its dark. */
export type Palette = readonly [Colour, Colour, Colour, Colour, Colour];

export const mix = (a: Colour, b: Colour, part: number): Colour => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
  a[2] + (b[2] - a[2]) * part,
];

/** Distance from the origin; Math.hypot takes several times as long, and this is asked a million times. */
const far = (x: number, y: number): number => Math.sqrt(x * x + y * y);

const everywhere = (): number => -1;
const sky = (top: Colour, foot: Colour): Sheet => ({ edge: everywhere, top, foot, alpha: 1 });
const disc = (x0: number, y0: number, radius: number, top: Colour, foot: Colour, alpha = 1): Sheet => ({
  edge: (x, y) => far(x - x0, y - y0) - radius,
  top,
  foot,
  alpha,
});

/** A low sun over hills that grow darker towards us. */
const hills = (chance: Seeded, [light, warm, accent, deep, dark]: Palette): Sheet[] => {
  const x0 = chance.between(0.25, 0.75);
  const y0 = chance.between(0.3, 0.46);
  const radius = chance.between(0.11, 0.2);
  const layers = chance.whole(4, 5);
  const ridges = Array.from({ length: layers }, (_, index): Sheet => {
    const part = index / (layers - 1);
    const base = 0.5 + 0.4 * part;
    const [a, b, c] = [chance.between(0, 6.3), chance.between(0, 6.3), chance.between(1.6, 3.2)];
    const height = chance.between(0.035, 0.075);
    const crest = part < 0.5 ? mix(accent, deep, part * 2) : mix(deep, dark, part * 2 - 1);
    return {
      edge: (x, y) => base + height * Math.sin(x * c * 2 + a) + height * 0.45 * Math.sin(x * c * 5 + b) - y,
      top: mix(crest, warm, 0.25),
      foot: crest,
      alpha: 1,
    };
  });
  return [
    sky(mix(deep, accent, 0.35), light),
    disc(x0, y0, radius * 2.1, light, warm, 0.12),
    disc(x0, y0, radius * 1.5, light, warm, 0.2),
    disc(x0, y0, radius, light, warm),
    ...ridges,
  ];
};

/** Rings around a point off the middle, cut by a shadow. */
const rings = (chance: Seeded, [light, warm, accent, deep, dark]: Palette): Sheet[] => {
  const x0 = chance.between(0.3, 0.7);
  const y0 = chance.between(0.35, 0.65);
  const count = chance.whole(5, 7);
  const ramp = [dark, deep, accent, warm, light];
  const shades = Array.from({ length: count }, (_, index) => {
    const at = (index / (count - 1)) * 3.999;
    return mix(ramp[Math.floor(at)] ?? dark, ramp[Math.floor(at) + 1] ?? light, at % 1);
  });
  const tilt = chance.between(0, 6.3);
  return [
    sky(dark, mix(dark, deep, 0.6)),
    ...shades.map((shade, index) => {
      const radius = 0.78 * Math.pow(1 - index / (count + 0.4), 1.15);
      const slip = 0.045 * index;
      return disc(
        x0 + slip * Math.cos(tilt),
        y0 + slip * Math.sin(tilt),
        radius,
        mix(shade, light, 0.12),
        shade,
      );
    }),
  ];
};

/** Broad ribbons that cross the picture. */
const ribbons = (chance: Seeded, [light, warm, accent, deep, dark]: Palette): Sheet[] => {
  const slope = chance.between(-0.35, 0.35);
  const wave = chance.between(1.2, 2.4);
  const start = chance.between(0, 6.3);
  const shades = [light, warm, accent, deep, dark];
  return [
    sky(mix(light, warm, 0.2), light),
    disc(chance.between(0.2, 0.8), 0.2, chance.between(0.09, 0.13), warm, accent, 0.9),
    ...shades.slice(1).flatMap((shade, index): Sheet[] => {
      const base = 0.22 + index * 0.2;
      const swell = chance.between(0.07, 0.13);
      const shift = start + index * chance.between(0.5, 0.9);
      const line = (x: number): number =>
        base + slope * (x - 0.5) + swell * Math.sin(x * wave * Math.PI + shift);
      return [
        { edge: (x, y) => line(x) - 0.022 - y, top: dark, foot: dark, alpha: 0.1 },
        { edge: (x, y) => line(x) - y, top: mix(shade, light, 0.28), foot: mix(shade, dark, 0.12), alpha: 1 },
      ];
    }),
  ];
};

/** Quarter circles on a grid, as on old record sleeves. */
const quarters = (chance: Seeded, [light, warm, accent, deep, dark]: Palette): Sheet[] => {
  const cells = chance.whole(2, 3);
  const size = 1 / cells;
  const inks = [warm, accent, deep, dark];
  const sheets: Sheet[] = [sky(light, mix(light, warm, 0.3))];
  for (let row = 0; row < cells; row += 1) {
    for (let column = 0; column < cells; column += 1) {
      const left = column * size;
      const top = row * size;
      const inside = (x: number, y: number): number =>
        Math.max(left - x, x - left - size, top - y, y - top - size) - 0.001;
      const cx = left + size * chance.whole(0, 1);
      const cy = top + size * chance.whole(0, 1);
      const ground = chance.pick([light, warm, deep, mix(light, accent, 0.3)]);
      const first = chance.pick(inks.filter((ink) => ink !== ground));
      const second = chance.pick([light, ...inks].filter((ink) => ink !== first));
      const arc = (radius: number, ink: Colour): Sheet => ({
        edge: (x, y) => Math.max(inside(x, y), far(x - cx, y - cy) - radius),
        top: mix(ink, light, 0.1),
        foot: ink,
        alpha: 1,
      });
      sheets.push({ edge: inside, top: ground, foot: ground, alpha: 1 }, arc(size * 0.96, first));
      if (chance.next() < 0.75) sheets.push(arc(size * 0.6, second));
      if (chance.next() < 0.5) sheets.push(arc(size * 0.28, first));
    }
  }
  return sheets;
};

/** Moon and its path on still water. */
const water = (chance: Seeded, [light, warm, accent, deep, dark]: Palette): Sheet[] => {
  const x0 = chance.between(0.35, 0.65);
  const level = chance.between(0.56, 0.64);
  const radius = chance.between(0.13, 0.19);
  const glints = Array.from({ length: 9 }, (_, index): Sheet => {
    const y0 = level + 0.025 + index * 0.042 + chance.between(0, 0.008);
    const half = radius * (0.95 - index * 0.06) * chance.between(0.6, 1.1);
    const xm = x0 + chance.between(-0.03, 0.03);
    return {
      edge: (x, y) => far(Math.max(0, Math.abs(x - xm) - half), y - y0) - 0.0065,
      top: light,
      foot: warm,
      alpha: 0.85 - index * 0.07,
    };
  });
  return [
    sky(dark, mix(accent, warm, 0.35)),
    disc(x0, level - radius * 1.25, radius * 1.7, light, warm, 0.1),
    disc(x0, level - radius * 1.25, radius, light, warm),
    { edge: (_, y) => level - y, top: mix(deep, accent, 0.4), foot: dark, alpha: 1 },
    ...glints,
  ];
};

export const motifs: readonly ((chance: Seeded, palette: Palette) => Sheet[])[] = [
  hills,
  rings,
  ribbons,
  quarters,
  water,
];

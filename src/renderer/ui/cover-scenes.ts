/** Shapes in a square of 100 by 100. `gradient` counts as in `CoverArt.gradients`. */
export type CoverShape =
  | { kind: 'path'; d: string; gradient: number; opacity: number }
  | { kind: 'disc'; x: number; y: number; r: number; gradient: number; opacity: number }
  | { kind: 'line'; d: string; colour: string; width: number; opacity: number };

/** A number between the two. */
export type Chance = (from: number, to: number) => number;

/** Draws one composition over the ground; `line` is the colour of its fine lines. */
export type Scene = (chance: Chance, line: string) => CoverShape[];

const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A smooth curve from left to right through `peaks` steps around `base`. */
const curve = (chance: Chance, base: number, swing: number, peaks: number): string => {
  const step = 100 / peaks;
  const heights = Array.from({ length: peaks + 1 }, () => base + chance(-swing, swing));
  const parts = heights.slice(1).map((y, index) => {
    const from = heights[index] ?? base;
    const x = index * step;
    return `C${n(x + step / 2)} ${n(from)} ${n(x + step / 2)} ${n(y)} ${n(x + step)} ${n(y)}`;
  });
  return `M0 ${n(heights[0] ?? base)} ${parts.join(' ')}`;
};
const below = (line: string): string => `${line} V101 H0Z`;
const arc = (x: number, y: number, r: number): string =>
  `M${n(x - r)} ${n(y)} A${n(r)} ${n(r)} 0 0 1 ${n(x + r)} ${n(y)}`;

/** A low sun over hills of sound. */
const hills: Scene = (chance, line) => {
  const sun = { x: chance(25, 75), y: chance(32, 50), r: chance(15, 25) };
  return [
    { kind: 'disc', ...sun, r: sun.r * 1.7, gradient: 1, opacity: 0.18 },
    { kind: 'disc', ...sun, gradient: 1, opacity: 1 },
    { kind: 'path', d: below(curve(chance, chance(54, 60), 8, 3)), gradient: 2, opacity: 0.7 },
    { kind: 'path', d: below(curve(chance, chance(68, 72), 8, 4)), gradient: 2, opacity: 0.88 },
    { kind: 'path', d: below(curve(chance, chance(82, 88), 6, 3)), gradient: 3, opacity: 1 },
    { kind: 'line', d: curve(chance, 77, 5, 4), colour: line, width: 0.8, opacity: 0.45 },
  ];
};

/** Rings of light that spread from an edge. */
const rings: Scene = (chance, line) => {
  const x = chance(5, 95);
  const y = chance(0, 1) < 0.6 ? chance(80, 102) : chance(-2, 20);
  const step = chance(12, 17);
  const discs = [6, 5, 4, 3, 2].map((ring): CoverShape => ({
    kind: 'disc',
    x,
    y,
    r: ring * step,
    gradient: ring % 2 === 0 ? 1 : 2,
    opacity: ring % 2 === 0 ? 0.12 + (6 - ring) * 0.09 : 0.5,
  }));
  return [
    ...discs,
    { kind: 'disc', x, y, r: step * 1.15, gradient: 1, opacity: 1 },
    { kind: 'line', d: arc(x, y, step * 6.7), colour: line, width: 0.7, opacity: 0.4 },
  ];
};

/** The house of the logo: bars of sound that rise to a gable, under a roof. */
const gable: Scene = (chance, line) => {
  const bars = Math.round(chance(6, 11));
  const room = 100 / bars;
  const ridge = chance(32, 68);
  const top = chance(18, 28);
  const shapes: CoverShape[] = [
    { kind: 'disc', x: chance(18, 82), y: chance(16, 34), r: chance(9, 16), gradient: 1, opacity: 1 },
  ];
  for (let bar = 0; bar < bars; bar += 1) {
    const x = (bar + 0.5) * room;
    const half = room * 0.33;
    const y = top + 14 + Math.abs(x - ridge) * chance(0.5, 0.85) + chance(0, 8) + half;
    shapes.push({
      kind: 'path',
      d: `M${n(x - half)} 101 V${n(y)} a${n(half)} ${n(half)} 0 0 1 ${n(2 * half)} 0 V101Z`,
      gradient: bar % 3 === 1 ? 1 : 3,
      opacity: bar % 3 === 1 ? 0.9 : 0.95,
    });
  }
  const eaves = (distance: number): string => n(top + distance * 0.62);
  return [
    ...shapes,
    {
      kind: 'line',
      d: `M-2 ${eaves(ridge + 2)} L${n(ridge)} ${n(top)} L102 ${eaves(102 - ridge)}`,
      colour: line,
      width: 1.4,
      opacity: 0.75,
    },
  ];
};

/** A record half out of its sleeve. */
const record: Scene = (chance, line) => {
  const x = chance(34, 66);
  const y = chance(40, 56);
  const r = chance(27, 34);
  const slide = chance(8, 16) * (chance(0, 1) < 0.5 ? -1 : 1);
  const disc = { x: x + slide, y: y - 3 };
  return [
    { kind: 'disc', x, y, r: r * 1.5, gradient: 2, opacity: 0.3 },
    { kind: 'disc', x: x - slide, y, r, gradient: 2, opacity: 1 },
    { kind: 'disc', ...disc, r: r * 0.84, gradient: 1, opacity: 0.97 },
    { kind: 'disc', ...disc, r: r * 0.17, gradient: 3, opacity: 1 },
    { kind: 'path', d: below(curve(chance, chance(82, 88), 5, 3)), gradient: 3, opacity: 1 },
    { kind: 'line', d: arc(disc.x, disc.y, r * 0.56), colour: line, width: 0.7, opacity: 0.5 },
  ];
};

/** Bands that flow across, one behind the other. */
const ribbons: Scene = (chance, line) => {
  const swing = chance(9, 15);
  const first = chance(14, 26);
  const shapes = [0, 1, 2, 3].map((band): CoverShape => ({
    kind: 'path',
    d: below(curve(chance, first + band * 19, swing, 2)),
    gradient: [1, 2, 1, 3][band] ?? 3,
    opacity: [0.35, 0.8, 0.95, 1][band] ?? 1,
  }));
  return [
    ...shapes,
    { kind: 'line', d: curve(chance, first + 48, swing, 2), colour: line, width: 0.9, opacity: 0.5 },
  ];
};

/** Tiles of quarter discs, as on an old attic floor. */
const tiles: Scene = (chance) => {
  const count = chance(0, 1) < 0.45 ? 2 : 3;
  const size = 100 / count;
  const shapes: CoverShape[] = [];
  for (let tile = 0; tile < count * count; tile += 1) {
    const x = (tile % count) * size;
    const y = Math.floor(tile / count) * size;
    const s = n(size);
    const corners = [
      `M${n(x)} ${n(y)} h${s} a${s} ${s} 0 0 1 -${s} ${s}Z`,
      `M${n(x + size)} ${n(y)} v${s} a${s} ${s} 0 0 1 -${s} -${s}Z`,
      `M${n(x + size)} ${n(y + size)} h-${s} a${s} ${s} 0 0 1 ${s} -${s}Z`,
      `M${n(x)} ${n(y + size)} v-${s} a${s} ${s} 0 0 1 ${s} ${s}Z`,
    ];
    const pick = chance(0, 1);
    shapes.push({
      kind: 'path',
      d: corners[Math.floor(chance(0, 4))] ?? '',
      gradient: pick < 0.42 ? 1 : pick < 0.75 ? 2 : 3,
      opacity: 1,
    });
    if (chance(0, 1) < 0.3) {
      const at = { x: x + size / 2, y: y + size / 2 };
      shapes.push({ kind: 'disc', ...at, r: size * 0.17, gradient: pick < 0.42 ? 3 : 1, opacity: 1 });
    }
  }
  return shapes;
};

/** A great sun seen through the slats of a shutter. */
const shutter: Scene = (chance, line) => {
  const x = chance(36, 64);
  const y = chance(44, 56);
  const r = chance(29, 36);
  const slats = Math.round(chance(5, 8));
  const shapes: CoverShape[] = [
    { kind: 'disc', x, y, r: r * 1.3, gradient: 1, opacity: 0.14 },
    { kind: 'disc', x, y, r, gradient: 1, opacity: 1 },
  ];
  for (let slat = 0; slat < slats; slat += 1) {
    const thick = 1 + slat * 0.75;
    const top = y - r * 0.15 + (slat / slats) * r * 1.15;
    shapes.push({ kind: 'path', d: `M0 ${n(top)} H100 v${n(thick)} H0Z`, gradient: 0, opacity: 1 });
  }
  return [...shapes, { kind: 'line', d: arc(x, y, r * 1.3), colour: line, width: 0.7, opacity: 0.35 }];
};

export const scenes: readonly Scene[] = [hills, rings, gable, record, ribbons, tiles, shutter];

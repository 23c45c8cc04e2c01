/** What a drawn cover is made of, in a square of 100 by 100. Colours are hex; gradient 0 is the ground. */
export interface CoverArt {
  readonly gradients: readonly { from: string; to: string; angle: number }[];
  readonly shapes: readonly CoverShape[];
}

export type CoverShape =
  | { kind: 'path'; d: string; gradient: number; opacity: number }
  | { kind: 'disc'; x: number; y: number; r: number; gradient: number; opacity: number }
  | { kind: 'line'; d: string; colour: string; width: number; opacity: number };

/** Ground (two), light (two), wave (two), line: skies as one sees them from under a roof. */
const palettes = [
  ['#2b1526', '#7c2f3e', '#ffb347', '#ff6a3d', '#c23b22', '#5a1830', '#ffe3c2'],
  ['#0e2a3b', '#1f6f78', '#ffd9a0', '#f28f5b', '#15485c', '#0a1f30', '#d8fff3'],
  ['#241a4a', '#6d3f8f', '#ff9ec4', '#f2557a', '#4b2a73', '#160f35', '#ffe0ef'],
  ['#f2c9a1', '#e8825a', '#fff4e3', '#ffd7a3', '#b8432f', '#6d1f2a', '#4a1420'],
  ['#12352f', '#3f7d58', '#f6e27a', '#e0a63a', '#1f5a49', '#0a211f', '#f3ffd8'],
  ['#1b2350', '#3f63b5', '#ffcf8a', '#ff8b5e', '#263a86', '#0e1433', '#e0ebff'],
  ['#f0e3d0', '#d9b48c', '#ff7a4d', '#d9481c', '#8a5a3c', '#3d2419', '#2a150d'],
  ['#3a0f2b', '#a32a55', '#ffc2a1', '#ff7f6a', '#6e1746', '#22081c', '#ffe6dc'],
  ['#cfe3e2', '#7fb0b5', '#fff7ea', '#ffc987', '#2f6570', '#123640', '#0b2730'],
  ['#2a1c14', '#7a5230', '#ffe0a8', '#e8a04a', '#523419', '#170e09', '#fff0d6'],
  ['#1d1d2b', '#4a4763', '#ff9f80', '#e2573f', '#2f2d45', '#0f0f18', '#f4e9ff'],
  ['#f6d7dd', '#e58fa3', '#fff3e6', '#ffb38a', '#a83d63', '#561a40', '#3b0f2c'],
] as const;

/** FNV-1a over the id, then mulberry32: the same id draws the same cover on every computer, for ever. */
const chanceFrom = (text: string): (() => number) => {
  let state = 0x811c9dc5;
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const n = (value: number): string => String(Math.round(value * 10) / 10);

type Chance = (from: number, to: number) => number;

/** Hills of sound: a smooth curve through `peaks` points, closed at the bottom. */
const wave = (chance: Chance, base: number, swing: number, peaks: number): string => {
  const step = 100 / peaks;
  const heights = Array.from({ length: peaks + 1 }, () => base + chance(-swing, swing));
  const curve = heights.slice(1).map((y, index) => {
    const from = heights[index] ?? base;
    const x = index * step;
    return `C${n(x + step / 2)} ${n(from)} ${n(x + step / 2)} ${n(y)} ${n(x + step)} ${n(y)}`;
  });
  return `M0 ${n(heights[0] ?? base)} ${curve.join(' ')} V101 H0Z`;
};

const arc = (x: number, y: number, r: number): string =>
  `M${n(x - r)} ${n(y)} A${n(r)} ${n(r)} 0 0 1 ${n(x + r)} ${n(y)}`;

type Scene = (chance: Chance, line: string) => CoverShape[];

/** A low sun over hills. */
const hills: Scene = (chance, line) => {
  const sun = { x: chance(25, 75), y: chance(34, 52), r: chance(15, 24) };
  return [
    { kind: 'disc', ...sun, r: sun.r * 1.7, gradient: 1, opacity: 0.16 },
    { kind: 'disc', ...sun, gradient: 1, opacity: 1 },
    { kind: 'path', d: wave(chance, chance(56, 62), 8, 3), gradient: 2, opacity: 0.72 },
    { kind: 'path', d: wave(chance, chance(70, 74), 8, 4), gradient: 2, opacity: 0.86 },
    { kind: 'path', d: wave(chance, chance(84, 88), 6, 3), gradient: 3, opacity: 1 },
    {
      kind: 'line',
      d: wave(chance, 79, 5, 4).replace(/ V101.*$/, ''),
      colour: line,
      width: 0.8,
      opacity: 0.4,
    },
  ];
};

/** Rings that spread from a corner or an edge. */
const rings: Scene = (chance, line) => {
  const x = chance(8, 92);
  const y = chance(74, 100);
  const step = chance(11, 15);
  return [
    ...[6, 5, 4, 3, 2].map((ring): CoverShape => ({
      kind: 'disc',
      x,
      y,
      r: ring * step,
      gradient: ring % 2 === 0 ? 2 : 3,
      opacity: 0.28 + (6 - ring) * 0.1,
    })),
    { kind: 'disc', x, y, r: step * 1.15, gradient: 1, opacity: 1 },
    { kind: 'line', d: arc(x, y, step * 6.8), colour: line, width: 0.8, opacity: 0.45 },
    { kind: 'line', d: arc(x, y, step * 7.5), colour: line, width: 0.8, opacity: 0.25 },
  ];
};

/** The house of the logo: bars of sound that rise to a gable. */
const gable: Scene = (chance, line) => {
  const bars = Math.round(chance(7, 13));
  const room = 100 / bars;
  const ridge = chance(0.3, 0.7) * 100;
  const top = chance(20, 30);
  const shapes: CoverShape[] = [
    { kind: 'disc', x: chance(20, 80), y: chance(20, 36), r: chance(9, 15), gradient: 1, opacity: 0.95 },
  ];
  for (let bar = 0; bar < bars; bar += 1) {
    const x = (bar + 0.5) * room;
    const y = top + 12 + Math.abs(x - ridge) * chance(0.5, 0.85) + chance(0, 8);
    const half = room * 0.32;
    shapes.push({
      kind: 'path',
      d: `M${n(x - half)} 101 V${n(y + half)} a${n(half)} ${n(half)} 0 0 1 ${n(2 * half)} 0 V101Z`,
      gradient: bar % 3 === 1 ? 3 : 2,
      opacity: 0.94,
    });
  }
  shapes.push({
    kind: 'line',
    d: `M0 ${n(top + ridge * 0.62)} L${n(ridge)} ${n(top)} L100 ${n(top + (100 - ridge) * 0.62)}`,
    colour: line,
    width: 1.2,
    opacity: 0.6,
  });
  return shapes;
};

/** Two great arcs that cross, like a record half in its sleeve. */
const moons: Scene = (chance, line) => {
  const x = chance(30, 70);
  const y = chance(42, 60);
  const r = chance(27, 35);
  const slide = chance(8, 18) * (chance(0, 1) < 0.5 ? -1 : 1);
  return [
    { kind: 'disc', x, y, r: r * 1.5, gradient: 2, opacity: 0.35 },
    { kind: 'disc', x: x - slide, y, r, gradient: 2, opacity: 1 },
    { kind: 'disc', x: x + slide, y: y - 3, r: r * 0.82, gradient: 1, opacity: 0.96 },
    { kind: 'disc', x: x + slide, y: y - 3, r: r * 0.16, gradient: 3, opacity: 1 },
    { kind: 'path', d: wave(chance, chance(82, 88), 5, 3), gradient: 3, opacity: 1 },
    { kind: 'line', d: arc(x + slide, y - 3, r * 0.55), colour: line, width: 0.7, opacity: 0.5 },
  ];
};

const scenes = [hills, rings, gable, moons] as const;

/** Draws a cover from a clip's id. Pure; see CoverArt.svelte for how it comes to the screen. */
export const coverArt = (id: string): CoverArt => {
  const random = chanceFrom(id);
  const chance: Chance = (from, to) => from + random() * (to - from);
  const palette = palettes[Math.floor(random() * palettes.length)] ?? palettes[0];
  const scene = scenes[Math.floor(random() * scenes.length)] ?? hills;
  const [ground, ground2, light, light2, wave1, wave2, line] = palette;
  return {
    gradients: [
      { from: ground, to: ground2, angle: chance(60, 120) },
      { from: light, to: light2, angle: chance(40, 130) },
      { from: wave1, to: wave2, angle: chance(50, 130) },
      { from: wave2, to: wave1, angle: chance(70, 110) },
    ],
    shapes: scene(chance, line),
  };
};

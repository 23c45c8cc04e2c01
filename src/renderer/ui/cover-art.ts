import { type Chance, type CoverShape, scenes } from './cover-scenes.ts';

/** What a drawn cover is made of, in a square of 100 by 100. Colours are hex; gradient 0 is the ground. */
export interface CoverArt {
  readonly gradients: readonly { from: string; to: string; angle: number }[];
  readonly shapes: readonly CoverShape[];
}

/** Ground (two), light (two), shade (two), line: skies as one sees them from under a roof. */
const palettes = [
  ['#2b1526', '#7c2f3e', '#ffb347', '#ff6a3d', '#c23b22', '#5a1830', '#ffe3c2'],
  ['#0e2a3b', '#1f6f78', '#ffd9a0', '#f28f5b', '#2a8a8f', '#0a1f30', '#d8fff3'],
  ['#241a4a', '#6d3f8f', '#ff9ec4', '#f2557a', '#8a4fb0', '#160f35', '#ffe0ef'],
  ['#f2c9a1', '#e8825a', '#fff4e3', '#ffd7a3', '#c9503a', '#6d1f2a', '#4a1420'],
  ['#12352f', '#3f7d58', '#f6e27a', '#e0a63a', '#2f7d5c', '#0a211f', '#f3ffd8'],
  ['#1b2350', '#3f63b5', '#ffcf8a', '#ff8b5e', '#4a74d0', '#0e1433', '#e0ebff'],
  ['#f0e3d0', '#d9b48c', '#ff7a4d', '#d9481c', '#a5714b', '#3d2419', '#2a150d'],
  ['#3a0f2b', '#a32a55', '#ffc2a1', '#ff7f6a', '#c0386b', '#22081c', '#ffe6dc'],
  ['#cfe3e2', '#7fb0b5', '#fff7ea', '#ffc987', '#3d8490', '#123640', '#0b2730'],
  ['#3a2412', '#8a5a2c', '#ffe0a8', '#f0a63f', '#a86a2e', '#1c1009', '#fff0d6'],
  ['#23233a', '#5a5480', '#ff9f80', '#e2573f', '#6c64a0', '#11111f', '#f4e9ff'],
  ['#f6d7dd', '#e58fa3', '#fff3e6', '#ffb38a', '#c04f78', '#561a40', '#3b0f2c'],
  ['#e9efd8', '#a9bf7c', '#ffb25a', '#e8702c', '#5f8048', '#24381f', '#1a2a17'],
  ['#0c3f4a', '#13808a', '#b8f2dc', '#4fd0b0', '#0f6a78', '#062730', '#e6fffb'],
  ['#40131a', '#c03a2b', '#ffe9c9', '#ffb65c', '#e0563a', '#2a0a12', '#fff2df'],
  ['#dfe4f5', '#94a6dc', '#ffdf9e', '#ff9a62', '#4d62b0', '#1c2550', '#151b3d'],
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

const pick = <T>(list: readonly [T, ...T[]] | readonly T[], at: number): T | undefined =>
  list[Math.floor(at * list.length)];

/** Draws a cover from a clip's id. Pure; see CoverArt.svelte for how it comes to the screen. */
export const coverArt = (id: string): CoverArt => {
  const random = chanceFrom(id);
  const chance: Chance = (from, to) => from + random() * (to - from);
  const [ground, ground2, light, light2, shade, shade2, line] = pick(palettes, random()) ?? palettes[0];
  const scene = pick(scenes, random());
  return {
    gradients: [
      { from: ground, to: ground2, angle: chance(60, 120) },
      { from: light, to: light2, angle: chance(40, 130) },
      { from: shade, to: shade2, angle: chance(50, 130) },
      { from: shade2, to: shade, angle: chance(70, 110) },
    ],
    shapes: scene?.(chance, line) ?? [],
  };
};

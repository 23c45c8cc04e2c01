import type { ClipSound } from '../../src/shared/sound.ts';

/** A number that a text always gives. */
const seedOf = (text: string): number =>
  [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7);

/** A believable song: verses and choruses, an end that fades. The same id gives the same one. */
export const sampleSound = (id: string): ClipSound => {
  const seed = seedOf(id);
  const parts = 5 + (seed % 4);
  const bytes = Array.from({ length: 480 }, (_, bar) => {
    const at = bar / 480;
    const chorus = Math.floor(at * parts) % 2 === 1;
    const wave = Math.sin(bar * (0.7 + (seed % 7) / 10)) * 9 + Math.sin(bar * 2.3 + seed) * 7;
    const ends = Math.min(1, at * 30, (1 - at) * 12);
    return Math.round(Math.max(0, ((chorus ? 178 : 142) + wave) * ends));
  });
  const bars = btoa(String.fromCharCode(...bytes));
  return { state: 'measured', bars, loudness: -9 - (seed % 50) / 10, peak: -0.3 };
};

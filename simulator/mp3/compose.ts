import { seeded } from '../seeded.ts';
import { writeMp3, type Lines } from './frame.ts';
import { writeScore, type Note, type Voice } from './score.ts';
import { createToneMaker, type Tone } from './tone.ts';

/** How a voice sounds: its partials with their strength, and how they rise and fade, in granules (13 ms). */
interface Sound {
  partials: readonly { ratio: number; level: number; half: number }[];
  attack: number;
}

const pitched: Record<Exclude<Voice, 'clap' | 'hat'>, Sound> = {
  pluck: {
    attack: 1,
    partials: [
      { ratio: 1, level: 0.1, half: 16 },
      { ratio: 2, level: 0.04, half: 10 },
      { ratio: 3, level: 0.022, half: 7 },
      { ratio: 4, level: 0.012, half: 4 },
      { ratio: 6, level: 0.006, half: 3 },
    ],
  },
  lead: {
    attack: 1,
    partials: [
      { ratio: 1, level: 0.11, half: 20 },
      { ratio: 2, level: 0.02, half: 14 },
      { ratio: 4, level: 0.026, half: 6 },
      { ratio: 9.2, level: 0.006, half: 2 },
    ],
  },
  pad: {
    attack: 22,
    partials: [
      { ratio: 0.9975, level: 0.028, half: 60 },
      { ratio: 1.0025, level: 0.028, half: 60 },
      { ratio: 2, level: 0.008, half: 50 },
      { ratio: 3, level: 0.004, half: 40 },
    ],
  },
  bass: {
    attack: 1,
    partials: [
      { ratio: 1, level: 0.15, half: 30 },
      { ratio: 2, level: 0.07, half: 18 },
      { ratio: 3, level: 0.03, half: 10 },
      { ratio: 4, level: 0.012, half: 6 },
    ],
  },
  kick: {
    attack: 1,
    partials: [
      { ratio: 1, level: 0.17, half: 5 },
      { ratio: 1.9, level: 0.1, half: 1.6 },
      { ratio: 3.4, level: 0.06, half: 0.7 },
    ],
  },
};

const noises: Record<'clap' | 'hat', { from: number; to: number; level: number; half: number }> = {
  clap: { from: 26, to: 150, level: 0.011, half: 3 },
  hat: { from: 190, to: 330, level: 0.0032, half: 1.6 },
};

/** Under this a hiss has ended; a tone already at six times that. */
const SILENT = 1e-4;
/** Granules of fade at the end: two seconds. */
const FADE = 153;

interface Sounding {
  tone: Tone;
  born: number;
  level: number;
  attack: number;
  /** What is left after each granule. */
  keep: number;
  /** Where it is in its swing. */
  cos: number;
  sin: number;
}

interface Hiss {
  from: number;
  to: number;
  level: number;
  keep: number;
}

/** Turns the notes into lines, granule by granule; must be asked in order. */
const player = (notes: readonly Note[], granules: number, seed: string): Lines => {
  const chance = seeded(`${seed}:noise`);
  const make = createToneMaker();
  const tones = new Map<number, Tone>();
  const toneOf = (frequency: number): Tone => {
    const tone = tones.get(frequency) ?? make(frequency);
    tones.set(frequency, tone);
    return tone;
  };
  let sounding: Sounding[] = [];
  let hissing: Hiss[] = [];
  let next = 0;

  const strike = (note: Note): void => {
    if (note.voice === 'clap' || note.voice === 'hat') {
      const { from, to, level, half } = noises[note.voice];
      hissing.push({ from, to, level: level * note.level, keep: Math.pow(0.5, 1 / half) });
      return;
    }
    const { partials, attack } = pitched[note.voice];
    for (const { ratio, level, half } of partials) {
      const frequency = note.frequency * ratio;
      if (frequency > 9000) continue;
      const tone = toneOf(frequency);
      // The same frequency keeps one phase throughout, so that repeated notes do not cancel each other.
      const phase = (frequency % (2 * Math.PI)) + tone.turn * note.start;
      sounding.push({
        tone,
        born: note.start,
        level: level * note.level,
        attack,
        keep: Math.pow(0.5, 1 / half),
        cos: Math.cos(phase),
        sin: Math.sin(phase),
      });
    }
  };

  return (granule, lines) => {
    for (let note = notes[next]; note !== undefined && note.start <= granule; note = notes[next]) {
      strike(note);
      next += 1;
    }
    const fade = Math.min(1, (granules - granule) / Math.min(FADE, granules / 2));
    for (const one of sounding) {
      const { re, im, start, cos: across, sin: up } = one.tone;
      const size = one.level * fade * Math.min(1, (granule - one.born + 1) / one.attack);
      const cos = size * one.cos;
      const sin = size * one.sin;
      for (let i = 0; i < re.length; i += 1) {
        const line = start + i;
        lines[line] = (lines[line] ?? 0) + (re[i] ?? 0) * cos - (im[i] ?? 0) * sin;
      }
      [one.cos, one.sin] = [one.cos * across - one.sin * up, one.sin * across + one.cos * up];
      one.level *= one.keep;
    }
    for (const one of hissing) {
      for (let line = one.from; line < one.to; line += 1) {
        lines[line] = (lines[line] ?? 0) + (chance.next() - 0.5) * 2 * one.level * fade;
      }
      one.level *= one.keep;
    }
    sounding = sounding.filter((one) => one.level > SILENT * 6);
    hissing = hissing.filter((one) => one.level > SILENT);
  };
};

/**
 * Composes the piece that belongs to a seed and writes it as an MP3 of exactly `frames` frames,
 * `frames * 1152 / 44100` seconds. The same seed and length give the same bytes.
 */
export const composeMp3 = (seed: string, frames: number): Buffer => {
  const granules = frames * 2;
  return writeMp3(frames, player(writeScore(seed, granules).notes, granules, seed));
};

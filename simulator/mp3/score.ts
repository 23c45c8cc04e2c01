import { seeded, type Seeded } from '../seeded.ts';

export type Voice = 'pluck' | 'lead' | 'pad' | 'bass' | 'kick' | 'clap' | 'hat';

export interface Note {
  /** The granule (13 ms) in which it begins. */
  start: number;
  voice: Voice;
  /** Hz; of no meaning to clap and hat. */
  frequency: number;
  /** 1 is as loud as the voice goes. */
  level: number;
}

/** Notes in the order in which they begin. */
export interface Score {
  notes: Note[];
  /** Beats a minute, for people. */
  tempo: number;
}

const modes = [
  { scale: [0, 2, 4, 5, 7, 9, 11], roads: ['0 4 5 3', '5 3 0 4', '0 5 3 4', '3 0 4 5'] },
  { scale: [0, 2, 3, 5, 7, 8, 10], roads: ['0 5 2 6', '0 3 5 6', '5 6 0 0', '0 6 5 6'] },
  { scale: [0, 2, 3, 5, 7, 9, 10], roads: ['0 3 0 6', '0 6 3 0', '2 3 0 0', '0 1 3 0'] },
];

/** What a section of four bars plays. */
interface Section {
  pluck: boolean;
  lead: boolean;
  bass: boolean;
  beat: number;
}

const sections: Section[] = [
  { pluck: true, lead: false, bass: false, beat: 0 },
  { pluck: true, lead: false, bass: true, beat: 1 },
  { pluck: true, lead: true, bass: true, beat: 2 },
  { pluck: false, lead: true, bass: true, beat: 1 },
  { pluck: true, lead: true, bass: true, beat: 2 },
];

/** A walk over the chord and its neighbours; -1 is a rest. */
const motif = (chance: Seeded, density: number): number[] => {
  let at = chance.whole(0, 4);
  return Array.from({ length: 16 }, (_, step) => {
    if (chance.next() > (step % 4 === 0 ? density + 0.35 : density)) return -1;
    at = Math.min(9, Math.max(-1, at + chance.pick([-2, -1, -1, 0, 1, 1, 2])));
    return at;
  });
};

/** Writes a piece for so many granules: its key, scale, tempo, chords, tunes and beat follow from the seed. */
export const writeScore = (seed: string, granules: number): Score => {
  const chance = seeded(`${seed}:score`);
  const { scale, roads } = chance.pick(modes);
  const road = chance.pick(roads).split(' ').map(Number);
  const step = chance.whole(9, 13);
  const root = chance.whole(45, 56);
  const drums = chance.next() < 0.8;
  const figure = chance.pick(['0 2 4 2', '0 4 2 7', '0 2 4 7', '4 2 0 2', '0 4 7 4']).split(' ').map(Number);
  const pace = chance.pick([1, 2, 2]);
  const tunes = [motif(chance, 0.3), motif(chance, 0.42)];
  const bassLine = chance.pick(['0', '0 6 10', '0 8', '0 3 6 10', '0 4 8 12']).split(' ').map(Number);
  const notes: Note[] = [];

  const pitch = (degree: number, octave: number): number => {
    const index = ((degree % 7) + 7) % 7;
    const midi = root + (scale[index] ?? 0) + 12 * (Math.floor(degree / 7) + octave);
    return 440 * Math.pow(2, (midi - 69) / 12);
  };
  const add = (start: number, voice: Voice, frequency: number, level: number): void => {
    if (start < granules) notes.push({ start, voice, frequency, level });
  };

  const barLength = step * 16;
  const bars = Math.max(1, Math.ceil(granules / barLength));
  for (let bar = 0; bar < bars; bar += 1) {
    const section = sections[bars < 6 ? Math.min(4, bar) : Math.floor(bar / 4) % sections.length];
    if (section === undefined) continue;
    const from = bar * barLength;
    const last = bar === bars - 1;
    const chord = last ? 0 : (road[bar % 4] ?? 0);
    for (const third of [0, 2, 4]) add(from, 'pad', pitch(chord + third, 1), 0.8);
    if (section.bass || last) {
      for (const at of last ? [0] : bassLine)
        add(from + at * step, 'bass', pitch(chord, -1), at === 0 ? 1 : 0.75);
    }
    if (section.pluck && !last) {
      for (let at = 0; at < 16; at += pace) {
        const degree = chord + (figure[(at / pace) % figure.length] ?? 0);
        add(from + at * step, 'pluck', pitch(degree, 1), at % 4 === 0 ? 1 : 0.6 + 0.2 * chance.next());
      }
    }
    if (section.lead && !last) {
      (tunes[bar % 4 === 3 ? 1 : 0] ?? []).forEach((degree, at) => {
        if (degree >= 0) add(from + at * step, 'lead', pitch(chord + degree, 2), at % 4 === 0 ? 1 : 0.8);
      });
    }
    if (!drums || last) continue;
    for (let at = 0; at < 16; at += 2) {
      if (section.beat > 0 && at % 8 === 0) add(from + at * step, 'kick', 52, 1);
      if (section.beat > 1 && at % 8 === 4) add(from + at * step, 'clap', 0, 0.9);
      if (section.beat > 0 && (section.beat > 1 || at % 4 === 2)) {
        add(from + at * step, 'hat', 0, at % 4 === 2 ? 1 : 0.5);
      }
    }
  }
  notes.sort((a, b) => a.start - b.start);
  return { notes, tempo: Math.round((60 * 44_100) / (4 * step * 576)) };
};

import { parseBuffer } from 'music-metadata';
import { describe, expect, test } from 'vitest';
import { composeMp3 } from './compose.ts';
import { quantise } from './granule.ts';
import { pairCodes } from './huffman.ts';
import { writeScore } from './score.ts';
import { createToneMaker } from './tone.ts';

describe('pair codes', () => {
  test.each(pairCodes.map((code) => [code.number, code] as const))(
    'table %i is complete and free of prefixes',
    (_, code) => {
      const words = code.codes.map((word, i) => word.toString(2).padStart(code.lengths[i] ?? 0, '0'));
      expect(words).toHaveLength(code.side * code.side);
      expect(words.map((word) => word.length)).toEqual(code.lengths);
      expect(words.filter((word) => words.some((other) => other !== word && other.startsWith(word)))).toEqual(
        [],
      );
      expect(words.reduce((sum, word) => sum + 2 ** -word.length, 0)).toBe(1);
    },
  );
});

describe('tones', () => {
  const make = createToneMaker();

  test.each([110, 440, 1234.5, 5000])('%d Hz is loudest at its own line', (frequency) => {
    const tone = make(frequency);
    const size = Array.from(tone.re, (re, i) => Math.hypot(re, tone.im[i] ?? 0));
    const loudest = tone.start + size.indexOf(Math.max(...size));
    expect(Math.abs(loudest + 0.5 - frequency / (22_050 / 576))).toBeLessThan(1.2);
    expect(Math.max(...size)).toBeGreaterThan(0.8);
    expect(Math.max(...size)).toBeLessThan(1.5);
  });
});

test('numbers fit into the room that there is, however loud and full', () => {
  for (const room of [300, 800, 1400]) {
    const lines = Float64Array.from({ length: 576 }, (_, i) => (i < 418 ? Math.sin(i * 7.1) : 0));
    const granule = quantise(lines, room, 1e-4);
    expect(granule.bits).toBeLessThanOrEqual(room);
    expect(Math.max(...granule.values.map(Math.abs))).toBeLessThanOrEqual(7);
  }
});

describe('songs', () => {
  test.each([1, 100, 1150])('%i frames last exactly that long', async (frames) => {
    const bytes = composeMp3('song', frames);
    const { format } = await parseBuffer(bytes, { mimeType: 'audio/mpeg' }, { duration: true });
    expect(format.codec).toBe('MPEG 1 Layer 3');
    expect(format.sampleRate).toBe(44_100);
    expect(format.numberOfChannels).toBe(1);
    expect(format.duration).toBeCloseTo((frames * 1152) / 44_100, 3);
  });

  test('every frame begins where the one before it ends', () => {
    const bytes = composeMp3('frames', 200);
    let at = 0;
    let count = 0;
    while (at < bytes.length) {
      expect(bytes.readUInt16BE(at)).toBe(0xfffb);
      at += 313 + (((bytes[at + 2] ?? 0) >> 1) & 1);
      count += 1;
    }
    expect(at).toBe(bytes.length);
    expect(count).toBe(201);
  });

  test('the same seed gives the same bytes, another seed others', () => {
    expect(composeMp3('a', 60).equals(composeMp3('a', 60))).toBe(true);
    expect(composeMp3('a', 60).equals(composeMp3('b', 60))).toBe(false);
  });

  test('scores differ and stay within the piece', () => {
    const scores = ['a', 'b', 'c', 'd'].map((seed) => writeScore(seed, 2300));
    expect(new Set(scores.map((score) => JSON.stringify(score.notes))).size).toBe(4);
    for (const { notes, tempo } of scores) {
      expect(tempo).toBeGreaterThan(80);
      expect(tempo).toBeLessThan(140);
      expect(Math.max(...notes.map((note) => note.start))).toBeLessThan(2300);
      expect(notes.map((note) => note.start)).toEqual(notes.map((note) => note.start).sort((x, y) => x - y));
    }
  });
});

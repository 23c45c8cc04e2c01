import { describe, expect, it } from 'vitest';
import { readBars, waveformPath } from './waveform.ts';

/** The bars of a path: where each begins, and how tall it is. */
const drawn = (path: string): { x: number; y: number; tall: number }[] =>
  [...path.matchAll(/M(\d+) (\d+)h2v(\d+)h-2z/g)].map(([, x, y, tall]) => ({
    ...{ x: Number(x), y: Number(y), tall: Number(tall) },
  }));

describe('a waveform', () => {
  it('is read from base64, and is none where that makes no sense', () => {
    expect([...readBars(btoa(String.fromCharCode(0, 7, 255)))]).toEqual([0, 7, 255]);
    expect(readBars('no base64!')).toHaveLength(0);
  });

  it('fills its box with bars on whole pixels, about the middle, the loudest as tall as the box', () => {
    const bars = drawn(waveformPath(Uint8Array.from([0, 50, 100, 200]), 11, 24));
    expect(bars.map(({ x }) => x)).toEqual([0, 3, 6, 9]);
    expect(bars.map(({ tall }) => tall)).toEqual([2, 4, 8, 24]);
    for (const { y, tall } of bars) expect(2 * y + tall).toBe(24);
  });

  it('leaves out no loud stretch where there is less room than bars, and repeats where there is more', () => {
    const one = Uint8Array.from({ length: 480 }, (_, at) => (at === 239 ? 200 : 20));
    expect(drawn(waveformPath(one, 60, 20)).filter(({ tall }) => tall === 20)).toHaveLength(1);
    expect(drawn(waveformPath(Uint8Array.from([10, 200]), 60, 20))).toHaveLength(20);
  });

  it('is nothing without bars or without room, and a line for silence', () => {
    expect(waveformPath(new Uint8Array(0), 60, 20)).toBe('');
    expect(waveformPath(Uint8Array.from([1, 2]), 0, 20)).toBe('');
    expect(drawn(waveformPath(new Uint8Array(4), 11, 24)).map(({ tall }) => tall)).toEqual([2, 2, 2, 2]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClipSound, evenFactor, evenGain, evenTarget, highestPeak, matchedFactors } from './sound.ts';

describe('even loudness', () => {
  it.each([
    ['a loud one', { loudness: -9, peak: -0.1 }, -9],
    ['one that is as loud as all', { loudness: -18, peak: -3 }, 0],
    ['a quiet one: nothing is made louder', { loudness: -30, peak: -12 }, 0],
    ['one with a high peak over little loudness', { loudness: -18.5, peak: 0.4 }, -1.4],
    ['silence', { loudness: null, peak: null }, 0],
  ])('turns down %s', (_name, sound, gain) => expect(evenGain(sound)).toBeCloseTo(gain, 9));

  it('is a factor for amplitudes', () =>
    expect(evenFactor({ loudness: -12, peak: -6 })).toBeCloseTo(0.501, 3));

  it('never makes louder, never lets a peak through, and evens all that are loud enough', () => {
    const loudness = fc.double({ min: -70, max: 6, noNaN: true });
    fc.assert(
      fc.property(loudness, fc.double({ min: 0, max: 30, noNaN: true }), (loud, above) => {
        const peak = loud + above;
        const gain = evenGain({ loudness: loud, peak });
        expect(gain).toBeLessThanOrEqual(0);
        expect(peak + gain).toBeLessThanOrEqual(highestPeak + 1e-9);
        expect(loud + gain).toBeLessThanOrEqual(evenTarget + 1e-9);
        if (loud > evenTarget && above <= highestPeak - evenTarget)
          expect(loud + gain).toBeCloseTo(evenTarget, 9);
      }),
      { seed: 16 },
    );
  });
});

describe('clips that are compared', () => {
  const measured = (loudness: number | null, peak: number | null = -1): ClipSound => ({
    ...{ state: 'measured', bars: '', loudness, peak },
  });
  const heard = (sounds: ClipSound[], loudness: number[]): number[] =>
    (matchedFactors(sounds) ?? []).map((factor, at) => (loudness[at] ?? 0) + 20 * Math.log10(factor));

  it('are heard as loud as the softest of them, and no louder than music is played elsewhere', () => {
    const [loud = 0, soft = 0] = heard([measured(-8), measured(-24)], [-8, -24]);
    expect([loud, soft]).toEqual([expect.closeTo(-24, 6), expect.closeTo(-24, 6)]);
    const [one = 0, other = 0] = heard([measured(-8), measured(-10)], [-8, -10]);
    expect([one, other]).toEqual([expect.closeTo(-18, 6), expect.closeTo(-18, 6)]);
  });

  it('leave silence as it is, and cannot be matched where one is not measured', () => {
    expect(matchedFactors([measured(null, null), measured(-18)])).toEqual([1, 1]);
    expect(matchedFactors([measured(-9), { state: 'due' }])).toBeNull();
    expect(matchedFactors([measured(-9), null])).toBeNull();
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyNth, ticks } from './scale.ts';

describe('marks of an axis', () => {
  it.each([
    [18, true, [0, 5, 10, 15, 20]],
    [2, true, [0, 1, 2]],
    [1, true, [0, 1]],
    [0.9, false, [0, 0.5, 1]],
    [0, true, [0, 1]],
    [1234, true, [0, 500, 1000, 1500]],
  ])('up to %d are round', (most, whole, marks) => expect(ticks(most, whole)).toEqual(marks));

  it('begin at nothing, rise evenly, hold the highest, and are few', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), fc.boolean(), (most, whole) => {
        const marks = ticks(most, whole);
        expect(marks[0]).toBe(0);
        expect(marks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6));
        expect(marks.length).toBeGreaterThan(1);
        expect(marks.length).toBeLessThan(8);
        if (whole) expect(marks.every(Number.isInteger)).toBe(true);
      }),
      { seed: 39, numRuns: 1000 },
    );
  });
});

it('leaves names out where they have no room', () => {
  expect([everyNth(40, 36), everyNth(20, 36), everyNth(1, 36)]).toEqual([1, 2, 36]);
});

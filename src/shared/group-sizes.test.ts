import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packSizes, unpackSizes } from './group-sizes.ts';

it('takes little room for tens of thousands of groups that are alike', () => {
  expect(packSizes([...Array.from({ length: 40_000 }, () => 2), 1, 2, 2])).toBe('2*40000 1 2*2');
});

it('gives back what it was given', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 })), (sizes) => {
      expect(unpackSizes(packSizes(sizes))).toEqual(sizes);
    }),
    { seed: 5 },
  );
}, 60_000);

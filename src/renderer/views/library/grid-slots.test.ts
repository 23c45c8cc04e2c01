import { expect, it } from 'vitest';
import { takeSlots } from './grid-slots.ts';

const wanted = (keys: string, from: number): { key: string; place: number }[] =>
  [...keys].map((key, step) => ({ key, place: from + step }));
const had = (keys: string, from: number) => wanted(keys, from).map((each, slot) => ({ ...each, slot }));

it('numbers what is new', () => {
  expect(takeSlots(wanted('abc', 0), [], null, 5)).toEqual([5, 6, 7]);
});

it('keeps the element of what is still there, also where it moved', () => {
  expect(takeSlots(wanted('xcab', 0), had('abc', 0), null, 3)).toEqual([3, 2, 0, 1]);
});

it('uses the elements of what left for what came, in order', () => {
  expect(takeSlots(wanted('cdefg', 2), had('abcd', 0), null, 4)).toEqual([2, 3, 0, 1, 4]);
});

it('puts what was on its way where its empty place was', () => {
  expect(takeSlots(wanted('axb', 0), had('a12', 0), null, 3)).toEqual([0, 1, 2]);
  expect(takeSlots(wanted('bxy', 1), had('ab2', 0), null, 3)).toEqual([1, 2, 0]);
});

it('uses the element with the focus for nothing else', () => {
  expect(takeSlots(wanted('cde', 2), had('abc', 0), 0, 3)).toEqual([2, 1, 3]);
  expect(takeSlots(wanted('bc', 1), had('abc', 0), 1, 3)).toEqual([1, 2]);
});

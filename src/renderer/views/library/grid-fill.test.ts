import { expect, it } from 'vitest';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { cardsAtOnce, type Filled, filled, type GridCell, noneFilled } from './grid-cells.ts';

const [clip] = sampleClips(0);
const cell = (place: number): GridCell => ({ key: `c${place}`, place, clip });
const cells = Array.from({ length: 20 }, (_, place) => cell(place));
const keys = (from: number, to: number): string[] => cells.slice(from, to).map(({ key }) => String(key));

it('gives a few cells more their cards at a time, until all have them', () => {
  let had: Filled = noneFilled;
  const sizes = Array.from({ length: 5 }, () => (had = filled(cells, had, 0)).size);
  expect(sizes).toEqual([4, 8, 12, 16, 20]);
  expect(cardsAtOnce).toBe(4);
});

it('keeps what is still in sight, and drops what is not', () => {
  const now = filled(cells.slice(4), new Set(keys(0, 10)), 0);
  expect([...now]).toEqual([...keys(4, 10), ...keys(10, 14)]);
});

it('begins with the one that is to have the focus', () => {
  expect([...filled(cells, noneFilled, 17)][0]).toBe('c17');
  expect(filled(cells, noneFilled, 17).size).toBe(cardsAtOnce);
});

it('waits for clips that are on their way', () => {
  expect([...filled([{ key: 0, place: 0, clip: undefined }, cell(1)], new Set([0]), 0)]).toEqual(['c1']);
});

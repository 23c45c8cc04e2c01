import { expect, it } from 'vitest';
import { placeAt, rowHeight } from './list-drag.ts';
import { shuffled } from './play-list.ts';

it('shuffles every number once, another way with another chance', () => {
  const numbers = Array.from({ length: 100 }, (_, n) => n);
  let state = 1;
  const chance = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const [one, two] = [[...shuffled(100, chance)], [...shuffled(100, chance)]];
  expect(one).not.toEqual(two);
  expect([...one].sort((a, b) => a - b)).toEqual(numbers);
  expect([...shuffled(0, chance)]).toEqual([]);
  expect([...shuffled(3, () => 0.999)]).toEqual([0, 1, 2]);
});

it.each([
  [-50, 0],
  [rowHeight * 0.4, 0],
  [rowHeight * 0.6, 1],
  [rowHeight * 3, 3],
  [rowHeight * 99, 5],
])('drops at %d px before place %d of five', (y, place) => expect(placeAt(y, 5)).toBe(place));

import { expect, test } from 'vitest';
import { seeded, seededUuid } from './seeded.ts';

test('the same text gives the same numbers, another text others', () => {
  const draw = (text: string): number[] => {
    const chance = seeded(text);
    return [chance.next(), chance.between(5, 6), chance.whole(1, 100), chance.pick([1, 2, 3])];
  };
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

test('numbers stay in their ranges and cover them', () => {
  const chance = seeded('ranges');
  const seen = new Set<number>();
  for (let round = 0; round < 2000; round += 1) {
    const number = chance.next();
    expect(number).toBeGreaterThanOrEqual(0);
    expect(number).toBeLessThan(1);
    seen.add(chance.whole(2, 4));
  }
  expect([...seen].sort()).toEqual([2, 3, 4]);
});

test('ids are UUIDs of version 4', () => {
  expect(seededUuid('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(seededUuid('x')).toBe(seededUuid('x'));
  expect(seededUuid('x')).not.toBe(seededUuid('y'));
});

import { describe, expect, it } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const at = (day: number, hours: number, minutes = 0): number =>
  new Date(2026, 10, day, hours, minutes).getTime();
const night = { on: true, from: '22:00', to: '08:00' };
const noon = { on: true, from: '12:30', to: '13:15' };

describe('quiet hours', () => {
  it.each([
    ['before them', night, at(25, 21, 59), null],
    ['from their first minute', night, at(25, 22), at(26, 8)],
    ['in the evening', night, at(25, 23, 30), at(26, 8)],
    ['after midnight', night, at(26, 3), at(26, 8)],
    ['to their last minute', night, at(26, 7, 59), at(26, 8)],
    ['at their end', night, at(26, 8), null],
    ['within a day', noon, at(25, 12, 45), at(25, 13, 15)],
    ['within a day, before', noon, at(25, 12, 29), null],
    ['within a day, after', noon, at(25, 13, 15), null],
    ['switched off', { ...night, on: false }, at(25, 23), null],
    ['of no length', { ...night, to: '22:00' }, at(25, 22), null],
  ])('%s', (_name, quiet, now, until) => {
    expect(quietUntil(quiet, now)).toBe(until);
  });
});

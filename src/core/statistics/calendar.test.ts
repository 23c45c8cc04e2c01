import { expect, it } from 'vitest';
import { calendarOf, stretchOf } from './calendar.ts';

const iso = (...at: number[]): string[] => at.map((ms) => new Date(ms).toISOString());

it('knows months as they are in the zone, not in UTC', () => {
  const late = Date.UTC(2026, 9, 31, 23, 30);
  expect(calendarOf('UTC').around('month', late).name).toBe('2026-10');
  expect(calendarOf('Europe/Berlin').around('month', late).name).toBe('2026-11');
  expect(calendarOf('America/Los_Angeles').around('month', Date.UTC(2026, 10, 1, 5)).name).toBe('2026-10');
  const { from, to } = calendarOf('Asia/Kathmandu').around('month', late);
  expect(iso(from, to)).toEqual(['2026-10-31T18:15:00.000Z', '2026-11-30T18:15:00.000Z']);
});

it('has days of 23 and of 25 hours where the clocks are changed', () => {
  const { around } = calendarOf('Europe/Berlin');
  const hours = (at: number): number => {
    const { from, to } = around('day', at);
    return (to - from) / 3_600_000;
  };
  expect(hours(Date.UTC(2026, 2, 29, 12))).toBe(23);
  expect(hours(Date.UTC(2026, 9, 25, 12))).toBe(25);
  expect(hours(Date.UTC(2026, 9, 26, 12))).toBe(24);
});

it.each([
  // Midnight itself is left out, and comes twice.
  ['America/Santiago', Date.UTC(2026, 8, 6, 15), '2026-09-06'],
  ['America/Santiago', Date.UTC(2026, 3, 5, 15), '2026-04-05'],
  ['Africa/Cairo', Date.UTC(2026, 3, 24, 12), '2026-04-24'],
  ['Africa/Cairo', Date.UTC(2026, 9, 29, 20), '2026-10-29'],
  // A whole day was left out.
  ['Pacific/Apia', Date.UTC(2011, 11, 30, 15), '2011-12-31'],
])('begins each day in %s at its first moment and ends it where the next begins', (zone, at, name) => {
  const calendar = calendarOf(zone);
  const day = calendar.around('day', at);
  expect(day.name).toBe(name);
  expect([day.from <= at, at < day.to]).toEqual([true, true]);
  for (const moment of [day.from, day.to - 1]) expect(calendar.around('day', moment)).toEqual(day);
  expect(calendar.around('day', day.from - 1).to).toBe(day.from);
  expect(calendar.around('day', day.to).from).toBe(day.to);
});

it('goes back over the turn of a year, from the last of a month too', () => {
  const { before } = calendarOf('Europe/Berlin');
  const at = Date.UTC(2027, 2, 31, 12);
  expect(before('month', at, 1).name).toBe('2027-02');
  expect(before('month', at, 11).name).toBe('2026-04');
  expect(before('day', at, 90).name).toBe('2026-12-31');
  expect(before('year', at, 1).name).toBe('2026');
});

it('gives twelve months and thirty days, today among them, and all there is since the first', () => {
  const calendar = calendarOf('UTC');
  const now = Date.UTC(2026, 10, 23, 20);
  const spanned = (...given: Parameters<typeof stretchOf>): string => {
    const { unit, from, to } = stretchOf(...given);
    return [unit, ...iso(from, to).map((at) => at.slice(0, 10))].join(' ');
  };
  const made = { first: Date.UTC(2026, 5, 9), last: now };
  expect(spanned(calendar, 'months', now, null)).toBe('month 2025-12-01 2026-12-01');
  expect(spanned(calendar, 'days', now, made)).toBe('day 2026-10-25 2026-11-24');
  expect(spanned(calendar, 'all', now, made)).toBe('month 2026-06-01 2026-12-01');
  expect(spanned(calendar, 'all', now, { ...made, last: Date.UTC(2027, 1, 3) })).toBe(
    'month 2026-06-01 2027-03-01',
  );
  expect(spanned(calendar, 'all', now, { first: Date.UTC(2020, 5, 9), last: now })).toBe(
    'year 2020-01-01 2027-01-01',
  );
  expect(spanned(calendar, 'all', now, null)).toBe('month 2026-12-01 2026-12-01');
});

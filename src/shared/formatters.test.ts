import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { agos, dates, numbers, plurals } from './formatters.ts';

beforeEach(() => vi.stubEnv('TZ', 'Europe/Paris'));
afterEach(() => vi.unstubAllEnvs());

it('makes each formatter once, and another for another language or way', () => {
  expect(numbers('de')).toBe(numbers('de'));
  expect(numbers('de').format(1234.5)).toBe('1.234,5');
  expect(numbers('en').format(1234.5)).toBe('1,234.5');
  expect(numbers('en', { style: 'percent' })).toBe(numbers('en', { style: 'percent' }));
  expect(numbers('en', { style: 'percent' }).format(0.5)).toBe('50%');
  expect(plurals('en')).toBe(plurals('en'));
  expect(plurals('en').select(1)).toBe('one');
  expect(plurals('ja').select(1)).toBe('other');
  expect(agos('en', { numeric: 'auto' }).format(-1, 'day')).toBe('yesterday');
  expect(agos('en').format(-1, 'day')).toBe('1 day ago');
});

it('writes in the time zone of now, also after it changed', () => {
  const noon = Date.UTC(2026, 6, 1, 12);
  const time = (): string => dates('en-GB', { hour: '2-digit', minute: '2-digit' }).format(noon);
  expect(time()).toBe('14:00');
  const before = dates('en-GB');
  expect(dates('en-GB')).toBe(before);
  vi.stubEnv('TZ', 'Asia/Tokyo');
  expect(time()).toBe('21:00');
  vi.stubEnv('TZ', 'Europe/Paris');
  expect(time()).toBe('14:00');
});

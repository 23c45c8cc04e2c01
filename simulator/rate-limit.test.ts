import { expect, test } from 'vitest';
import { countRequest, createRateLimit } from './rate-limit.ts';

test('one window of 60 s per key: counts down, refuses, starts anew', () => {
  const limit = createRateLimit(2);
  expect(countRequest(limit, 'a', 1000, false).headers).toEqual({ 'X-RateLimit-Remaining': '1' });
  expect(countRequest(limit, 'a', 2000, false).headers).toEqual({ 'X-RateLimit-Remaining': '0' });
  const refused = countRequest(limit, 'a', 31_000, false);
  expect(refused).toEqual({
    allowed: false,
    retryAfter: 30,
    headers: { 'X-RateLimit-Remaining': '0', 'Retry-After': '30' },
  });
  expect(countRequest(limit, 'b', 31_000, false).allowed).toBe(true);
  expect(countRequest(limit, 'a', 61_000, false).headers).toEqual({ 'X-RateLimit-Remaining': '1' });
});

test('the older headers come only when asked for', () => {
  const { headers } = countRequest(createRateLimit(120), 'a', 5000, true);
  expect(headers).toEqual({
    'X-RateLimit-Remaining': '119',
    'X-RateLimit-Limit': '120',
    'X-RateLimit-Reset': '65',
  });
});

import { describe, expect, it } from 'vitest';
import { catalogueFor } from '../../shared/messages/catalogue.ts';
import { problemCodes } from '../../shared/problem.ts';
import { problemText } from './problem-text.ts';

const t = catalogueFor('en');

describe('problems in words', () => {
  it.each(problemCodes)('%s says what happened and what comes next, without codes', (code) => {
    const words = problemText(t, { code }, 0);
    expect(words.title.length).toBeGreaterThan(5);
    expect(words.next.length).toBeGreaterThan(10);
    expect(words.safety.length).toBeGreaterThan(10);
    expect(`${words.title} ${words.safety} ${words.next}`).not.toMatch(/_|undefined|\bHTTP\b|\d{3}/);
    expect(words.detail).toBeNull();
  });

  it('has other words for each', () => {
    expect(new Set(problemCodes.map((code) => t.problems.codes[code].title)).size).toBe(problemCodes.length);
  });

  it('counts down to a planned try, and keeps the technical text apart', () => {
    const problem = {
      code: 'rate_limited',
      status: 429,
      detail: 'Rate limit exceeded',
      retryAt: 31_000,
    } as const;
    expect(problemText(t, problem, 1000)).toMatchObject({
      next: 'Cliploft tries again in 30 s.',
      detail: 'HTTP 429: Rate limit exceeded',
    });
    expect(problemText(t, problem, 40_000).next).toBe(t.problems.codes.rate_limited.next);
  });
});

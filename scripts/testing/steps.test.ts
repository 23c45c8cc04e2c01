import { describe, expect, it } from 'vitest';
import { resultOf, totalLine } from './steps.ts';

const report = (passed: number, failed: number, success = failed === 0) => ({
  success,
  numPassedTests: passed,
  numFailedTests: failed,
});

describe('the result of a step', () => {
  it('counts tests where there are any', () => {
    expect(resultOf(0, report(12, 0))).toEqual({ ok: true, passed: 12, failed: 0 });
    expect(resultOf(1, report(10, 2))).toEqual({ ok: false, passed: 10, failed: 2 });
    expect(resultOf(0, null)).toEqual({ ok: true, passed: 0, failed: 0 });
  });

  it('never lets a failure without a failed test pass', () => {
    expect(resultOf(1, null)).toEqual({ ok: false, passed: 0, failed: 1 });
    expect(resultOf(1, report(12, 0, false))).toEqual({ ok: false, passed: 12, failed: 1 });
    expect(resultOf(0, report(12, 0, false))).toEqual({ ok: false, passed: 12, failed: 1 });
    expect(resultOf(null, { nonsense: true })).toEqual({ ok: false, passed: 0, failed: 1 });
  });

  it('adds up to one line', () => {
    const results = [resultOf(0, null), resultOf(0, report(3, 0)), resultOf(1, report(1, 2))];
    expect(totalLine(results)).toBe('4 passed, 2 failed');
  });
});

import { readFile, rm } from 'node:fs/promises';

/** What became of one step of `npm test`. */
export interface StepResult {
  ok: boolean;
  /** Tests that ran in it. */
  passed: number;
  failed: number;
}

/** The part of vitest's JSON report that counts. */
interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
}

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<Report>).success === 'boolean' &&
  typeof (value as Partial<Report>).numPassedTests === 'number' &&
  typeof (value as Partial<Report>).numFailedTests === 'number';

/**
 * A step's result from its exit code and its report. Whatever fails without a failed test to show for it
 * (a lint finding, a file that does not load, an unhandled rejection) counts as one failure. Pure.
 */
export const resultOf = (code: number | null, report: unknown): StepResult => {
  const known = isReport(report) ? report : null;
  const ok = code === 0 && (known?.success ?? true);
  const failed = Math.max(known?.numFailedTests ?? 0, ok ? 0 : 1);
  return { ok, passed: known?.numPassedTests ?? 0, failed };
};

/** A report of vitest, which is removed; null where there is none that can be read. */
export const takeReport = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch(() => null);
  await rm(file, { force: true });
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** The last line of `npm test`. */
export const totalLine = (results: readonly StepResult[]): string => {
  const sum = (field: 'passed' | 'failed'): number => results.reduce((total, each) => total + each[field], 0);
  return `${String(sum('passed'))} passed, ${String(sum('failed'))} failed`;
};

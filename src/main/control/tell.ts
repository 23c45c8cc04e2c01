import type { Catalogue } from '../../shared/messages/catalogue.ts';
import { exitCodes, type Report } from './report.ts';

/**
 * Writes a report to standard output and standard error, and gives the exit code: what could not be written (a full
 * disk under a redirect) makes it a failure, unless it is one already. `write` is `writeAll`.
 */
export const tell = (
  report: Report,
  words: Catalogue['terminal'],
  write: (descriptor: number, text: string) => string | null,
): number => {
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  const why = write(1, text(report.out));
  write(2, text(why === null ? report.err : [...report.err, words.unwritten(why)]));
  return why !== null && report.code === exitCodes.done ? exitCodes.failed : report.code;
};

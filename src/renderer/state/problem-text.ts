import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Problem } from '../../shared/problem.ts';
import { wait } from './time-words.ts';

/** A problem in words: what happened, what is safe, what comes next, and the technical text. */
export interface ProblemText {
  title: string;
  /** Empty where nothing was at risk. */
  safety: string;
  next: string;
  /** For "details"; null where there is none. */
  detail: string | null;
}

/** `now` in ms since the epoch: a planned next try is told as the time until then. */
export const problemText = (t: Catalogue, problem: Problem, now: number): ProblemText => {
  const { title, safety, next } = t.problems.codes[problem.code];
  const technical = [problem.status === undefined ? '' : `HTTP ${problem.status}`, problem.detail ?? '']
    .filter((part) => part !== '')
    .join(': ');
  return {
    title,
    safety,
    next:
      problem.retryAt === undefined || problem.retryAt <= now
        ? next
        : t.problems.triesAgain(wait(t, problem.retryAt - now)),
    detail: technical === '' ? null : technical,
  };
};

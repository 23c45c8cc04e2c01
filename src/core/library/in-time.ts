import { fail, type Result } from '../../shared/problem.ts';
import type { Clock } from '../ports.ts';

/** A disk that sleeps wakes within this time; a network share whose other side is gone never answers. ms. */
export const answerMs = 20_000;

/** What `work` gives, or `folder_missing` when nothing came in time; what comes later is nobody's then. */
export const inTime = <T>(clock: Clock, work: Promise<Result<T>>): Promise<Result<T>> =>
  new Promise((resolve, reject) => {
    const callOff = clock.after(answerMs, () => resolve(fail('folder_missing', { detail: 'no answer' })));
    work.finally(callOff).then(resolve, reject);
  });

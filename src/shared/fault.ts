import type { Problem } from './problem.ts';

/**
 * What a synchronous port throws when the world refuses (a full disk, a damaged file): an error that knows its
 * problem, so that whoever answers a command can say more than "a fault of ours".
 */
export class Fault extends Error {
  readonly problem: Problem;
  /** What is stored is itself damaged: no waiting mends it, only restoring does. */
  readonly isDamage: boolean;

  constructor(problem: Problem, options: ErrorOptions & { isDamage?: boolean } = {}) {
    super(problem.detail ?? problem.code, options);
    this.name = 'Fault';
    this.problem = problem;
    this.isDamage = options.isDamage ?? false;
  }
}

/** What an error means for the user: its own problem where it knows one, else a fault of ours. */
export const problemIn = (error: unknown): Problem =>
  error instanceof Fault
    ? error.problem
    : { code: 'internal', detail: error instanceof Error ? error.message : String(error) };

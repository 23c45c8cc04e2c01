import { fail, type Result } from '../shared/problem.ts';
import type { Work } from '../shared/snapshot.ts';

/** What a long work reports through, and hears from whether it is still wanted. */
export interface WorkSteps {
  readonly signal: AbortSignal;
  /** How many files there are in all. */
  total(files: number): void;
  /** One more file is done. */
  step(): void;
}

/** Long work on the library, one at a time, with progress on screen and a way to stop it. */
export interface LongWork {
  state(): Work | null;
  /** `bad_request` while other work is under way. */
  run<T>(kind: Work['kind'], work: (steps: WorkSteps) => Promise<Result<T>>): Promise<Result<T>>;
  stop(): void;
}

export const createLongWork = (onChange: () => void): LongWork => {
  let current: { shown: Work; controller: AbortController } | null = null;
  const show = (more: Partial<Work>): void => {
    if (current === null) return;
    current.shown = { ...current.shown, ...more };
    onChange();
  };
  return {
    state: () => current?.shown ?? null,
    async run(kind, work) {
      if (current !== null) return fail('bad_request', { detail: `${current.shown.kind} is under way` });
      const controller = new AbortController();
      const mine = { shown: { kind, done: 0, total: 0 }, controller };
      current = mine;
      onChange();
      try {
        return await work({
          signal: controller.signal,
          total: (files) => show({ total: files }),
          step: () => show({ done: (current?.shown.done ?? 0) + 1 }),
        });
      } finally {
        current = null;
        onChange();
      }
    },
    stop: () => current?.controller.abort(),
  };
};

import type { Backups, Clock } from '../../src/core/ports.ts';
import { ok } from '../../src/shared/problem.ts';

/** Backups that only know when they were made. */
export interface FakeBackups extends Backups {
  readonly madeAt: number[];
}

export const createFakeBackups = (clock: Clock): FakeBackups => {
  const madeAt: number[] = [];
  return {
    madeAt,
    async make() {
      madeAt.push(clock.now());
      return ok(undefined);
    },
    newestAt: () => madeAt.at(-1) ?? null,
  };
};

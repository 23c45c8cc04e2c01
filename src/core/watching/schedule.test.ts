import { expect, it } from 'vitest';
import { newTask } from '../tasks/task-record.ts';
import { learnWaits } from './schedule.ts';

it('expects something sensible of a type whatever the API calls it', () => {
  const waitOf = learnWaits([]);
  const wait = (type: string | null): number => waitOf({ ...newTask('t', 0), type });
  expect([wait('lyrics'), wait('music'), wait(null)]).toEqual([30_000, 120_000, 120_000]);
  for (const odd of ['constructor', '__proto__', 'toString']) expect(wait(odd)).toBe(120_000);
});

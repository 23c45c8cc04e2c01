import { expect, it } from 'vitest';
import { createFakeBackups } from '../../../tests/fakes/backups.ts';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { fail } from '../../shared/problem.ts';
import { createBackupPlan, isBackupDue } from './backup-plan.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const make = (isEmpty = false) => {
  const clock = createFakeClock();
  const backups = createFakeBackups(clock);
  const log = createFakeLog();
  const start = clock.now();
  const state = { isEmpty };
  const plan = createBackupPlan({ clock, log, backups, isEmpty: () => state.isEmpty });
  /** When backups were made, in minutes since the start. */
  const made = (): number[] => backups.madeAt.map((at) => (at - start) / minute);
  return { clock, backups, log, plan, made, state };
};

it.each([
  [null, true],
  [0, false],
  [day - 1, false],
  [day, true],
  [-hour, false],
  [-2 * hour, true],
])('a newest one from %s ms ago: due is %s', (ago, due) => {
  expect(isBackupDue(ago === null ? null : 1e12 - ago, 1e12)).toBe(due);
});

it('makes one a minute after the start, then one a day', async () => {
  const { clock, plan, made } = make();
  plan.start();
  await clock.advance(minute - 1);
  expect(made()).toEqual([]);
  await clock.advance(3 * day);
  expect(made()).toEqual([1, 1 + 24 * 60, 1 + 48 * 60]);
});

it('makes none as long as there is nothing to keep, and within the hour when there is', async () => {
  const { clock, plan, made, state } = make(true);
  plan.start();
  await clock.advance(2 * day);
  await plan.stop();
  expect(made()).toEqual([]);
  plan.start();
  state.isEmpty = false;
  await clock.advance(minute);
  expect(made()).toHaveLength(1);
});

it('makes one at the end of a run too short for the first look, when it is due', async () => {
  const { clock, plan, made } = make();
  plan.start();
  await clock.advance(5000);
  await plan.stop();
  await plan.stop();
  expect([made(), clock.pending()]).toEqual([[5 / 60], 0]);
});

it('notices within the hour that a day was slept away', async () => {
  const { clock, plan, made } = make();
  plan.start();
  await clock.advance(minute);
  clock.jump(2 * day);
  await clock.advance(hour);
  expect(made()).toEqual([1, 2 * 24 * 60 + 61]);
});

it('notes a failure, tells nobody, and tries again in an hour', async () => {
  const { clock, backups, plan, log } = make();
  let tries = 0;
  backups.make = () => {
    tries += 1;
    return tries === 1 ? Promise.resolve(fail('disk_full')) : Promise.reject(new Error('a fault'));
  };
  plan.start();
  await clock.advance(minute + 2 * hour);
  await plan.stop();
  expect(tries).toBe(4);
  expect(log.lines.map(({ level, event }) => `${level} ${event}`)).toEqual([
    'warn backup failed',
    ...Array.from({ length: 3 }, () => 'error backup failed'),
  ]);
});

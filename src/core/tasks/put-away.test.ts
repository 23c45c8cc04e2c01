import { beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { migrate } from '../database/migrations.ts';
import type { Sql } from '../ports.ts';
import { createPutAway, keptAtHand } from './put-away.ts';
import { newTask, type TaskRecord } from './task-record.ts';
import { createTaskStore } from './task-store.ts';
import { taskView } from './task-view.ts';

let sql: Sql;
let clock: FakeClock;
beforeEach(() => {
  sql = memorySql();
  migrate(sql);
  clock = createFakeClock();
});

const failed = (n: number, more: Partial<TaskRecord> = {}): TaskRecord => ({
  ...newTask(`t${n}`, n),
  ...{ watch: 'done', status: 'failure', noticed: 'end', nextCheckAt: null, ...more },
});
const set = (records: readonly TaskRecord[]) => {
  const tasks = createTaskStore(sql);
  tasks.put(records);
  let told = 0;
  const log = createFakeLog();
  let fails = false;
  const putAway = createPutAway({
    ...{ clock, log, tasks },
    view(id) {
      const task = tasks.get(id);
      return task === undefined ? null : taskView(task, [], false, () => 0);
    },
    atomically: (work) => {
      if (fails) throw new Error('the disk is full');
      sql.transaction(work);
    },
    onChange: () => (told += 1),
  });
  putAway.start();
  return { putAway, log, told: () => told, fail: (how: boolean) => (fails = how) };
};
const atHand = (): number => createTaskStore(sql).atHand().length;

it('puts away what is over, but for the newest, a few at a time', async () => {
  const { told } = set(Array.from({ length: keptAtHand + 250 }, (_, n) => failed(n)));
  await clock.advance(10_000);
  expect([atHand(), told()]).toEqual([keptAtHand + 250, 0]);
  await clock.advance(11_000);
  expect([atHand(), told()]).toEqual([keptAtHand, 3]);
  expect(createTaskStore(sql).past()).toEqual({ finished: 0, failed: 250 });
});

it('leaves what goes on, what was not told of, and what misses its result', async () => {
  const newest = Array.from({ length: keptAtHand }, (_, n) => failed(1000 + n));
  set([
    ...newest,
    failed(1, { watch: 'active' }),
    failed(2, { watch: 'stopped' }),
    failed(3, { noticed: 'trouble' }),
    failed(4, { status: 'success' }),
    failed(5, { status: 'success', unreadable: 1 }),
    failed(6, { status: 'timeout' }),
  ]);
  await clock.advance(30_000);
  expect(atHand()).toBe(keptAtHand + 5);
  expect(createTaskStore(sql).get('t6')?.status).toBe('timeout');
});

it('leaves it to the next start when the database refuses', async () => {
  const { log, fail } = set(Array.from({ length: keptAtHand + 1 }, (_, n) => failed(n)));
  fail(true);
  await clock.advance(30_000);
  expect(log.lines.map(({ event }) => event)).toEqual(['not put away']);
  expect([atHand(), clock.pending()]).toEqual([keptAtHand + 1, 0]);
});

it('does nothing once it is stopped', async () => {
  const { putAway } = set(Array.from({ length: keptAtHand + 1 }, (_, n) => failed(n)));
  putAway.stop();
  await clock.advance(100_000);
  expect(atHand()).toBe(keptAtHand + 1);
});

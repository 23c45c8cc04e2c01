import { expect, it } from 'vitest';
import { taskId } from '../../../tests/fakes/engine.ts';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeJournal } from '../../../tests/fakes/journal.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import type { Sql } from '../ports.ts';
import { migrate } from '../database/migrations.ts';
import { createItemStore } from '../saving/item-store.ts';
import { createAddedIds } from './added-ids.ts';
import { newTask, type TaskRecord } from './task-record.ts';
import { createTaskStore } from './task-store.ts';
import { createWatchList } from './watch-list.ts';

const [a, b] = [taskId(1), taskId(2)];

/** The list over a database and a journal, each of which may be from another time than the other. */
const open = (sql: Sql, journal = createFakeJournal()) => {
  migrate(sql);
  const clock = createFakeClock(5000);
  const tasks = createTaskStore(sql);
  const gone: string[] = [];
  const changed: string[] = [];
  const list = createWatchList({
    ...{ clock, tasks, items: createItemStore(sql), added: createAddedIds(journal, clock) },
    onChanged: (ids) => changed.push(...ids),
    onGone: (ids) => gone.push(...ids),
  });
  const ids = (): string[] => tasks.atHand().map((task) => task.id);
  return { sql, journal, tasks, list, ids, gone, changed };
};

/** As `sql`, but nothing can be written to the tasks. */
const refusing = (sql: Sql): Sql => ({
  ...sql,
  run(statement, params) {
    if (/(INTO|FROM) tasks/.test(statement)) throw new Error('database or disk is full');
    return sql.run(statement, params);
  },
});

it('tells the journal before the database', () => {
  const { list, journal, ids } = open(memorySql());
  list.add(`${a} ${b}`);
  list.forget([a]);
  expect([journal.read(), ids()]).toEqual([[`+${a} 5000`, `+${b} 5000`, `-${a} 5000`], [b]]);
});

it('watches a task again that the API did not know, when it is named once more; others stay as they are', () => {
  const { list, tasks, changed, journal } = open(memorySql());
  const [missing, stopped, ended] = [a, b, taskId(3)];
  list.add([missing, stopped, ended].join(' '));
  const keep = (id: string, more: Partial<TaskRecord>): void =>
    tasks.put([{ ...newTask(id, 1000), nextCheckAt: null, noticed: 'missing', ...more }]);
  keep(missing, { watch: 'stopped', problem: { code: 'not_found', status: 404 }, failures: 3 });
  keep(stopped, { watch: 'stopped' });
  keep(ended, { watch: 'done', status: 'failure', problem: { code: 'not_found', status: 404 } });
  const before = [stopped, ended].map((id) => tasks.get(id));
  const lines = journal.read();
  changed.length = 0;
  expect(list.add(`${missing} ${stopped} ${ended}`)).toEqual({
    ...{ added: [], known: [missing, stopped, ended], rejected: [] },
  });
  expect(tasks.get(missing)).toMatchObject({
    ...{ addedAt: 1000, watch: 'active', nextCheckAt: 5000, failures: 0, problem: null, noticed: 'nothing' },
  });
  expect([stopped, ended].map((id) => tasks.get(id))).toEqual(before);
  expect([changed, journal.read()]).toEqual([[missing], lines]);
});

it('adds nothing at all when the journal refuses', () => {
  const { list, journal, ids, changed } = open(memorySql());
  journal.full = true;
  expect(() => list.add(a)).toThrow('ENOSPC');
  expect([ids(), changed]).toEqual([[], []]);
});

it('adds nothing at all when the database refuses, and the next start does not either', () => {
  const sql = memorySql();
  migrate(sql);
  const first = open(refusing(sql));
  expect(() => first.list.add(a)).toThrow('is full');
  expect([first.ids(), first.changed]).toEqual([[], []]);
  const next = open(sql, first.journal);
  expect([next.list.agree(), next.ids()]).toEqual([0, []]);
});

it('keeps a task whose forgetting the database refused', () => {
  const sql = memorySql();
  const first = open(sql);
  first.list.add(a);
  const second = open(refusing(sql), first.journal);
  expect(() => second.list.forget([a])).toThrow('is full');
  expect([second.ids(), second.gone]).toEqual([[a], []]);
  const next = open(sql, first.journal);
  next.list.agree();
  expect(next.ids()).toEqual([a]);
});

it('watches again what the database lost, from when it was added, and says how many those are', () => {
  const first = open(memorySql());
  first.list.add(`${a} ${b}`);
  const next = open(memorySql(), first.journal);
  expect(next.list.agree()).toBe(2);
  expect(next.tasks.get(a)).toMatchObject({ watch: 'active', addedAt: 5000, nextCheckAt: 5000 });
  expect(next.changed).toEqual([a, b]);
  expect(next.list.agree()).toBe(0);
});

it('does not bring a forgotten task back, nor keeps one that only an older database still has', () => {
  const old = memorySql();
  const first = open(old);
  first.list.add(`${a} ${b}`);
  // The database as it was before the forgetting: a backup, or a crash between the two writes.
  first.journal.append([`-${a} 6000`]);
  const next = open(old, first.journal);
  expect([next.list.agree(), next.ids(), next.gone]).toEqual([0, [b], [a]]);
});

it('completes an adding that broke off between journal and database', () => {
  const journal = createFakeJournal();
  journal.append([`+${a} 4000`]);
  const next = open(memorySql(), journal);
  expect([next.list.agree(), next.ids()]).toEqual([1, [a]]);
});

it('watches a task again that was forgotten and added anew', () => {
  const first = open(memorySql());
  first.list.add(a);
  first.list.forget([a]);
  first.list.add(a);
  const next = open(memorySql(), first.journal);
  expect([next.list.agree(), next.ids()]).toEqual([1, [a]]);
});

it('tells the journal of what a database from before it holds, once', () => {
  const sql = memorySql();
  open(sql).list.add(a);
  const next = open(sql);
  next.list.agree();
  next.list.agree();
  expect(next.journal.read()).toEqual([`+${a} 5000`]);
});

it('tells the journal of what came in with an archive, forgotten before or not', () => {
  const first = open(memorySql());
  first.list.add(a);
  first.list.forget([a]);
  first.list.remember([a]);
  expect(open(memorySql(), first.journal).list.agree()).toBe(1);
});

import { beforeEach, describe, expect, it } from 'vitest';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { migrate } from '../database/migrations.ts';
import type { Sql } from '../ports.ts';
import { createItemStore } from '../saving/item-store.ts';
import { newTask, type TaskRecord } from './task-record.ts';
import { createTaskStore, type TaskStore } from './task-store.ts';

let sql: Sql;
let tasks: TaskStore;
beforeEach(() => {
  sql = memorySql();
  migrate(sql);
  tasks = createTaskStore(sql);
});

const over = (n: number): TaskRecord => ({
  ...newTask(`t${n}`, 1000 + n),
  ...{ watch: 'done', status: 'success', noticed: 'end', nextCheckAt: null, reply: { task_id: `t${n}` } },
});
const ids = (records: readonly TaskRecord[]): string[] => records.map(({ id }) => id);
const again = (): TaskStore => (tasks = createTaskStore(sql));

describe('tasks that are put away', () => {
  beforeEach(() => {
    tasks.put([1, 2, 3, 4, 5, 6].map(over));
    for (const n of [1, 2, 4]) tasks.putAway(`t${n}`, n === 2 ? 'failed' : 'finished');
  });

  it('stay at hand until the next start, and can be read ever after', () => {
    expect([ids(tasks.atHand()).length, tasks.past()]).toEqual([6, { finished: 0, failed: 0 }]);
    again();
    expect(ids(tasks.atHand())).toEqual(['t6', 't5', 't3']);
    expect(tasks.past()).toEqual({ finished: 2, failed: 1 });
    expect(tasks.get('t1')).toEqual(over(1));
    expect([tasks.count(), tasks.ids().size, ids([...tasks.each()])]).toEqual([
      ...[6, 6, ['t6', 't5', 't4', 't3', 't2', 't1']],
    ]);
  });

  it('come by page, newest first, all or of one kind', () => {
    again();
    expect(ids(tasks.pastAfter(null, 2, null))).toEqual(['t4', 't2']);
    expect(ids(tasks.pastAfter({ addedAt: 1002, id: 't2' }, 2, null))).toEqual(['t1']);
    expect(ids(tasks.pastAfter(null, 9, 'finished'))).toEqual(['t4', 't1']);
    expect(ids(tasks.pastAfter(null, 9, 'failed'))).toEqual(['t2']);
  });

  it('are at hand again when something becomes of them, and gone when they are forgotten', () => {
    again();
    tasks.put([{ ...over(4), watch: 'active' }]);
    tasks.remove(['t1']);
    expect(tasks.past()).toEqual({ finished: 0, failed: 1 });
    expect(ids(tasks.pastAfter(null, 9, null))).toEqual(['t2']);
    expect(ids(again().atHand())).toEqual(['t6', 't5', 't4', 't3']);
  });

  it('are at hand again when a result of theirs is wanted after all', () => {
    again();
    const item = { id: 'c', taskId: 't1', position: 0, title: 'C', state: 'waiting', attempts: 0 } as const;
    createItemStore(sql).write({
      ...{ ...item, nextTryAt: null, needsLink: false, deadlineAt: null, problem: null, part: null },
      source: { kind: 'lyrics', title: 'C', text: 'la' },
    });
    expect(ids(again().atHand())).toContain('t1');
    expect(tasks.past()).toEqual({ finished: 1, failed: 1 });
    expect(ids(tasks.pastAfter(null, 9, null))).toEqual(['t4', 't2']);
  });

  it('that are at hand by chance stay there when a transaction fails', () => {
    again();
    expect(() =>
      sql.transaction(() => {
        tasks.write({ ...over(6), title: 'never' });
        throw new Error('no');
      }),
    ).toThrow('no');
    tasks.reload();
    expect([tasks.get('t6')?.title, ids(tasks.atHand())]).toEqual([null, ['t6', 't5', 't3']]);
  });
});

it('goes through more tasks than one page has, of one time, each once', () => {
  tasks.put(Array.from({ length: 450 }, (_, n) => newTask(`t${String(n).padStart(3, '0')}`, 7)));
  expect(ids([...tasks.each()])).toEqual(ids(tasks.atHand()));
});

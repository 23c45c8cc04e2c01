import { beforeEach, expect, it } from 'vitest';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { migrate } from '../database/migrations.ts';
import type { Sql } from '../ports.ts';
import { newTask } from '../tasks/task-record.ts';
import { createTaskStore } from '../tasks/task-store.ts';
import { createItemStore, type ItemStore, type SaveItemRecord } from './item-store.ts';

let sql: Sql;
/** Statements that were read since the last look. */
let asked: number;
beforeEach(() => {
  const real = memorySql();
  migrate(real);
  asked = 0;
  sql = {
    ...real,
    all: (text, params) => {
      asked += 1;
      return real.all(text, params);
    },
  };
  const tasks = createTaskStore(sql);
  tasks.put(['here', 'past', 'open'].map((id, n) => newTask(id, n)));
  const items = createItemStore(sql);
  for (const taskId of ['here', 'past', 'open'])
    for (const position of [1, 0]) items.write(item(taskId, position));
  items.write({ ...item('open', 1), state: 'retrying' });
  tasks.putAway('past', 'finished');
  tasks.putAway('open', 'finished');
});

const item = (taskId: string, position: number): SaveItemRecord => ({
  ...{ id: `${taskId}-${position}`, taskId, position, title: 'T', state: 'saved', attempts: 1 },
  source: { kind: 'lyrics', title: 'T', text: 'la' },
  ...{ nextTryAt: null, needsLink: false, deadlineAt: null, problem: null, part: null },
});
const idsOf = (items: readonly SaveItemRecord[]): string[] => items.map(({ id }) => id);
const opened = (): ItemStore => {
  const items = createItemStore(sql);
  asked = 0;
  return items;
};

it('holds the items of tasks at hand, and of those with something to save, without asking again', () => {
  const items = opened();
  expect([idsOf(items.ofTask('here')), idsOf(items.ofTask('open'))]).toEqual([
    ['here-0', 'here-1'],
    ['open-0', 'open-1'],
  ]);
  expect([idsOf(items.unsaved()), items.get('open-1')?.state, asked]).toEqual([['open-1'], 'retrying', 0]);
});

it('reads those of a task that was put away, and keeps them only where they are asked for to stay', () => {
  const items = opened();
  for (const times of [1, 2]) {
    expect(idsOf(items.lookUp('past'))).toEqual(['past-0', 'past-1']);
    expect([items.get('past-0')?.title, asked]).toEqual(['T', 2 * times]);
  }
  expect(idsOf(items.ofTask('past'))).toEqual(['past-0', 'past-1']);
  asked = 0;
  expect([idsOf(items.ofTask('past')), items.get('past-1')?.id, asked]).toEqual([
    ...[['past-0', 'past-1'], 'past-1', 0],
  ]);
});

it('takes what is under way from memory, not from the disk', () => {
  const items = opened();
  items.write({ ...item('past', 0), state: 'saving' });
  expect(items.lookUp('past').map(({ state }) => state)).toEqual(['saving', 'saved']);
  items.reload();
  expect(items.get('past-0')?.state).toBe('waiting');
});

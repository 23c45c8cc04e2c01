import { describe, expect, it } from 'vitest';
import { finished, sampleItem, sampleTask } from '../../tests/fakes/sample-tasks.ts';
import { type SaveItem, saveStates, type Task, taskPhase } from './task.ts';

const now = Date.UTC(2026, 10, 23);
const phase = (more: Partial<Task>, ...items: Partial<SaveItem>[]): string =>
  taskPhase(
    sampleTask(1, now, {
      ...finished(now, 5),
      items: items.map((item, index) => sampleItem(1, index, item)),
      ...more,
    }),
  );

describe('taskPhase', () => {
  it.each(['success', 'failure', 'timeout', 'running', null])(
    'of a task that is %s puts what is not saved first',
    (status) => {
      for (const state of saveStates.filter((each) => each !== 'saved' && each !== 'dropped'))
        expect(['saving', 'not_saved']).toContain(phase({ status }, {}, { state }));
      expect(phase({ status }, { state: 'retrying', problem: { code: 'link_dead' } })).toBe('not_saved');
      expect(phase({ status }, { state: 'waiting' })).toBe('saving');
    },
  );

  it('is saving while a success is asked for more of its result, and not saved once that is over', () => {
    const active = { watch: 'active', unreadable: 1 } as const;
    expect([phase({ watch: 'active' }), phase(active), phase(active, {})]).toEqual(Array(3).fill('saving'));
    expect(phase(active, { state: 'paused' })).toBe('not_saved');
    expect([phase({ unreadable: 2 }), phase({ unreadable: 1 }, {})]).toEqual(['not_saved', 'not_saved']);
    expect(phase({ unreadable: 1 }, { state: 'dropped' })).toBe('not_saved');
  });

  it('is at its end when all that was wanted is saved', () => {
    expect(phase({})).toBe('empty');
    expect(phase({}, {}, { state: 'dropped' })).toBe('saved');
    expect(phase({}, { state: 'dropped' })).toBe('left_out');
    expect(phase({ status: 'failure', unreadable: 1 })).toBe('failed');
  });
});

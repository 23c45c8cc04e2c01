import { describe, expect, it } from 'vitest';
import { finished, sampleItem, sampleTask } from '../../tests/fakes/sample-tasks.ts';
import { asksPerson, attentionOf, isNeeded } from './attention.ts';
import type { ProblemCode } from './problem.ts';
import type { SaveItem, Task } from './task.ts';

const now = Date.UTC(2026, 10, 23);
const hour = 3_600_000;
const of = (
  tasks: Task[],
  more: { session?: 'ready' | 'rejected'; folder?: ProblemCode; database?: ProblemCode } = {},
) =>
  attentionOf(
    {
      tasks,
      session: { state: more.session ?? 'ready' },
      library: { problem: more.folder === undefined ? null : { code: more.folder } },
      database: more.database === undefined ? null : { code: more.database },
    },
    now,
  );
const done = (items: Partial<SaveItem>[], more: Partial<Task> = {}): Task =>
  sampleTask(1, now, {
    ...finished(now, 60),
    items: items.map((item, index) => sampleItem(1, index, item)),
    ...more,
  });
const full = { state: 'needs_user', problem: { code: 'disk_full' } } as const;
const gone: Partial<Task> = { status: null, watch: 'stopped', problem: { code: 'not_found' } };
const calm = {
  ...{ keyRefused: false, database: false, folder: false, expiring: 0, needsYou: 0, missing: 0 },
  ...{ watching: 0, saving: 0, paused: 0, unreadable: 0, allSaved: false },
};

describe('attentionOf', () => {
  it('is calm over an empty list, where nothing is saved either', () => {
    expect(of([])).toEqual(calm);
    expect(isNeeded(of([]))).toBe(false);
  });

  it('counts results and not tasks, each in one place', () => {
    const states = ['needs_user', 'impossible', 'retrying', 'saving', 'paused', 'saved', 'dropped'] as const;
    const tasks = [done(states.map((state) => ({ state }))), sampleTask(2, now)];
    expect(of(tasks)).toEqual({ ...calm, needsYou: 2, watching: 1, saving: 2, paused: 1 });
  });

  it('puts links that run out within a day before everything else, and lets what has just come in be', () => {
    const soon = { deadlineAt: now + hour, attempts: 5, problem: { code: 'link_dead' } } as const;
    const tasks = [
      done([
        { ...soon, state: 'paused' },
        { ...soon, state: 'retrying' },
        { ...full, ...soon },
      ]),
    ];
    expect(of(tasks)).toMatchObject({ expiring: 3, paused: 0, saving: 0, needsYou: 0 });
    expect(isNeeded(of(tasks))).toBe(true);
    expect(of([done([{ ...soon, state: 'impossible' }])])).toMatchObject({ expiring: 0, needsYou: 1 });
    const fresh = { state: 'waiting', attempts: 0, deadlineAt: now + hour } as const;
    expect(of([done([fresh], { lastCheckAt: now - 60_000 })])).toMatchObject({ expiring: 0, saving: 1 });
    expect(of([done([fresh], { lastCheckAt: now - hour })])).toMatchObject({ expiring: 1, saving: 0 });
  });

  it('needs a person when nothing new can be kept', () => {
    const attention = of([], { database: 'disk_full' });
    expect(attention).toEqual({ ...calm, database: true });
    expect(isNeeded(attention)).toBe(true);
  });

  it('says once of the folder what holds for all that wait for it', () => {
    const tasks = [done([full, full, { state: 'impossible' }])];
    expect(of(tasks)).toMatchObject({ folder: false, needsYou: 3 });
    expect(of(tasks, { folder: 'disk_full' })).toMatchObject({ folder: true, needsYou: 1 });
    expect(isNeeded(of([], { folder: 'folder_missing' }))).toBe(true);
  });

  it('lets a virus scanner hold a new file for a moment', () => {
    const locked = (attempts: number): Task =>
      done([{ state: 'needs_user', problem: { code: 'file_locked' }, attempts }]);
    expect(of([locked(1)], { folder: 'file_locked' })).toMatchObject({
      folder: false,
      needsYou: 0,
      saving: 1,
    });
    expect(of([locked(3)])).toMatchObject({ needsYou: 1, saving: 0 });
  });

  it('needs a person for a task that was not found, and not while it is still asked for', () => {
    expect(of([sampleTask(1, now, gone)])).toMatchObject({ missing: 1, watching: 0 });
    expect(isNeeded(of([sampleTask(1, now, gone)]))).toBe(true);
    expect(of([sampleTask(1, now, { ...gone, watch: 'active' })])).toMatchObject({ missing: 0, watching: 1 });
  });

  it('watches a success that waits for its result, and counts what could not be read once that is over', () => {
    const half = { unreadable: 1 };
    expect(of([done([], { watch: 'active' })])).toMatchObject({ watching: 1, unreadable: 0 });
    expect(of([done([{}], { ...half, watch: 'active' })])).toMatchObject({ watching: 1, unreadable: 0 });
    expect(of([done([{}], half)])).toMatchObject({ watching: 0, unreadable: 1, allSaved: false });
  });

  it('calls everything saved only when it is', () => {
    const good = done([{}, { state: 'dropped' }]);
    expect(of([good, done([], { status: 'failure' })]).allSaved).toBe(true);
    const others = [
      ...[done([]), done([{ state: 'paused' }]), done([{}], { unreadable: 1 })],
      ...[sampleTask(2, now, gone), sampleTask(2, now, { watch: 'stopped' }), sampleTask(2, now)],
    ];
    for (const other of others) expect(of([good, other]).allSaved).toBe(false);
    expect(of([done([], { status: 'failure' })]).allSaved).toBe(false);
  });

  it('does not count a stopped watch, and knows a refused key', () => {
    const tasks = [sampleTask(1, now, { watch: 'stopped' })];
    expect(of(tasks, { session: 'rejected' })).toMatchObject({ watching: 0, keyRefused: true });
  });
});

it('tells problems that a person has to end from those that pass', () => {
  expect(['disk_full', 'unauthorized', 'folder_denied'].map(asksPerson)).toEqual([true, true, true]);
  expect(['link_dead', 'server', 'offline', null, 'Refused'].map(asksPerson)).not.toContain(true);
});

import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../tests/fakes/clock.ts';
import { indexOf } from '../../../tests/fakes/library-index.ts';
import { someClip } from '../../../tests/fakes/library.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { isOpen, type PairAnswer, type PairPlace } from '../../shared/pair.ts';
import { migrate } from '../database/migrations.ts';
import { createClipPlaces } from '../library/clip-places.ts';
import { type ClipStore, createClipStore } from '../library/clip-store.ts';
import { createSayings } from '../library/said/saying.ts';
import type { Sql } from '../ports.ts';
import { createUndoing } from '../undoing.ts';
import { createPairs, type Pairs } from './pairs.ts';

let sql: Sql;
let clock: FakeClock;
let clips: ClipStore;
let pairs: Pairs;

/** A task that gave so many clips; the later the number, the newer. */
const give = (task: number, count: number): void => {
  for (let n = 0; n < count; n += 1)
    clips.add(
      someClip(`t${task}-${n}`, { taskId: `t${task}`, title: `Song ${task}`, createdAt: task, position: n }),
    );
};
const keep = async (ids: readonly string[], kept = true): Promise<() => Promise<number> | null> => {
  const undoing = createUndoing<Promise<number>>(() => 0.5);
  const sayings = createSayings({
    ...{ clock, sql, undoing, catchUp: indexOf(sql).catchUp, onChange: () => undefined },
  });
  const ords = ids.map((id) => Number(sql.all('SELECT ord FROM clips WHERE id = ?', [id])[0]?.['ord']));
  const { undo } = await sayings.say(ords, { kept });
  return () => undoing.undo(undo ?? '');
};
const bin = (...ids: string[]): void => void createClipPlaces(sql).remove(ids, 9);
const next = (of: 'open' | 'all', from: PairPlace | null = null): PairAnswer =>
  pairs.find({ to: 'next', of, from });
const row = (of: 'open' | 'all'): string[] => {
  const found: string[] = [];
  for (let from: PairPlace | null = null; ;) {
    const { pair }: PairAnswer = next(of, from);
    if (pair === null) return found;
    found.push(pair.taskId);
    from = pair;
  }
};

beforeEach(() => {
  sql = memorySql();
  migrate(sql);
  clock = createFakeClock();
  clips = createClipStore(sql);
  pairs = createPairs(sql);
});

describe('the row of pairs', () => {
  it('holds tasks with two clips or more, newest first, and says where one stands', () => {
    give(1, 2);
    give(2, 1);
    give(3, 3);
    give(4, 2);
    expect(row('all')).toEqual(['t4', 't3', 't1']);
    const third = pairs.find({ to: 'task', taskId: 't3' });
    expect([third.place, third.total, third.open]).toEqual([2, 3, 3]);
    expect(third.pair?.takes.map(({ clip, kept, here }) => [clip.id, kept, here])).toEqual([
      ['t3-0', false, true],
      ['t3-1', false, true],
      ['t3-2', false, true],
    ]);
    const before = (taskId: string, madeAt: number): string | undefined =>
      pairs.find({ to: 'previous', of: 'all', from: { taskId, madeAt } }).pair?.taskId;
    expect([before('t1', 1), before('t3', 3), before('t4', 4)]).toEqual(['t3', 't4', undefined]);
  });

  it('tells a task with one clip, and one that nobody knows', () => {
    give(1, 1);
    expect(pairs.find({ to: 'task', taskId: 't1' })).toMatchObject({ place: 0, total: 0, open: 0 });
    expect(pairs.find({ to: 'task', taskId: 't1' }).pair?.takes).toHaveLength(1);
    expect(pairs.find({ to: 'task', taskId: 'nobody' }).pair).toBeNull();
    expect(next('all')).toEqual({ pair: null, place: 0, total: 0, open: 0 });
  });

  it('keeps pairs apart that were made in the same ms', () => {
    for (const task of ['b', 'a', 'c'])
      for (const n of [0, 1]) clips.add(someClip(`${task}${n}`, { taskId: task, createdAt: 5, position: n }));
    expect(row('all')).toEqual(['a', 'b', 'c']);
    expect(pairs.find({ to: 'task', taskId: 'c' }).place).toBe(3);
    expect(pairs.find({ to: 'previous', of: 'all', from: { taskId: 'c', madeAt: 5 } }).pair?.taskId).toBe(
      'b',
    );
  });
});

describe('deciding', () => {
  beforeEach(() => [1, 2, 3].forEach((task) => give(task, 2)));

  it('is done when every clip is kept or in the bin, and can be taken back', async () => {
    await keep(['t3-0']);
    expect(row('open')).toEqual(['t3', 't2', 't1']);
    const back = await keep(['t3-1']);
    expect(row('open')).toEqual(['t2', 't1']);
    expect(next('all')).toMatchObject({ place: 1, total: 3, open: 2 });
    expect(await back()).toBe(1);
    expect(row('open')).toEqual(['t3', 't2', 't1']);
  });

  it('has nothing left to compare with one clip in the bin; what comes back is to be decided again', () => {
    bin('t2-0');
    expect(row('open')).toEqual(['t3', 't1']);
    expect(pairs.find({ to: 'task', taskId: 't2' }).pair?.takes.map(({ here }) => here)).toEqual([
      false,
      true,
    ]);
    bin('t2-1');
    expect(row('all')).toEqual(['t3', 't2', 't1']);
    createClipPlaces(sql).restore(['t2-0', 't2-1']);
    expect(row('open')).toEqual(['t3', 't2', 't1']);
  });

  it('agrees with what is read of a pair, whatever happens to its clips', async () => {
    give(4, 5);
    const steps: (() => unknown)[] = [
      () => keep(['t4-0', 't4-1', 't4-2']),
      () => bin('t4-3', 't4-4', 't1-0'),
      () => keep(['t4-1'], false),
      () => createClipPlaces(sql).restore(['t4-3']),
      () => keep(['t4-1', 't4-3']),
      () => sql.run("DELETE FROM clips WHERE id = 't3-1'"),
      () => give(3, 2),
      () => sql.run("UPDATE clips SET task_id = 't2' WHERE task_id = 't1'"),
    ];
    const open = (): string[] =>
      row('all').filter((taskId) => {
        const { pair } = pairs.find({ to: 'task', taskId });
        return pair !== null && isOpen(pair);
      });
    for (const step of steps) {
      await step();
      expect(row('open')).toEqual(open());
      expect(next('all')).toMatchObject({ open: open().length, total: row('all').length });
    }
    expect(row('all')).toEqual(['t4', 't3', 't2']);
    expect(row('open')).toEqual(['t3', 't2']);
  });

  it('asks no more than its indexes for the next one and the counts', () => {
    const plan = (query: string, values: (string | number)[] = []): string =>
      JSON.stringify(sql.all(`EXPLAIN QUERY PLAN ${query}`, values));
    const from = 'SELECT made_at, task_id FROM takes WHERE';
    expect(plan(`${from} here > 1 AND open > 0 ORDER BY made_at DESC, task_id LIMIT 1`)).toContain(
      'takes_open',
    );
    expect(plan('SELECT count(*) FROM takes WHERE known > 1')).toContain('takes_pairs');
  });
});

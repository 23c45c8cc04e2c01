import { describe, expect, it } from 'vitest';
import { finished, sampleItem, sampleTask, sampleTasks } from '../../../../tests/fakes/sample-tasks.ts';
import type { SaveItem, Task } from '../../../shared/task.ts';
import { catalogueFor } from '../../../shared/messages/catalogue.ts';
import {
  asksAgainWords,
  countByFilter,
  creditWords,
  hasSomethingToLose,
  isCheckable,
  matches,
  waitWords,
} from './task-words.ts';

const t = catalogueFor('en');
const now = 1_800_000_000_000;
const expecting = (ms: number): string | null =>
  waitWords(t, sampleTask(0, now, { expectedAt: now + ms }), now);

describe('what is said of a task', () => {
  it.each([
    [300_000, 'about 5 min left'],
    [95_000, 'about 2 min left'],
    [61_000, 'about 1 min left'],
    [50_500, 'about 1 min left'],
    [41_000, 'about 50 s left'],
    [12_000, 'about 20 s left'],
    [4_000, 'any moment now'],
    [-15_000, 'any moment now'],
    [-60_000, 'longer than usual, still watching'],
  ])('with %i ms to go: %s', (ms, words) => {
    expect(expecting(ms)).toBe(words);
  });

  it('expects nothing of a task that is over or of which nothing is known', () => {
    expect(waitWords(t, sampleTask(0, now, { status: 'failure' }), now)).toBeNull();
    expect(waitWords(t, sampleTask(0, now, { expectedAt: null }), now)).toBeNull();
  });

  it('tells credits that came back', () => {
    expect(creditWords(t, 'en', sampleTask(0, now, { credits: 1 }))).toBe('1 credit');
    expect(creditWords(t, 'en', sampleTask(0, now, { refunded: true }))).toBe('10 credits, given back');
    expect(creditWords(t, 'en', sampleTask(0, now, { credits: null }))).toBeNull();
  });

  it('counts exactly what each filter shows', () => {
    const tasks = sampleTasks(now);
    const counts = countByFilter(tasks, { finished: 0, failed: 0 });
    for (const filter of ['all', 'active', 'not_saved', 'finished', 'failed'] as const) {
      expect(tasks.filter((task) => matches(task, filter))).toHaveLength(counts[filter]);
      expect(counts[filter]).toBeGreaterThan(0);
    }
  });

  it('knows where forgetting the id could lose a song', () => {
    const losing = sampleTasks(now).filter(hasSomethingToLose);
    expect(losing.some((task) => task.status === 'running')).toBe(true);
    expect(losing.some((task) => task.items.some((item) => item.problem !== null))).toBe(true);
    expect(losing.every((task) => task.status !== 'failure' && task.status !== 'timeout')).toBe(true);
  });

  const ended = (more: Partial<Task>, items: Partial<SaveItem>[] = []): Task =>
    sampleTask(0, now, {
      ...finished(now, 5),
      items: items.map((item, place) => sampleItem(0, place, item)),
      ...more,
    });
  const missed: [string, Task][] = [
    [
      'has a result that is not saved, although it failed',
      ended({ status: 'failure' }, [{ state: 'paused' }]),
    ],
    ['has a result that could not be read', ended({ unreadable: 1 }, [{}])],
    ['has only results that could not be read', ended({ unreadable: 2 })],
    ['gave nothing', ended({})],
  ];

  it.each(missed)(
    'a task that %s is found under “Not saved yet”, asked of, and not forgotten at once',
    (_, task) => {
      expect(matches(task, 'not_saved')).toBe(true);
      expect(isCheckable(task)).toBe(true);
      expect(hasSomethingToLose(task)).toBe(true);
    },
  );

  it('asks of what may have news, and not of what is whole', () => {
    const waits = ended({ watch: 'active', unreadable: 1 }, [{}]);
    expect([waits, ended({ watch: 'active' })].map(isCheckable)).toEqual([true, true]);
    expect([ended({}, [{}]), ended({}, [{ state: 'dropped' }])].map(isCheckable)).toEqual([false, false]);
    expect(isCheckable(ended({}, [{ state: 'waiting' }]))).toBe(false);
  });

  it('says when a success is asked again for its result, or what that waits for', () => {
    const said = (
      more: Partial<Task>,
      around: { online?: boolean; keyed?: boolean; paused?: boolean } = {},
    ): string | null =>
      asksAgainWords(t, ended({ watch: 'active', nextCheckAt: now + 40_000, ...more }), {
        ...{ now, online: true, keyed: true, paused: false },
        ...around,
      });
    expect(said({})).toBe('Cliploft asks again in 40 s.');
    expect([said({ checking: true }), said({ nextCheckAt: now })]).toEqual(Array(2).fill(t.tasks.asking));
    expect(said({}, { online: false })).toBe('Goes on by itself when the network is back.');
    expect(said({}, { keyed: false })).toBe('Goes on by itself when a key works.');
    expect(said({}, { paused: true })).toBe('Asked again when you go on watching.');
    expect(said({ nextCheckAt: null })).toBeNull();
  });
});

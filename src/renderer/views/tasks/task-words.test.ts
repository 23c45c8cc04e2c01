import { describe, expect, it } from 'vitest';
import { sampleTask, sampleTasks } from '../../../../tests/fakes/sample-tasks.ts';
import { catalogueFor } from '../../../shared/messages/catalogue.ts';
import { countByFilter, creditWords, hasSomethingToLose, matches, waitWords } from './task-words.ts';

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
    const counts = countByFilter(tasks);
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
});

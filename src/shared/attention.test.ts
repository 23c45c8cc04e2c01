import { describe, expect, it } from 'vitest';
import { sampleItem, sampleTask } from '../../tests/fakes/sample-tasks.ts';
import { attentionOf } from './attention.ts';

const now = Date.UTC(2026, 10, 23);
const ready = { state: 'ready' } as const;

describe('attentionOf', () => {
  it('is calm over an empty list', () => {
    expect(attentionOf([], ready)).toEqual({ needsYou: 0, keyRefused: false, watching: 0, saving: 0 });
  });

  it('counts results and not tasks, each in one place', () => {
    const items = (
      ['needs_user', 'impossible', 'retrying', 'saving', 'paused', 'saved', 'dropped'] as const
    ).map((state, index) => sampleItem(1, index, { state }));
    const tasks = [sampleTask(1, now, { status: 'success', watch: 'done', items }), sampleTask(2, now)];
    expect(attentionOf(tasks, ready)).toEqual({ needsYou: 2, keyRefused: false, watching: 1, saving: 2 });
  });

  it('does not count a stopped watch, and knows a refused key', () => {
    const tasks = [sampleTask(1, now, { watch: 'stopped' })];
    expect(attentionOf(tasks, { state: 'rejected' })).toMatchObject({ watching: 0, keyRefused: true });
  });
});

import { describe, expect, it } from 'vitest';
import { sampleItem, sampleTask } from '../../../tests/fakes/sample-tasks.ts';
import type { SaveItem } from '../../shared/task.ts';
import type { Work } from '../../shared/snapshot.ts';
import { createWorkProgress, type ProgressState } from './work-progress.ts';

type Part = Partial<SaveItem>;
const state = (parts: readonly Part[], work: Work | null = null): ProgressState => ({
  tasks: [
    sampleTask(0, 0, { items: parts.map((part, index) => sampleItem(0, index, { total: 100, ...part })) }),
  ],
  work,
});
const saving = (received: number, more: Part = {}): Part => ({ state: 'saving', received, ...more });
const saved: Part = { state: 'saved' };
const waiting: Part = { state: 'waiting', received: 0 };

describe('the progress of the moment', () => {
  it('is how much of what is saved together has come', () => {
    const progress = createWorkProgress();
    expect(progress(state([saving(50), waiting]))).toBe(0.25);
    // The end of one is no step back.
    expect(progress(state([saved, saving(0)]))).toBe(0.5);
    expect(progress(state([saved, saving(90)]))).toBe(0.95);
    expect(progress(state([saved, saved]))).toBeNull();
  });

  it('begins anew with what comes after a rest', () => {
    const progress = createWorkProgress();
    progress(state([saving(50)]));
    progress(state([saved]));
    expect(progress(state([saved, saving(20)]))).toBe(0.2);
  });

  it('is none while everything only waits for its next try, and goes on from there', () => {
    const progress = createWorkProgress();
    expect(progress(state([saving(50), waiting]))).toBe(0.25);
    expect(progress(state([{ state: 'retrying', received: 60 }, waiting]))).toBeNull();
    expect(progress(state([saving(80), saved]))).toBe(0.9);
  });

  it('leaves out what stands still, and stays sane with lengths that are unknown or wrong', () => {
    const progress = createWorkProgress();
    expect(progress(state([saving(50), waiting]))).toBe(0.25);
    expect(progress(state([saving(50), { state: 'paused', received: 0 }]))).toBe(0.5);
    expect(progress(state([saving(500), { state: 'needs_user' }]))).toBe(1);
    expect(createWorkProgress()(state([saving(50, { total: null }), saving(50, { total: 0 })]))).toBe(0);
  });

  it('is that of long work on the library where there is any', () => {
    const progress = createWorkProgress();
    expect(progress(state([saving(50)], { kind: 'move', done: 3, total: 4 }))).toBe(0.75);
    expect(progress(state([], { kind: 'export', done: 0, total: 0 }))).toBe(0);
    expect(progress(state([], { kind: 'export', done: 9, total: 4 }))).toBe(1);
  });
});

import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { Toasts } from './toasts.svelte.ts';

const shown = (toasts: Toasts): string[] => {
  flushSync();
  return toasts.list.map(({ title }) => title);
};

it('never shows the same words twice, but keeps every way back', () => {
  const toasts = new Toasts();
  toasts.add({ kind: 'done', title: 'Saved' });
  toasts.add({ kind: 'done', title: 'Saved' });
  expect(shown(toasts)).toEqual(['Saved']);
  const action = { label: 'Undo', run: () => undefined };
  toasts.add({ kind: 'done', title: 'Left out', action });
  toasts.add({ kind: 'done', title: 'Left out', action });
  expect(shown(toasts)).toEqual(['Saved', 'Left out', 'Left out']);
});

it('holds words of any length', () => {
  const toasts = new Toasts();
  toasts.add({ kind: 'problem', title: '🌊'.repeat(5000), text: 'x'.repeat(100_000) });
  flushSync();
  const [toast] = toasts.list;
  expect(Array.from(toast?.title ?? '')).toHaveLength(160);
  expect(toast?.title.endsWith('🌊…')).toBe(true);
  expect(toast?.text?.length).toBe(500);
});

import { fireEvent, render, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { createFakeBridge } from '../../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { sampleSnapshot } from '../../../../tests/fakes/sample-state.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import type { Grouping } from '../../../shared/library-query.ts';
import App from '../../App.svelte';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const rowHeight = 52;

/** A list of a hundred clips, in groups of two where it is grouped. */
const open = async (group: Grouping = 'none') => {
  const [first] = sampleClips(now);
  if (first === undefined) throw new Error('no clips');
  const clips = Array.from({ length: 100 }, (_, n) => ({
    ...first,
    ...{ id: `c${n}`, title: `Song ${n}`, createdAt: now - n * 1000, taskId: `t${Math.floor(n / 2)}` },
  }));
  const { settings } = sampleSnapshot(now);
  const library = { sort: 'newest', layout: 'list', group } as const;
  const fake = createFakeBridge({ now, clips, snapshot: { settings: { ...settings, library } } });
  const { container } = render(App, {
    ...{ bridge: fake.bridge, engine: createFakeSound().engine, time: () => now },
    createEngine: () => createFakeSound().engine,
  });
  const card = (place: number): HTMLElement | null =>
    container.querySelector<HTMLElement>(`[data-place="${place}"] [data-card="c${place}"]`);
  await waitFor(() => expect(card(10)).not.toBeNull(), { timeout: 10_000 });
  const scroller = container.querySelector<HTMLElement>('.grid');
  if (scroller === null) throw new Error('no grid');
  const scrollTo = async (px: number): Promise<void> => {
    scroller.scrollTop = px;
    await fireEvent.scroll(scroller);
  };
  const places = (): number[] =>
    Array.from(container.querySelectorAll<HTMLElement>('[data-place]'), ({ dataset }) =>
      Number(dataset['place']),
    );
  return { container, card, scrollTo, places };
};

it('shows other clips in the elements of those that left, in the order of the list', async () => {
  const { card, scrollTo, places } = await open();
  const element = card(3);
  await scrollTo(20 * rowHeight);
  await waitFor(() => expect(card(20)).not.toBeNull());
  await waitFor(() => expect(element?.dataset['card']).toMatch(/^c(1[89]|2\d|3\d)$/));
  expect(element?.isConnected).toBe(true);
  expect(places()).toEqual([...places()].sort((a, b) => a - b));
  expect(places()).toContain(33);
});

it('keeps the focus on a clip that stays in sight, however much of the rest changes', async () => {
  const { card, scrollTo } = await open();
  await waitFor(() => expect(card(14)).not.toBeNull());
  card(14)?.focus();
  expect(document.activeElement).toBe(card(14));
  await scrollTo(14 * rowHeight);
  await waitFor(() => expect(card(25)).not.toBeNull());
  expect(document.activeElement).toBe(card(14));
  await scrollTo(2 * rowHeight);
  await waitFor(() => expect(card(3)).not.toBeNull());
  expect(document.activeElement).toBe(card(14));
});

it('never leaves the focus on another clip, nor on another group', async () => {
  const { card, scrollTo } = await open();
  card(1)?.focus();
  await scrollTo(40 * rowHeight);
  await waitFor(() => expect(card(45)).not.toBeNull());
  expect(document.activeElement).toBe(document.body);

  const { container, scrollTo: scrollGroups } = await open('task');
  const heads = container.querySelectorAll<HTMLElement>('.group button');
  const select = Array.from(heads).find(
    (head) => head.getAttribute('aria-label') === t.library.groups.select('Song 0'),
  );
  expect(select).toBeDefined();
  select?.focus();
  expect(document.activeElement).toBe(select);
  await scrollGroups(3000);
  await waitFor(() => expect(select?.isConnected).toBe(false));
  expect(document.activeElement).toBe(document.body);
});

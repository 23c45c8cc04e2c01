import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect } from 'vitest';
import { createFakeBridge, type FakeSeed } from '../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../tests/fakes/sample-clips.ts';
import { createFakeSound, type FakeSound } from '../../../tests/fakes/sound.ts';
import { ok } from '../../shared/problem.ts';
import type { ClipSound } from '../../shared/sound.ts';
import App from '../App.svelte';
import { lendPopovers } from './render.ts';
import { t } from '../ui/text.ts';

/** The moment that these tests live in, ms since the epoch. */
export const now = Date.UTC(2026, 10, 23, 20);
export const all = sampleClips(now);
export const idAt = (at: number): string => all[at]?.id ?? '';
export const words = t.pairs;
export const volume = 0.8;
export const measured = (loudness: number): ClipSound => ({
  ...{ state: 'measured', bars: btoa('some bars'), loudness, peak: -1 },
});

/** The page at the pair table, with two pairs unless said otherwise. */
export const openPairs = async (
  seed: FakeSeed = {},
  sound: (id: string) => ClipSound = () => measured(-12),
) => {
  lendPopovers();
  const fake = createFakeBridge({ now, clips: all.slice(0, 4), ...seed });
  fake.answer('library.sound', ({ id }) => ok(sound(id)));
  const sounds: FakeSound[] = [];
  const player = createFakeSound();
  render(App, {
    ...{ bridge: fake.bridge, engine: player.engine, time: () => now },
    createEngine: () => {
      const made = createFakeSound();
      sounds.push(made);
      return made.engine;
    },
  });
  await screen.findByRole('navigation');
  await fireEvent.click(screen.getByRole('button', { name: t.shell.nav.pairs }));
  const [a, b] = sounds;
  if (a === undefined || b === undefined) throw new Error('two engines are needed');
  return { fake, player, a, b };
};
export const table = (): HTMLElement => screen.getByRole('region', { name: words.title });
export const key = (name: string, more: object = {}) => fireEvent.keyDown(table(), { key: name, ...more });
export const sides = (): HTMLElement[] => within(table()).queryAllByRole('article');
/** What is on the table; a star for what is heard. */
export const shown = (): string[] =>
  sides().map(({ dataset }) => `${dataset['take'] ?? ''}${dataset['heard'] === 'true' ? '*' : ''}`);
export const untilShown = (...expected: string[]): Promise<void> =>
  waitFor(() => expect(shown()).toEqual(expected));
export const progress = (): string => table().querySelector('[data-progress]')?.textContent.trim() ?? '';
export const [one, two, three, four] = [idAt(0), idAt(1), idAt(2), idAt(3)];

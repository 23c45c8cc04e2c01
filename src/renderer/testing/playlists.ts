import { createEvent, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect } from 'vitest';
import { createFakeBridge, type FakeSeed } from '../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../tests/fakes/sound.ts';
import App from '../App.svelte';
import { t } from '../ui/text.ts';
import { lendPopovers } from './render.ts';

export const now = Date.UTC(2026, 10, 23, 20);
export const clips = sampleClips(now);
export const words = t.playlists;
/** The sample clips by their places. */
export const idAt = (place: number): string => clips[place]?.id ?? '';

/** The whole page over a fake main with the sample's playlists. */
export const open = async (seed: FakeSeed = {}) => {
  lendPopovers();
  const fake = createFakeBridge({ now, ...seed });
  const sound = createFakeSound();
  render(App, {
    bridge: fake.bridge,
    engine: sound.engine,
    createEngine: () => createFakeSound().engine,
    time: () => now,
  });
  await screen.findByRole('navigation');
  return { fake, sound };
};
export const entry = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-playlist="${id}"]`);
  if (found === null) throw new Error(`no list ${id}`);
  return found;
};
export const names = (): (string | null)[] =>
  [...document.querySelectorAll('[data-playlist] .name')].map((each) => each.textContent);
export const shown = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-place]')]
    .sort((a, b) => Number(a.dataset['place']) - Number(b.dataset['place']))
    .flatMap((each) => each.querySelector<HTMLElement>('[data-row]')?.dataset['row'] ?? []);
export const rowAt = (place: number): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-place="${place}"] [data-row]`);
  if (found === null) throw new Error(`no row ${place}`);
  return found;
};
export const openList = async (id: string) => {
  await fireEvent.click(entry(id));
  await waitFor(() => expect(shown().length).toBeGreaterThan(0));
};
/** What is dragged, as the browser hands it from one handler to the next. */
export const createDrag = (data: Record<string, string> = {}) => {
  const held = new Map(Object.entries(data));
  return {
    dataTransfer: {
      get types() {
        return [...held.keys()];
      },
      getData: (type: string) => held.get(type) ?? '',
      setData: (type: string, value: string) => void held.set(type, value),
    },
  };
};
/** The tests' page knows no place of what is dragged. */
export const dragOver = (element: HTMLElement, drag: object, clientY: number) => {
  const event = createEvent.dragOver(element, drag);
  Object.defineProperty(event, 'clientY', { value: clientY });
  return fireEvent(element, event);
};
export const press = (place: number, key: string, more: object = {}) => {
  rowAt(place).focus();
  return fireEvent.keyDown(rowAt(place), { key, ...more });
};

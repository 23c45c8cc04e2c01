import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeSeed } from '../../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import { audioUrl } from '../../../shared/clip.ts';
import { fail, ok } from '../../../shared/problem.ts';
import App from '../../App.svelte';
import { lendPopovers } from '../../testing/render.ts';

const now = Date.UTC(2026, 10, 23, 20);
const clips = sampleClips(now);
const idAt = (place: number): string => clips[place]?.id ?? '';

const open = async (seed: FakeSeed = {}) => {
  lendPopovers();
  const fake = createFakeBridge({ now, clips: [...clips], ...seed });
  const sound = createFakeSound();
  render(App, {
    bridge: fake.bridge,
    engine: sound.engine,
    createEngine: () => createFakeSound().engine,
    time: () => now,
  });
  await waitFor(() => expect(document.querySelectorAll('[data-card]').length).toBeGreaterThan(0));
  return { fake, sound };
};
const card = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-card="${id}"]`);
  if (found === null) throw new Error(`no card of ${id}`);
  return found;
};
const isShown = (id: string): boolean => document.querySelector(`[data-card="${id}"]`) !== null;
const press = (id: string, key = 'Delete') => {
  card(id).focus();
  return fireEvent.keyDown(card(id), { key });
};
const focused = (): string | undefined => (document.activeElement as HTMLElement | null)?.dataset['card'];

describe('removing a clip', () => {
  it('by the Delete key is done at once, and the focus goes to the next', async () => {
    const { fake } = await open();
    await press(idAt(1));
    await waitFor(() => expect(focused()).toBe(idAt(2)));
    expect(fake.callsOf('library.remove')).toEqual([{ clips: { of: 'ids', ids: [idAt(1)] } }]);
    expect(isShown(idAt(1))).toBe(false);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByText('Moved to the trash')).toBeTruthy();
  });

  it('by Backspace works where that is the custom, and only there', async () => {
    const { fake } = await open();
    await press(idAt(0), 'Backspace');
    expect(fake.callsOf('library.remove')).toEqual([]);
    fake.push({ slices: { app: { ...fake.state().app, platform: 'darwin' } } });
    await press(idAt(0), 'Backspace');
    await waitFor(() => expect(isShown(idAt(0))).toBe(false));
  });

  it('at the end of the list takes the focus to what is then the last', async () => {
    await open({ clips: clips.slice(0, 3) });
    await press(idAt(2));
    await waitFor(() => expect(focused()).toBe(idAt(1)));
  });

  it('leaves the focus in the page when it was the only one', async () => {
    await open({ clips: clips.slice(0, 1) });
    await press(idAt(0));
    await waitFor(() => expect(document.activeElement?.tagName).toBe('MAIN'));
  });

  it('from the details closes them', async () => {
    const { fake } = await open();
    await fireEvent.click(card(idAt(3)));
    const details = within(await screen.findByRole('complementary', { name: 'Details' }));
    await fireEvent.click(await details.findByRole('button', { name: 'Move to the trash' }));
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    expect(fake.callsOf('library.remove')).toEqual([{ clips: { of: 'ids', ids: [idAt(3)] } }]);
    await waitFor(() => expect(focused()).toBe(idAt(4)));
  });

  it('from the card’s menu', async () => {
    const { fake } = await open();
    await fireEvent.contextMenu(card(idAt(2)));
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Move to the trash', hidden: true }));
    await waitFor(() => expect(isShown(idAt(2))).toBe(false));
    expect(fake.callsOf('library.remove')).toEqual([{ clips: { of: 'ids', ids: [idAt(2)] } }]);
  });

  it('from the menu, which waits for the button to be let go', async () => {
    await open();
    await fireEvent.contextMenu(card(idAt(2)), { buttons: 2 });
    expect(screen.queryByRole('menuitem', { name: 'Move to the trash', hidden: true })).toBeNull();
    await fireEvent.pointerUp(window);
    expect(await screen.findByRole('menuitem', { name: 'Move to the trash', hidden: true })).toBeTruthy();
  });

  it('can be undone with one press for all of them', async () => {
    const { fake } = await open();
    await press(idAt(0));
    await waitFor(() => expect(focused()).toBe(idAt(1)));
    await press(idAt(1));
    expect(await screen.findByText('2 clips moved to the trash')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'Undo' })).toHaveLength(1);
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(fake.callsOf('library.undo')).toEqual([{ undo: '1' }, { undo: '2' }]);
    await waitFor(() => expect(isShown(idAt(0)) && isShown(idAt(1))).toBe(true));
  });

  it('can be undone by the keyboard, once', async () => {
    const { fake } = await open();
    await press(idAt(0));
    await waitFor(() => expect(isShown(idAt(0))).toBe(false));
    await fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    await fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    expect(fake.callsOf('library.undo')).toEqual([{ undo: '1' }]);
  });

  it('is not offered back once its time is over', async () => {
    const { fake } = await open();
    fake.answer('library.remove', () => ok({ removed: 1, undo: '1', undoUntil: now - 1 }));
    await press(idAt(0));
    await fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(fake.callsOf('library.undo')).toEqual([]);
  });

  it('that plays goes on to the next, without a complaint', async () => {
    const { sound } = await open();
    await press(idAt(0), 'Enter');
    await press(idAt(0));
    await waitFor(() => expect(sound.opened).toEqual([audioUrl(idAt(0)), audioUrl(idAt(1))]));
    expect(screen.queryByText(/cannot be played/)).toBeNull();
  });

  it('that is refused changes nothing and says why', async () => {
    const { fake } = await open();
    fake.answer('library.remove', () => fail('folder_missing'));
    await press(idAt(0));
    expect(await screen.findByText('The library folder is not there')).toBeTruthy();
    expect(isShown(idAt(0))).toBe(true);
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});

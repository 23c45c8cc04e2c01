import { noFilter } from '../shared/library-query.ts';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeBridge, type FakeSeed } from '../../tests/fakes/bridge.ts';
import { sampleClips } from '../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../tests/fakes/sound.ts';
import { type Place, placeSchema } from '../shared/place.ts';
import App from './App.svelte';
import { t } from './ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const clips = sampleClips(now);
const [first, second] = clips;
if (first === undefined || second === undefined) throw new Error('no sample clips');

const open = (seed: FakeSeed = {}) => {
  const fake = createFakeBridge({ now, ...seed });
  const sound = createFakeSound();
  const { unmount } = render(App, {
    bridge: fake.bridge,
    engine: sound.engine,
    createEngine: () => createFakeSound().engine,
    time: () => now,
  });
  return { fake, sound, unmount };
};
const cards = () => screen.findAllByRole('button', { name: /, 2 minutes/ });
const places = (fake: ReturnType<typeof open>['fake']): Place[] =>
  fake.callsOf('app.keepPlace').map((place) => v.parse(placeSchema, place));

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());

describe('where the user is', () => {
  it('is told to main a moment after it changes, and not with each change', async () => {
    const { fake } = open();
    await cards();
    await vi.advanceTimersByTimeAsync(1000);
    const before = places(fake).length;
    await fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'h' } });
    await fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'harbour' } });
    await vi.advanceTimersByTimeAsync(1000);
    expect(places(fake).length - before).toBeLessThanOrEqual(2);
    expect(places(fake).at(-1)?.library.text).toBe('harbour');
    await fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${t.shell.nav.settings}`) }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(places(fake).at(-1)?.nav.view).toBe('settings');
  });

  it('is where a page that comes back begins: view, search, details, and the player, silent', async () => {
    const place: Place = {
      library: {
        text: second.title,
        sort: 'title',
        scrollTop: 0,
        filter: noFilter,
        layout: 'grid',
        group: 'none',
      },
      nav: {
        view: 'library',
        clipId: second.id,
        librarySide: 'clips',
        sheetId: null,
        playlistId: null,
        pairTask: null,
      },
      player: { queue: [first, second], index: 1, position: 30 },
    };
    const { fake, sound } = open({ snapshot: { place } });
    await waitFor(() => expect((screen.getByRole('searchbox') as HTMLInputElement).value).toBe(second.title));
    expect(fake.callsOf('library.page')).toEqual([
      expect.objectContaining({ text: second.title, sort: 'title' }),
    ]);
    expect(await screen.findByRole('complementary', { name: t.library.details.label })).toBeTruthy();
    const player = within(screen.getByRole('region', { name: t.player.title }));
    expect(player.getByText(second.title)).toBeTruthy();
    expect(sound.opened).toEqual([]);
    await fireEvent.click(player.getByRole('button', { name: t.player.play }));
    sound.say.loaded(second.duration);
    expect(sound.engine.position()).toBe(30);
  });

  it('gives way to where a notification leads', async () => {
    const place: Place = {
      library: { text: '', sort: 'newest', scrollTop: 0, filter: noFilter, layout: 'grid', group: 'none' },
      nav: {
        view: 'settings',
        clipId: null,
        librarySide: 'clips',
        sheetId: null,
        playlistId: null,
        pairTask: null,
      },
      player: null,
    };
    open({ snapshot: { place, focus: { seq: 1, target: { kind: 'notices' } } } });
    expect(await screen.findByRole('region', { name: t.notices.title })).toBeTruthy();
  });
});

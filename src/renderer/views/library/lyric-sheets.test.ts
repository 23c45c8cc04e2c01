import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeBridge } from '../../../../tests/fakes/bridge.ts';
import { sampleClips, sampleSheets } from '../../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import { ok } from '../../../shared/problem.ts';
import App from '../../App.svelte';
import { lendPopovers } from '../../testing/render.ts';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const clips = sampleClips(now);
const sheets = sampleSheets(now);
const [first, second] = sheets;
if (first === undefined || second === undefined) throw new Error('no samples');
const words = t.library.sheet;

/** The lyric sheets, of which the songs with these numbers were made. */
const open = async (songs: Readonly<Record<string, readonly number[]>>, more = false) => {
  lendPopovers();
  const fake = createFakeBridge({ now });
  const answer = (of: typeof songs) =>
    fake.answer('library.sheetSongs', ({ id }) =>
      ok({ clips: (of[id] ?? []).flatMap((at) => clips[at] ?? []), more }),
    );
  answer(songs);
  render(App, {
    ...{ bridge: fake.bridge, engine: createFakeSound().engine, time: () => now },
    createEngine: () => createFakeSound().engine,
  });
  await fireEvent.click(await screen.findByText(t.library.lyrics));
  await screen.findByRole('article', { name: first.title });
  return { fake, answer };
};
const songs = () => screen.findByRole('list', { name: words.songs });
const grow = (fake: FakeBridge): void => {
  const { library } = fake.state();
  fake.push({ slices: { library: { ...library, version: library.version + 1 } } });
};

describe('the songs that were made of a lyric sheet', () => {
  it('lead to their details, where the focus goes, and change with the sheet', async () => {
    await open({ [first.id]: [2], [second.id]: [8] });
    expect(within(await songs()).getAllByRole('button')).toHaveLength(1);
    const list = screen.getByRole('list', { name: words.list });
    await fireEvent.click(within(list).getByRole('button', { name: new RegExp(second.title) }));
    const song = await screen.findByRole('button', { name: /^Rain on the Tin/ });
    await fireEvent.click(song);
    const details = await screen.findByRole('complementary', { name: t.library.details.label });
    expect(await within(details).findByRole('heading', { name: 'Rain on the Tin' })).toBeTruthy();
    expect(details.contains(document.activeElement)).toBe(true);
  });

  it('are a few at first, all on demand, and said to be the newest where there are more', async () => {
    await open({ [first.id]: [0, 1, 2, 3, 4, 5] }, true);
    expect(within(await songs()).getAllByRole('button')).toHaveLength(4);
    const all = screen.getByRole('button', { name: words.allSongs(6, '6+') });
    expect(all.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(all);
    expect(within(await songs()).getAllByRole('button')).toHaveLength(6);
    expect(screen.getByText(words.newestSongs(6, '6'))).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: words.fewerSongs }));
    expect(within(await songs()).getAllByRole('button')).toHaveLength(4);
  });

  it('are said to be none, and come when one is saved', async () => {
    const { fake, answer } = await open({});
    expect(await screen.findByText(words.noSongs)).toBeTruthy();
    answer({ [first.id]: [4] });
    grow(fake);
    expect(within(await songs()).getAllByRole('button')).toHaveLength(1);
    await waitFor(() => expect(screen.queryByText(words.noSongs)).toBeNull());
  });
});

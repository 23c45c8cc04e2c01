import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge } from '../../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { sampleSnapshot } from '../../../../tests/fakes/sample-state.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import type { Grouping, LibraryLayout } from '../../../shared/library-query.ts';
import App from '../../App.svelte';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);

const open = async (group: Grouping = 'none', layout: LibraryLayout = 'list') => {
  const clips = sampleClips(now);
  const { settings } = sampleSnapshot(now);
  const library = { sort: 'newest', layout, group } as const;
  const fake = createFakeBridge({ now, clips, snapshot: { settings: { ...settings, library } } });
  const sound = createFakeSound();
  const { container } = render(App, {
    ...{ bridge: fake.bridge, engine: sound.engine, time: () => now },
    createEngine: () => createFakeSound().engine,
  });
  await waitFor(() => expect(container.querySelectorAll('[data-card]').length).toBeGreaterThan(1));
  const scroller = container.querySelector<HTMLElement>('.grid');
  if (scroller === null) throw new Error('no grid');
  const comes = (id: string): void => {
    const [first] = clips;
    if (first === undefined) throw new Error('no clips');
    clips.unshift({ ...first, id, taskId: id, title: 'New', createdAt: now + 1000 });
    const { library } = fake.state();
    fake.push({ slices: { library: { ...library, clips: clips.length, version: library.version + 1 } } });
  };
  const ids = (): string[] =>
    Array.from(
      container.querySelectorAll<HTMLElement>('[data-card]'),
      ({ dataset }) => dataset['card'] ?? '',
    );
  return { fake, sound, clips, scroller, comes, ids };
};
const focused = (): string | undefined => (document.activeElement as HTMLElement | null)?.dataset['card'];
const button = (name: string): HTMLElement => screen.getAllByRole('button', { name })[0] as HTMLElement;

describe('groups', () => {
  it('have heads with their counts, as they were set at the last start', async () => {
    const { fake, clips } = await open('model');
    const head = screen.getByText('chirp-fenix', { selector: 'h2' }).parentElement as HTMLElement;
    const n = clips.filter(({ model }) => model === 'chirp-fenix').length;
    expect(within(head).getByText(t.library.clipCount(n, String(n)))).toBeTruthy();
    expect(screen.getByRole('list', { name: 'chirp-fenix' })).toBeTruthy();
    expect(fake.callsOf('library.page')).toEqual([expect.objectContaining({ group: 'model', sizes: true })]);
  });

  it('there are none unless they are wanted', async () => {
    await open();
    expect(screen.queryByText('chirp-fenix', { selector: 'h2' })).toBeNull();
    expect(screen.getByRole('list', { name: t.library.clips })).toBeTruthy();
  });

  it('are gone through by the arrow keys as one list', async () => {
    const { ids } = await open('task');
    const [, second, third] = ids();
    const card = document.querySelector<HTMLElement>(`[data-card="${second}"]`);
    card?.focus();
    await fireEvent.keyDown(card as HTMLElement, { key: 'ArrowDown' });
    await waitFor(() => expect(focused()).toBe(third));
    expect(document.querySelectorAll('[data-card][tabindex="0"]')).toHaveLength(1);
  });

  it('are selected whole, also what is not shown of them', async () => {
    const { clips } = await open('model');
    await fireEvent.click(button(t.library.groups.select('chirp-fenix')));
    const n = clips.filter(({ model }) => model === 'chirp-fenix').length;
    expect(await screen.findByText(t.library.selected(n, String(n)))).toBeTruthy();
  });

  it('play from their first clip to their last', async () => {
    const { sound, clips } = await open('task');
    const [first] = clips;
    const task = clips.filter(({ taskId }) => taskId === first?.taskId);
    await fireEvent.click(button(t.library.groups.play(first?.title ?? '')));
    const player = within(screen.getByRole('region', { name: t.player.title }));
    await waitFor(() => expect(sound.opened).toHaveLength(1));
    for (let n = 1; n < task.length; n += 1)
      await fireEvent.click(player.getByRole('button', { name: t.player.next }));
    await fireEvent.click(player.getByRole('button', { name: t.player.next }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(sound.opened).toHaveLength(task.length);
  });
});

describe('a clip that comes', () => {
  it.each<Grouping>(['none', 'task'])('moves nothing of what is looked at (groups: %s)', async (group) => {
    const { scroller, comes, ids } = await open(group);
    scroller.scrollTop = 600;
    await fireEvent.scroll(scroller);
    await waitFor(() => expect(ids()[6]).toBeDefined());
    const reader = ids()[6];
    document.querySelector<HTMLElement>(`[data-card="${reader}"]`)?.focus();
    comes('new');
    const above = 52 + (group === 'none' ? 0 : 44);
    await waitFor(() => expect(scroller.scrollTop).toBe(600 + above));
    expect(focused()).toBe(reader);
    expect(document.querySelector(`[data-card="${reader}"]`)?.getAttribute('tabindex')).toBe('0');
  });

  it('is seen at once at the top', async () => {
    const { scroller, comes, ids } = await open();
    const reader = ids()[1];
    document.querySelector<HTMLElement>(`[data-card="${reader}"]`)?.focus();
    comes('new');
    await waitFor(() => expect(ids()[0]).toBe('new'));
    expect([scroller.scrollTop, focused()]).toEqual([0, reader]);
  });
});

describe('a search', () => {
  it.each<LibraryLayout>(['grid', 'list'])('marks what was found, and where (%s)', async (layout) => {
    const { clips } = await open('none', layout);
    clips.splice(
      0,
      clips.length,
      ...clips.slice(0, 2).map((clip, n) => ({
        ...clip,
        title: n === 0 ? 'Evening Ferry' : 'Other',
        lyrics: n === 0 ? '' : 'the last\nferry <b>home</b>',
      })),
    );
    await fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'ferry' } });
    await waitFor(() =>
      expect(Array.from(document.querySelectorAll('mark'), ({ textContent }) => textContent)).toEqual([
        'Ferry',
        'ferry',
      ]),
    );
    expect(document.querySelectorAll('mark')[1]?.parentElement?.textContent).toBe('ferry <b>home</b>');
    expect(screen.getByText(t.library.hitIn.lyrics, { selector: '.where' })).toBeTruthy();
  });
});

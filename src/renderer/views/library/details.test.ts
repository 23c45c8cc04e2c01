import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeBridge } from '../../../../tests/fakes/bridge.ts';
import { noRelated, sampleClips, sampleSheets } from '../../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import type { ClipDetails, Related } from '../../../shared/clip.ts';
import { ok } from '../../../shared/problem.ts';
import App from '../../App.svelte';
import { lendPopovers } from '../../testing/render.ts';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const [one, two, three] = sampleClips(now).filter(({ title }, at, all) => all[at - 1]?.title !== title);
const [, sheet] = sampleSheets(now);
if (one === undefined || two === undefined || three === undefined || sheet === undefined)
  throw new Error('no samples');
const words = t.library.details;

/** The details of `one`, which has to do with others as `related` says. */
const open = async (related: Partial<Related>, prepare: (fake: FakeBridge) => void = () => undefined) => {
  lendPopovers();
  const clips: ClipDetails[] = [{ ...one, related: { ...noRelated, ...related } }, two, three];
  const fake = createFakeBridge({ now, clips });
  prepare(fake);
  render(App, {
    ...{ bridge: fake.bridge, engine: createFakeSound().engine, time: () => now },
    createEngine: () => createFakeSound().engine,
  });
  await waitFor(() => expect(document.querySelector(`[data-card="${one.id}"]`)).not.toBeNull());
  await fireEvent.click(document.querySelector(`[data-card="${one.id}"]`) as HTMLElement);
  await shows(one);
  return fake;
};
const panel = () => within(screen.getByRole('complementary', { name: words.label }));
const shows = (clip: ClipDetails) =>
  waitFor(() => expect(panel().getByRole('heading', { name: clip.title })).toBeTruthy());
const back = () => fireEvent.keyDown(document.activeElement ?? window, { key: 'ArrowLeft', altKey: true });

it('opens by a key on the clip that has the focus, which keeps it and is not played', async () => {
  const fake = await open({});
  const card = document.querySelector<HTMLElement>(`[data-card="${two.id}"]`);
  if (card === null) throw new Error('no card');
  for (const press of [{ key: 'i' }, { key: 'Enter', altKey: true }]) {
    await fireEvent.keyDown(document.activeElement ?? window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('complementary', { name: words.label })).toBeNull());
    card.focus();
    await fireEvent.keyDown(card, press);
    await shows(two);
    expect(document.activeElement).toBe(card);
    expect(screen.queryByRole('button', { name: t.library.pause(two.title) })).toBeNull();
  }
  expect(fake.callsOf('library.select')).toEqual([]);
});

describe('what a clip has to do with others', () => {
  it('is followed from clip to clip, and back step by step', async () => {
    await open({
      parents: [{ kind: 'continues', of: 'clip', id: two.id, clip: two }],
      ...{ siblings: [three], siblingsTotal: 31 },
    });
    expect(panel().queryByRole('button', { name: words.back })).toBeNull();
    expect(panel().getByText('and 30 more')).toBeTruthy();
    const siblings = within(panel().getByRole('list', { name: words.related.siblings }));
    expect(siblings.getByRole('button', { name: new RegExp(three.title) })).toBeTruthy();
    const parents = within(panel().getByRole('list', { name: words.related.parents.continues }));
    await fireEvent.click(parents.getByRole('button'));
    await shows(two);
    expect(document.activeElement?.getAttribute('aria-label')).toBe(words.about);
    await back();
    await shows(one);
    expect(panel().queryByRole('button', { name: words.back })).toBeNull();
    // There is nothing before it.
    await back();
    await shows(one);
  });

  it('can be copied where it is not in the library', async () => {
    const id = 'c1f0a7de-0000-4000-8000-000000000001';
    const fake = await open({
      parents: [{ kind: 'cover', of: 'clip', id, clip: null }],
      children: [{ kind: 'joined', of: 'clip', id: three.id, clip: three }],
      childrenTotal: 1,
    });
    const parents = within(panel().getByRole('list', { name: 'Cover of' }));
    expect(parents.queryByText(id)).toBeNull();
    await fireEvent.click(parents.getByRole('button', { name: words.copy(words.related.id) }));
    expect(fake.callsOf('app.copyText')).toEqual([{ text: id }]);
    expect(panel().getByRole('list', { name: 'Joined into' })).toBeTruthy();
  });

  it('opens the lyric sheet with its words', async () => {
    await open({ sheet: { id: sheet.id, title: sheet.title } });
    await fireEvent.click(panel().getByRole('button', { name: words.related.sheet }));
    expect(await screen.findByRole('article', { name: sheet.title })).toBeTruthy();
  });
});

describe('the sound of a clip', () => {
  it('is told in numbers and words', async () => {
    await open({});
    expect(await panel().findByText(/LUFS \(/)).toBeTruthy();
    expect(panel().getByText(/dBTP \(/)).toBeTruthy();
  });

  it('says why it could not be measured', async () => {
    const problem = { code: 'bad_audio' as const };
    await open({}, (fake) => fake.answer('library.sound', () => ok({ state: 'failed', problem })));
    const why = t.problems.codes.bad_audio.title;
    expect(await panel().findByText(words.sound.failed(why))).toBeTruthy();
  });
});

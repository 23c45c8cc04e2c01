import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeBridge, type FakeBridge, type FakeSeed } from '../../tests/fakes/bridge.ts';
import { sampleClips } from '../../tests/fakes/sample-clips.ts';
import { noPage } from '../../tests/fakes/list-replies.ts';
import { createFakeSound } from '../../tests/fakes/sound.ts';
import { audioUrl } from '../shared/clip.ts';
import { fail, ok } from '../shared/problem.ts';
import App from './App.svelte';
import { t } from './ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const [first, second] = sampleClips(now);
if (first === undefined || second === undefined) throw new Error('no sample clips');
const untouched = { clips: 0, lyricSheets: 0, version: 1, problem: null };

const open = (seed: FakeSeed = {}, prepare: (fake: FakeBridge) => void = () => undefined) => {
  const fake = createFakeBridge({ now, ...seed });
  prepare(fake);
  const sound = createFakeSound();
  render(App, {
    bridge: fake.bridge,
    engine: sound.engine,
    createEngine: () => createFakeSound().engine,
    time: () => now,
  });
  return { fake, sound };
};
const cards = () => screen.findAllByRole('button', { name: /, 2 minutes/ });
const library = () => screen.getByRole('region', { name: 'Library' });
const player = () => screen.getByRole('region', { name: 'Player' });

afterEach(() => vi.useRealTimers());

describe('the library', () => {
  it('shows the clips with how many there are', async () => {
    open();
    await cards();
    expect(within(library()).getByText(t.library.clipCount(40, '40'))).toBeTruthy();
    expect(document.documentElement.dataset.ready).toBe('true');
  });

  it('says what to do when it is empty, and leads there', async () => {
    open({ clips: [], snapshot: { tasks: [], library: untouched } });
    expect(await screen.findByText(t.library.empty.title)).toBeTruthy();
    await fireEvent.click(within(library()).getByRole('button', { name: t.library.empty.add }));
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('says where the folder should be when it is gone', async () => {
    const library = { ...untouched, problem: { code: 'folder_missing' as const } };
    open({ clips: [], snapshot: { library } });
    expect(await screen.findByText(t.problems.codes.folder_missing.title)).toBeTruthy();
    expect(screen.getByText(/\/home\/mara\/Music\/Cliploft/)).toBeTruthy();
  });

  it('keeps the clips in sight while the folder is gone', async () => {
    const library = { ...untouched, clips: 40, problem: { code: 'folder_missing' as const } };
    open({ snapshot: { library } });
    expect((await cards()).length).toBeGreaterThan(1);
    expect(screen.getByText(/The library folder is not there/)).toBeTruthy();
  });

  it('says that it could not be read, and reads it on demand', async () => {
    const { fake } = open({}, (fake) => fake.answer('library.page', () => fail('internal')));
    expect(await screen.findByText(t.library.failed.title)).toBeTruthy();
    fake.answer('library.page', () => ok({ ...noPage, total: 1, clips: [first] }));
    await fireEvent.click(within(library()).getByRole('button', { name: t.shell.common.retry }));
    expect(await screen.findByText(t.library.clipCount(1, '1'))).toBeTruthy();
  });

  it('finds as one types, says when nothing is found, and shows all again', async () => {
    open();
    await cards();
    await fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'no such song' } });
    expect(await screen.findByText(t.library.nothingFound.title)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: t.library.nothingFound.clear }));
    expect((await cards()).length).toBeGreaterThan(1);
  });

  it('moves through the cards with the arrow keys: one stop for Tab', async () => {
    open();
    const [card] = await cards();
    card?.focus();
    await fireEvent.keyDown(card as HTMLElement, { key: 'ArrowRight' });
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset.card).toBe(second.id));
    expect(document.querySelectorAll('[data-card][tabindex="0"]')).toHaveLength(1);
  });

  it('opens details with everything to copy, and closes them with Esc', async () => {
    const { fake } = open();
    await fireEvent.click((await cards())[0] as HTMLElement);
    const details = within(await screen.findByRole('complementary', { name: t.library.details.label }));
    expect(await details.findByText(first.sha256)).toBeTruthy();
    const { copy, fields } = t.library.details;
    await fireEvent.click(details.getByRole('button', { name: copy(fields.path) }));
    expect(fake.callsOf('app.copyText')).toEqual([{ text: first.file }]);
    await fireEvent.click(details.getByRole('button', { name: t.library.details.showInFolder }));
    expect(fake.callsOf('library.showInFolder')).toEqual([{ id: first.id }]);
    await fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  });
});

describe('the player', () => {
  const playFirst = async () => {
    const opened = open();
    await fireEvent.keyDown((await cards())[0] as HTMLElement, { key: 'Enter' });
    return opened;
  };

  it('is there, and calm, with nothing to play', async () => {
    open();
    await cards();
    const button = within(player()).getByRole<HTMLButtonElement>('button', { name: t.player.play });
    expect(button.disabled).toBe(true);
    expect(within(player()).getByText(t.player.nothing)).toBeTruthy();
  });

  it('plays with Enter, goes on to the next of the list, and stays while one moves around', async () => {
    const { sound } = await playFirst();
    await fireEvent.click(within(player()).getByRole('button', { name: t.player.next }));
    await fireEvent.click(screen.getByRole('button', { name: /^Tasks/ }));
    expect(sound.opened).toEqual([audioUrl(first.id), audioUrl(second.id)]);
    expect(within(player()).getByText(second.title)).toBeTruthy();
  });

  it.each([
    ['ArrowRight', 35],
    ['ArrowLeft', 25],
    ['PageUp', 45],
    ['Home', 0],
  ])('seeks with %s', async (key, to) => {
    const { sound } = await playFirst();
    const slider = within(player()).getByRole('slider', { name: t.player.seek });
    await fireEvent.change(slider, { target: { value: '30' } });
    await fireEvent.keyDown(slider, { key });
    expect(sound.position()).toBe(to);
    expect(slider.getAttribute('aria-valuetext')).toContain('of 2 minutes');
  });

  it('plays and pauses with the space bar, but not from a control', async () => {
    await playFirst();
    const shown = (name: string) => within(player()).queryByRole('button', { name });
    await fireEvent.keyDown(document.body, { key: ' ' });
    expect(shown(t.player.play)).toBeTruthy();
    await fireEvent.keyDown(screen.getByRole('searchbox'), { key: ' ' });
    expect(shown(t.player.play)).toBeTruthy();
    await fireEvent.keyDown(document.body, { key: ' ' });
    expect(shown(t.player.pause)).toBeTruthy();
  });

  it('says in words that a file cannot be played', async () => {
    const { sound } = await playFirst();
    sound.say.failed('404');
    expect(await within(player()).findByText(t.player.failed.title(first.title))).toBeTruthy();
  });

  it('starts with the volume of the settings and keeps a new one, once, when it is settled', async () => {
    const { fake, sound } = await playFirst();
    fake.push({ slices: { settings: { ...fake.state().settings, evenLoudness: false } } });
    await waitFor(() => expect(sound.volume()).toBe(0.8));
    vi.useFakeTimers();
    const slider = within(player()).getByRole('slider', { name: t.player.volume });
    for (const value of ['0.5', '0.4', '0.3']) await fireEvent.input(slider, { target: { value } });
    expect(sound.volume()).toBe(0.3);
    expect(fake.callsOf('settings.update')).toEqual([]);
    vi.runAllTimers();
    expect(fake.callsOf('settings.update')).toEqual([{ volume: 0.3 }]);
  });
});

describe('the frame', () => {
  it('goes where a notification points, and says that it went', async () => {
    const { fake } = open();
    await cards();
    fake.push({ slices: { focus: { seq: 7, target: { kind: 'clip', id: second.id } } } });
    expect(await screen.findByRole('complementary', { name: t.library.details.label })).toBeTruthy();
    expect(fake.callsOf('app.focusTaken')).toEqual([{ seq: 7 }]);
  });

  it('follows the theme of the settings', async () => {
    const { fake } = open();
    await cards();
    fake.push({ slices: { settings: { ...fake.state().settings, theme: 'dark' } } });
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
  });

  it('says calmly that there is no network', async () => {
    const { fake } = open();
    await cards();
    fake.push({ slices: { online: false } });
    expect(await screen.findByText(t.shell.status.offlineTitle)).toBeTruthy();
  });

  it('asks for a key at first, and lets a library be opened without one', async () => {
    const session = { state: 'none' as const, where: null, keychainName: 'Secret Service', why: null };
    open({ snapshot: { session } });
    expect(await screen.findByRole('region', { name: t.welcome.region })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: t.shell.status.listenOnly }));
    expect((await cards()).length).toBeGreaterThan(1);
  });

  it('says so when main does not answer, and tries again on demand', async () => {
    const fake = createFakeBridge({ now });
    const state = fake.state();
    fake.answer('app.snapshot', () => fail('internal', { detail: 'no handler' }));
    render(App, {
      bridge: fake.bridge,
      engine: createFakeSound().engine,
      createEngine: () => createFakeSound().engine,
      time: () => now,
    });
    expect(await screen.findByText(t.shell.broken.title)).toBeTruthy();
    fake.answer('app.snapshot', () => ok(state));
    await fireEvent.click(screen.getByRole('button', { name: t.shell.common.retry }));
    expect((await cards()).length).toBeGreaterThan(1);
  });
});

describe('an error of our own', () => {
  it('is said once each, with a way to copy a report', async () => {
    const { fake } = open();
    await cards();
    const { app } = fake.state();
    fake.push({ slices: { app: { ...app, faults: 1 } } });
    expect(await screen.findByText(t.shell.status.faultTitle)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: t.shell.status.copyReport }));
    await waitFor(() => expect(fake.callsOf('app.copyReport')).toHaveLength(1));
    await waitFor(() => expect(screen.queryByText(t.shell.status.faultTitle)).toBeNull());
    fake.push({ slices: { app: { ...app, faults: 1 } } });
    fake.push({ slices: { app: { ...app, faults: 2 } } });
    expect(await screen.findAllByText(t.shell.status.faultTitle)).toHaveLength(1);
  });
});

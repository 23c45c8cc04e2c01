import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeSeed } from '../../../../tests/fakes/bridge.ts';
import { createPairReplies } from '../../../../tests/fakes/pair-replies.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { finished, sampleItem, sampleTask } from '../../../../tests/fakes/sample-tasks.ts';
import { createFakeSound, type FakeSound } from '../../../../tests/fakes/sound.ts';
import { fail, ok } from '../../../shared/problem.ts';
import { type ClipSound, matchedFactors } from '../../../shared/sound.ts';
import App from '../../App.svelte';
import { lendPopovers } from '../../testing/render.ts';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const all = sampleClips(now);
const idAt = (at: number): string => all[at]?.id ?? '';
const words = t.pairs;
const volume = 0.8;
const measured = (loudness: number): ClipSound => ({
  ...{ state: 'measured', bars: btoa('some bars'), loudness, peak: -1 },
});

/** The page at the pair table, with two pairs unless said otherwise. */
const open = async (seed: FakeSeed = {}, sound: (id: string) => ClipSound = () => measured(-12)) => {
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
const table = (): HTMLElement => screen.getByRole('region', { name: words.title });
const key = (name: string, more: object = {}) => fireEvent.keyDown(table(), { key: name, ...more });
const sides = (): HTMLElement[] => within(table()).queryAllByRole('article');
/** What is on the table; a star for what is heard. */
const shown = (): string[] =>
  sides().map(({ dataset }) => `${dataset['take'] ?? ''}${dataset['heard'] === 'true' ? '*' : ''}`);
const untilShown = (...expected: string[]): Promise<void> => waitFor(() => expect(shown()).toEqual(expected));
const progress = (): string => table().querySelector('[data-progress]')?.textContent.trim() ?? '';
const [one, two, three, four] = [idAt(0), idAt(1), idAt(2), idAt(3)];

describe('the pair table', () => {
  it('lays the newest pair out, says where it stands, and plays with the space bar', async () => {
    const { a, b, player } = await open();
    await untilShown(`${one}*`, two);
    expect(progress()).toContain(words.progress('0', '2'));
    expect(progress()).toContain(words.place('1', '2'));
    await key(' ');
    expect(within(table()).getByRole('button', { name: /^Pause/ })).toBeTruthy();
    expect([a.opened.length, b.opened.length, player.opened.length]).toEqual([1, 1, 0]);
  });

  it('switches at the same second, both equally loud whatever the setting says', async () => {
    const loud: Record<string, number> = { [one]: -8, [two]: -24 };
    const { fake, a, b } = await open({}, (id) => measured(loud[id] ?? -12));
    await untilShown(`${one}*`, two);
    const factors = matchedFactors([measured(-8), measured(-24)]) ?? [];
    await waitFor(() => expect(a.volume()).toBeCloseTo(volume * (factors[0] ?? 0), 5));
    expect(20 * Math.log10((factors[0] ?? 0) / (factors[1] ?? 1))).toBeCloseTo(-16, 5);
    fake.push({ slices: { settings: { ...fake.state().settings, evenLoudness: false } } });
    await key(' ');
    a.moveTo(31);
    b.moveTo(30);
    await key('x');
    await untilShown(one, `${two}*`);
    expect([b.position(), a.volume()]).toEqual([31, 0]);
    expect(b.volume()).toBeCloseTo(volume * (factors[1] ?? 0), 5);
    expect(within(table()).getByText(words.said.heard('B'))).toBeTruthy();
    await key('1');
    await untilShown(`${one}*`, two);
    await key('ArrowRight');
    expect([a.position(), b.position()]).toEqual([36, 36]);
  });

  it('plays as they are, and says so, where one is not measured', async () => {
    const { a } = await open({}, (id) => (id === two ? { state: 'due' } : measured(-8)));
    await waitFor(() => expect(within(table()).getByText(words.unmatched('B'))).toBeTruthy());
    expect(a.volume()).toBe(volume);
  });

  it('goes through an evening by keys alone: keep, bin, favourite, next, and back', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('f');
    await waitFor(() =>
      expect(fake.callsOf('library.say')[0]).toEqual({
        ...{ clips: { of: 'ids', ids: [one] }, saying: { favourite: false } },
      }),
    );
    await key('k');
    await untilShown(one, `${two}*`);
    await key('b');
    await waitFor(() => expect(within(table()).getByText(words.binned)).toBeTruthy());
    expect(fake.callsOf('library.remove')).toEqual([{ clips: { of: 'ids', ids: [two] } }]);
    expect(progress()).toContain(words.progress('1', '2'));
    expect(within(table()).getByText(words.decided)).toBeTruthy();
    await key('n');
    await untilShown(`${three}*`, four);
    await key('k');
    await untilShown(three, `${four}*`);
    await key('k');
    await waitFor(() => expect(progress()).toContain(words.progress('2', '2')));
    await key('n');
    await waitFor(() => expect(within(table()).getByText(words.through.title)).toBeTruthy());
    await key('u');
    await untilShown(three, `${four}*`);
    expect(progress()).toContain(words.progress('1', '2'));
    await key('p');
    await waitFor(() => expect(shown()).toHaveLength(2));
  });

  it('goes on to the other one although something else changed just then', async () => {
    const kept = new Set<string>();
    const pairs = createPairReplies(all.slice(0, 4), kept);
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    fake.answer('library.say', () => {
      kept.add(one);
      return ok({ changed: 1, undo: 'undo-1' });
    });
    let asked = 0;
    fake.answer('pairs.find', async (input) => {
      const reply = pairs['pairs.find'](input);
      asked += 1;
      const { library } = fake.state();
      if (asked === 1) fake.push({ slices: { library: { ...library, version: library.version + 1 } } });
      // The second question is asked before the first is answered.
      await new Promise((resolve) => setTimeout(resolve, 5));
      return reply;
    });
    await key('k');
    await untilShown(one, `${two}*`);
    expect(asked).toBe(2);
  });

  it('takes a bin back and hears it again, with Ctrl+Z as with U', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('Delete');
    await untilShown(one, `${two}*`);
    await key('z', { ctrlKey: true });
    await untilShown(`${one}*`, two);
    expect(fake.callsOf('library.undo')).toHaveLength(1);
    expect(within(table()).queryByText(words.binned)).toBeNull();
  });

  it('asks for a binned clip from its own side, and leaves it where that is refused', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('b');
    await untilShown(one, `${two}*`);
    fake.answer('library.undo', () => fail('internal'));
    await fireEvent.click(within(table()).getByRole('button', { name: words.bringBack }));
    await waitFor(() => expect(fake.callsOf('library.undo')).toHaveLength(1));
    expect(within(table()).getByText(words.binned)).toBeTruthy();
  });

  it('says when it is too late to take back', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('b');
    await untilShown(one, `${two}*`);
    fake.answer('library.undo', () => ok(0));
    await key('u');
    expect(await screen.findByText(words.tooLate)).toBeTruthy();
  });

  it('pauses the player and is paused by it', async () => {
    const { fake, player } = await open();
    await untilShown(`${one}*`, two);
    fake.push({ slices: { focus: { seq: 1, target: { kind: 'play', id: four } } } });
    await waitFor(() => expect(player.opened).toHaveLength(1));
    const bar = within(screen.getByRole('region', { name: t.player.title }));
    expect(await bar.findByRole('button', { name: t.player.pause })).toBeTruthy();
    await key(' ');
    expect(await bar.findByRole('button', { name: t.player.play })).toBeTruthy();
    await fireEvent.click(bar.getByRole('button', { name: t.player.play }));
    await waitFor(() => expect(within(table()).getByRole('button', { name: /^Play/ })).toBeTruthy());
  });

  it('names a file that cannot be played', async () => {
    const { b } = await open();
    await untilShown(`${one}*`, two);
    b.say.failed('no such file');
    expect(await within(table()).findByText(words.broken)).toBeTruthy();
  });

  it('takes more than two clips: any of them comes to the table by its number', async () => {
    const clips = all.slice(0, 4).map((clip) => ({ ...clip, taskId: 'the same' }));
    const { a } = await open({ clips });
    await untilShown(`${one}*`, two);
    await key('3');
    await untilShown(one, `${three}*`);
    await key('4');
    await untilShown(`${four}*`, three);
    expect(a.opened).toHaveLength(2);
    await key('ArrowDown');
    await untilShown(four, `${one}*`);
    expect(within(table()).getAllByRole('button', { name: /on the table$/ })).toHaveLength(4);
  });

  it('stays where it is when clips come and go', async () => {
    const { fake, a } = await open({ clips: all.slice(0, 4) });
    await untilShown(`${one}*`, two);
    await key('n');
    await untilShown(`${three}*`, four);
    const opened = a.opened.length;
    fake.push({ slices: { library: { ...fake.state().library, version: 99 } } });
    await waitFor(() => expect(fake.callsOf('pairs.find').at(-1)).toMatchObject({ wish: { to: 'task' } }));
    expect([shown(), a.opened.length]).toEqual([[`${three}*`, four], opened]);
  });

  it('is opened from a clip at its task, and leaves keys alone while a dialog is open', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await fireEvent.click(screen.getByRole('button', { name: t.shell.nav.library }));
    const card = await waitFor(() => {
      const found = document.querySelector<HTMLElement>(`[data-card="${four}"]`);
      if (found === null) throw new Error('no card');
      return found;
    });
    await fireEvent.click(card);
    await fireEvent.click(await screen.findByRole('button', { name: words.compare }));
    await untilShown(`${three}*`, four);
    const asked = fake.calls.length;
    const dialog = document.body.appendChild(document.createElement('dialog'));
    await fireEvent.keyDown(dialog, { key: 'b' });
    dialog.remove();
    expect(fake.calls.slice(asked).filter(({ name }) => name === 'library.remove')).toEqual([]);
  });

  it('goes on to the next pair though the library changes while it is on its way', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    await key('n');
    fake.push({ slices: { library: { ...fake.state().library, version: 77 } } });
    await untilShown(`${three}*`, four);
    await waitFor(() => expect(fake.callsOf('pairs.find').at(-1)).toMatchObject({ wish: { to: 'task' } }));
    expect(shown()).toEqual([`${three}*`, four]);
  });

  it('keeps up with keys that come quicker than answers', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    for (const name of ['k', 'k', 'n', 'k', 'b', 'n']) void key(name);
    await waitFor(() => expect(within(table()).getByText(words.through.title)).toBeTruthy());
    expect(fake.callsOf('library.say')).toEqual(
      [one, two, three].map((id) => ({ clips: { of: 'ids', ids: [id] }, saying: { kept: true } })),
    );
    expect(fake.callsOf('library.remove')).toEqual([{ clips: { of: 'ids', ids: [four] } }]);
  });

  it('says where there is nothing to compare, and why nothing can be told', async () => {
    const { fake } = await open({ clips: all.slice(6, 7) });
    expect(await within(table()).findByText(words.none.title)).toBeTruthy();
    fake.answer('pairs.find', () => fail('internal'));
    fake.push({ slices: { library: { ...fake.state().library, version: 99 } } });
    expect(await within(table()).findByText(words.failed)).toBeTruthy();
  });

  it('stays where there is no other pair, and says so: nothing that is heard begins anew', async () => {
    const { a } = await open();
    await untilShown(`${one}*`, two);
    await key(' ');
    a.moveTo(31);
    await key('x');
    await key('p');
    expect(await screen.findByText(words.first)).toBeTruthy();
    await fireEvent.click(within(table()).getByRole('radio', { name: new RegExp(`^${words.shelves.all}`) }));
    await key('n');
    await untilShown(`${three}*`, four);
    await key('x');
    await untilShown(three, `${four}*`);
    a.moveTo(17);
    const opened = a.opened.length;
    await key('n');
    expect(await screen.findByText(words.lastOfAll)).toBeTruthy();
    expect([shown(), a.opened.length, a.position()]).toEqual([[three, `${four}*`], opened, 17]);
    // What was not left is not gone back to.
    await key('p');
    await untilShown(`${one}*`, two);
  });

  it('says where the one on the table is the only one left to decide', async () => {
    const { a } = await open({ clips: all.slice(0, 2) });
    await untilShown(`${one}*`, two);
    await key('x');
    const opened = a.opened.length;
    await key('n');
    expect(await screen.findByText(words.onlyOpen)).toBeTruthy();
    expect([shown(), a.opened.length]).toEqual([[one, `${two}*`], opened]);
  });

  it('tells a screen reader which pair came, and where the shorter one is over', async () => {
    const { a } = await open();
    const [, , third] = all;
    await untilShown(`${one}*`, two);
    const said = (): string => table().querySelector('[data-said]')?.textContent.trim() ?? '';
    await key('n');
    await untilShown(`${three}*`, four);
    expect(said()).toBe(words.said.came(words.place('2', '2'), third?.title ?? '', 'A'));
    await key('p');
    await untilShown(`${one}*`, two);
    await key(' ');
    a.moveTo(140);
    await key('x');
    await untilShown(one, `${two}*`);
    expect(said()).toBe(words.said.over('B'));
    expect(within(table()).getByText(words.over('B'))).toBeTruthy();
    expect(within(table()).getByRole('button', { name: /^Play/ })).toBeTruthy();
    await key('x');
    await untilShown(`${one}*`, two);
    expect(within(table()).getByRole('button', { name: /^Pause/ })).toBeTruthy();
  });

  it('keeps the focus where what was pressed by the keyboard goes away with it', async () => {
    await open({ clips: all.slice(0, 2) });
    await untilShown(`${one}*`, two);
    const button = (name: string | RegExp): HTMLElement => within(table()).getByRole('button', { name });
    const press = async (name: string | RegExp): Promise<void> => {
      button(name).focus();
      await fireEvent.click(button(name), { detail: 0 });
    };
    await press(words.hear('B'));
    await untilShown(one, `${two}*`);
    expect(document.activeElement).toBe(button(words.hear('B')));
    expect(button(words.hear('B')).getAttribute('aria-pressed')).toBe('true');
    await press(/^Bin ?: B/);
    await waitFor(() => expect(document.activeElement).toBe(table()));
    await press(words.bringBack);
    await untilShown(one, `${two}*`);
    await waitFor(() => expect(document.activeElement).toBe(table()));
  });

  it('leaves a key to what has it for itself elsewhere: Delete to a playlist', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    const list = document.querySelector<HTMLElement>('[data-playlist]');
    if (list === null) throw new Error('no playlist');
    list.focus();
    await fireEvent.keyDown(list, { key: 'Delete' });
    await waitFor(() => expect(fake.callsOf('playlists.remove')).toHaveLength(1));
    expect(fake.callsOf('library.remove')).toEqual([]);
    await fireEvent.keyDown(screen.getByRole('button', { name: t.shell.nav.pairs }), { key: 'b' });
    await waitFor(() => expect(fake.callsOf('library.remove')).toHaveLength(1));
  });

  it('says nothing was kept of a clip that was taken out elsewhere just then', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    fake.answer('library.say', () => ok({ changed: 0, undo: null }));
    const said = table().querySelector('[data-said]')?.textContent;
    await key('k');
    await waitFor(() => expect(fake.callsOf('pairs.find')).toHaveLength(2));
    expect([shown(), table().querySelector('[data-said]')?.textContent]).toEqual([[`${one}*`, two], said]);
  });
});

describe('the bin of the pair table', () => {
  it('names what goes, and takes it back from there', async () => {
    const { fake, a } = await open();
    await untilShown(`${one}*`, two);
    await key('b');
    await untilShown(one, `${two}*`);
    const title = words.binnedToast(words.side('A', all[0]?.title ?? ''));
    const toast = (await screen.findByText(title)).closest<HTMLElement>('.toast');
    if (toast === null) throw new Error('no toast');
    await fireEvent.click(within(toast).getByRole('button', { name: words.undo }));
    await untilShown(`${one}*`, two);
    expect(fake.callsOf('library.undo')).toHaveLength(1);
    await waitFor(() => expect(screen.queryByText(title)).toBeNull());
    expect(a.opened).toHaveLength(2);
  });

  it('brings a clip back that the trash refused, and does not say that it lies there', async () => {
    const { fake } = await open();
    const pairs = createPairReplies(all.slice(0, 4), new Set());
    await untilShown(`${one}*`, two);
    await key('b');
    await untilShown(one, `${two}*`);
    // The time is over, the trash refuses, and the library has it again.
    fake.answer('pairs.find', (input) => pairs['pairs.find'](input));
    fake.answer('library.undo', () => ok(0));
    fake.push({ slices: { library: { ...fake.state().library, version: 99 } } });
    await waitFor(() => expect(within(table()).queryByText(words.binned)).toBeNull());
    expect(progress()).toContain(words.progress('0', '2'));
    await key('u');
    await untilShown(`${one}*`, two);
    expect(screen.queryByText(words.tooLate)).toBeNull();
  });

  it('changes nothing where it is refused at once, and says why', async () => {
    const { fake } = await open();
    await untilShown(`${one}*`, two);
    fake.answer('library.remove', () => fail('folder_missing'));
    await key('b');
    expect(await screen.findByText('The library folder is not there')).toBeTruthy();
    expect(shown()).toEqual([`${one}*`, two]);
    await key('u');
    expect(await screen.findByText(words.nothingToUndo)).toBeTruthy();
  });
});

describe('the way to the pair table', () => {
  it('leads from the menu of a clip in the library', async () => {
    await open();
    await fireEvent.click(screen.getByRole('button', { name: t.shell.nav.library }));
    const card = await waitFor(() => {
      const found = document.querySelector(`[data-card="${four}"]`);
      if (found === null) throw new Error('no card');
      return found;
    });
    await fireEvent.contextMenu(card);
    await fireEvent.click(await screen.findByRole('menuitem', { name: words.compare, hidden: true }));
    await untilShown(`${three}*`, four);
  });

  it('leads from the menu of a task that gave two clips, and of no other', async () => {
    const taskId = all[2]?.taskId ?? '';
    const saved = (id: string) => ({ id, libraryId: id, taskId });
    const task = (id: string, clips: readonly string[]) => ({
      ...sampleTask(id === taskId ? 1 : 2, now, finished(now, 5)),
      id,
      items: clips.map((clip, at) => sampleItem(1, at, saved(clip))),
    });
    await open({ snapshot: { tasks: [task(taskId, [three, four]), task('another task', [one])] } });
    await fireEvent.click(screen.getByRole('button', { name: /^Tasks/ }));
    const entries = await screen.findAllByRole('menuitem', { name: words.compareTask, hidden: true });
    expect(entries).toHaveLength(1);
    await fireEvent.click(entries[0] as HTMLElement);
    await untilShown(`${three}*`, four);
  });
});

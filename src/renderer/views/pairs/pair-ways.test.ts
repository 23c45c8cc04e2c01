import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createPairReplies } from '../../../../tests/fakes/pair-replies.ts';
import { finished, sampleItem, sampleTask } from '../../../../tests/fakes/sample-tasks.ts';
import { fail, ok } from '../../../shared/problem.ts';
import {
  all,
  four,
  key,
  now,
  one,
  openPairs as open,
  progress,
  shown,
  table,
  three,
  two,
  untilShown,
  words,
} from '../../testing/pairs.ts';
import { t } from '../../ui/text.ts';

describe('around the pair table', () => {
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

describe('a pair that is none any more', () => {
  it('goes on with the other clip when one is taken out elsewhere while it is heard', async () => {
    const { fake, b } = await open();
    await untilShown(`${one}*`, two);
    await key(' ');
    await fake.bridge.invoke('library.remove', { clips: { of: 'ids', ids: [one] } });
    await untilShown(one, `${two}*`);
    expect(within(table()).getByText(words.binned)).toBeTruthy();
    expect(within(table()).getByText(words.alone)).toBeTruthy();
    expect(within(table()).getByRole('button', { name: /^Pause/ })).toBeTruthy();
    expect(b.volume()).toBeGreaterThan(0);
    // It was not taken out here: there is no step to take back, and nothing is decided of it.
    expect(within(table()).queryByRole('button', { name: words.bringBack })).toBeNull();
    await key('1');
    await key('b');
    expect(fake.callsOf('library.remove')).toHaveLength(1);
  });

  it('is a single clip with nothing to compare, that can be heard and kept', async () => {
    const single = (all[6] as { id: string; taskId: string }).taskId;
    const { fake, a } = await open({ clips: all.filter(({ taskId }, at) => taskId !== single || at === 6) });
    const alone = all[6]?.id ?? '';
    fake.push({ slices: { focus: { seq: 9, target: { kind: 'clip', id: alone } } } });
    await fireEvent.click(await screen.findByRole('button', { name: words.compare }));
    await untilShown(`${alone}*`);
    expect(within(table()).getByText(words.alone)).toBeTruthy();
    for (const name of [' ', 'x', '2', 'ArrowDown']) await key(name);
    expect(shown()).toEqual([`${alone}*`]);
    expect([a.opened.length > 0, within(table()).queryByRole('button', { name: /^Pause/ }) !== null]).toEqual(
      [true, true],
    );
    await key('k');
    await waitFor(() => expect(fake.callsOf('library.say')).toHaveLength(1));
    await key('n');
    // The next one is a pair, older than this.
    await untilShown(`${all[8]?.id ?? ''}*`, all[9]?.id ?? '');
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

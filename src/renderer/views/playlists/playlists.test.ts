import { createEvent, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeSeed } from '../../../../tests/fakes/bridge.ts';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../../tests/fakes/sound.ts';
import { audioUrl } from '../../../shared/clip.ts';
import { clipSetType } from '../../../shared/clip-set.ts';
import { noFilter } from '../../../shared/library-query.ts';
import { fail, ok } from '../../../shared/problem.ts';
import App from '../../App.svelte';
import { lendPopovers } from '../../testing/render.ts';
import { t } from '../../ui/text.ts';

const now = Date.UTC(2026, 10, 23, 20);
const clips = sampleClips(now);
const words = t.playlists;
const idAt = (place: number): string => clips[place]?.id ?? '';

const open = async (seed: FakeSeed = {}) => {
  lendPopovers();
  const fake = createFakeBridge({ now, ...seed });
  const sound = createFakeSound();
  render(App, { bridge: fake.bridge, engine: sound.engine, time: () => now });
  await screen.findByRole('navigation');
  return { fake, sound };
};
const entry = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-playlist="${id}"]`);
  if (found === null) throw new Error(`no list ${id}`);
  return found;
};
const names = (): (string | null)[] =>
  [...document.querySelectorAll('[data-playlist] .name')].map((each) => each.textContent);
const shown = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-place]')]
    .sort((a, b) => Number(a.dataset['place']) - Number(b.dataset['place']))
    .flatMap((each) => each.querySelector<HTMLElement>('[data-row]')?.dataset['row'] ?? []);
const rowAt = (place: number): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-place="${place}"] [data-row]`);
  if (found === null) throw new Error(`no row ${place}`);
  return found;
};
const openList = async (id: string) => {
  await fireEvent.click(entry(id));
  await waitFor(() => expect(shown().length).toBeGreaterThan(0));
};
/** What is dragged, as the browser hands it from one handler to the next. */
const createDrag = (data: Record<string, string> = {}) => {
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
const dragOver = (element: HTMLElement, drag: object, clientY: number) => {
  const event = createEvent.dragOver(element, drag);
  Object.defineProperty(event, 'clientY', { value: clientY });
  return fireEvent(element, event);
};
const press = (place: number, key: string, more: object = {}) => {
  rowAt(place).focus();
  return fireEvent.keyDown(rowAt(place), { key, ...more });
};

describe('the playlists in the navigation', () => {
  it('are listed with how much they hold, and open', async () => {
    await open();
    expect(names()).toEqual(['Road trip', '夜のドライブ', 'For Elena', 'Best of waltz']);
    expect(screen.getByRole('button', { name: 'Road trip, 23 clips' })).toBeTruthy();
    await openList('list-night');
    expect(screen.getByRole('heading', { name: '夜のドライブ', level: 1 })).toBeTruthy();
    expect(entry('list-night').getAttribute('aria-current')).toBe('page');
    expect(screen.getByText('8 clips')).toBeTruthy();
  });

  it('can be made, by name', async () => {
    const { fake } = await open();
    await fireEvent.click(screen.getByRole('button', { name: words.create }));
    const dialog = within(await screen.findByRole('dialog'));
    await fireEvent.submit(dialog.getByLabelText(words.dialog.name));
    expect(await dialog.findByText(words.dialog.badName)).toBeTruthy();
    await fireEvent.input(dialog.getByLabelText(words.dialog.name), { target: { value: '  Late  ' } });
    await fireEvent.submit(dialog.getByLabelText(words.dialog.name));
    expect(await screen.findByRole('heading', { name: 'Late', level: 1 })).toBeTruthy();
    expect(fake.callsOf('playlists.create')).toEqual([
      { name: 'Late', clips: { of: 'ids', ids: [] }, query: null },
    ]);
    expect(await screen.findByText(words.empty.title)).toBeTruthy();
  });
});

describe('a playlist’s menu and keys', () => {
  const menuOf = async (id: string, item: string) => {
    await fireEvent.contextMenu(entry(id));
    const nav = within(screen.getByRole('navigation'));
    const menu = await nav.findByRole('menu', { name: words.more(entry(id).title), hidden: true });
    await fireEvent.click(within(menu).getByRole('menuitem', { name: item, hidden: true }));
  };

  it('rename it, and take that back', async () => {
    await open();
    await menuOf('list-road', words.rename);
    const field = within(await screen.findByRole('dialog')).getByLabelText<HTMLInputElement>(
      words.dialog.name,
    );
    expect(field.value).toBe('Road trip');
    await fireEvent.input(field, { target: { value: 'Ferry' } });
    await fireEvent.submit(field);
    await waitFor(() => expect(names()[0]).toBe('Ferry'));
    await fireEvent.click(await screen.findByRole('button', { name: words.said.undo }));
    await waitFor(() => expect(names()[0]).toBe('Road trip'));
  });

  it('remove it, also the one that is open, and bring it back', async () => {
    await open();
    await openList('list-road');
    await menuOf('list-road', words.remove);
    await waitFor(() => expect(names()).toHaveLength(3));
    expect(await screen.findByRole('heading', { name: t.library.title, level: 1 })).toBeTruthy();
    await fireEvent.click(await screen.findByRole('button', { name: words.said.undo }));
    await waitFor(() => expect(names()[0]).toBe('Road trip'));
  });

  it('export it, and say where it lies', async () => {
    const { fake } = await open();
    await menuOf('list-night', words.export);
    expect(await screen.findByText('/home/mara/Music/Cliploft/夜のドライブ.m3u8')).toBeTruthy();
    fake.answer('playlists.export', () => ok(null));
    await menuOf('list-road', words.export);
    await waitFor(() => expect(fake.callsOf('playlists.export')).toHaveLength(2));
    expect(screen.queryByText(words.said.exported('Road trip'))).toBeNull();
  });

  it('move it among the others', async () => {
    await open();
    await fireEvent.keyDown(entry('list-night'), { key: 'ArrowUp', altKey: true });
    await waitFor(() => expect(names().slice(0, 2)).toEqual(['夜のドライブ', 'Road trip']));
    await fireEvent.keyDown(entry('list-night'), { key: 'ArrowUp', altKey: true });
    await fireEvent.keyDown(entry('list-night'), { key: 'ArrowDown', altKey: true });
    await waitFor(() => expect(names().slice(0, 2)).toEqual(['Road trip', '夜のドライブ']));
  });

  it('change what a smart one shows, and keep its filters', async () => {
    const filter = { ...noFilter, favourite: true };
    const list = { id: 'x', name: 'Best', clips: null, query: { text: 'a', filter, sort: 'title' as const } };
    const { fake } = await open({ snapshot: { playlists: { version: 1, lists: [list] } } });
    await menuOf('x', words.edit);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(words.dialog.filter)).toBeTruthy();
    await fireEvent.input(dialog.getByLabelText(words.dialog.search), { target: { value: ' b ' } });
    await fireEvent.submit(dialog.getByLabelText(words.dialog.name));
    await waitFor(() =>
      expect(fake.callsOf('playlists.setQuery')).toEqual([
        { id: 'x', query: { text: 'b', filter, sort: 'title' } },
      ]),
    );
    expect(fake.callsOf('playlists.rename')).toEqual([]);
  });

  it('import a file, and say what was not found', async () => {
    await open();
    await fireEvent.click(screen.getByRole('button', { name: words.create }));
    await fireEvent.click(await screen.findByRole('button', { name: words.dialog.import }));
    expect(await screen.findByRole('heading', { name: 'From the car', level: 1 })).toBeTruthy();
    expect(screen.getByText('2 clips found in the library. 1 was not found.')).toBeTruthy();
    expect(screen.getByText('Lost.mp3')).toBeTruthy();
  });

  it('keep the present search as a smart list', async () => {
    const { fake } = await open();
    await fireEvent.input(await screen.findByRole('searchbox'), { target: { value: 'waltz' } });
    await waitFor(() => expect(fake.callsOf('library.page').at(-1)).toMatchObject({ text: 'waltz' }));
    await fireEvent.click(screen.getByRole('button', { name: words.create }));
    const dialog = within(await screen.findByRole('dialog'));
    await fireEvent.click(dialog.getByRole('radio', { name: words.dialog.smart }));
    await fireEvent.input(dialog.getByLabelText(words.dialog.name), { target: { value: 'Waltzes' } });
    await fireEvent.submit(dialog.getByLabelText(words.dialog.name));
    await waitFor(() =>
      expect(fake.callsOf('playlists.create')).toMatchObject([
        { name: 'Waltzes', query: { text: 'waltz', sort: 'best' } },
      ]),
    );
    expect(await screen.findByText(words.summarySmart(2, '2'))).toBeTruthy();
  });
});

describe('clips dropped on a list', () => {
  it('are added, and can be taken out again', async () => {
    const { fake } = await open();
    const set = { of: 'ids', ids: [idAt(3), idAt(4)] };
    const drag = createDrag({ [clipSetType]: JSON.stringify(set) });
    await fireEvent.dragOver(entry('list-empty'), drag);
    await fireEvent.drop(entry('list-empty'), drag);
    expect(await screen.findByText(words.said.added('For Elena'))).toBeTruthy();
    expect(fake.callsOf('playlists.add')).toEqual([{ id: 'list-empty', clips: set, before: null }]);
    await openList('list-empty');
    expect(shown()).toEqual([idAt(3), idAt(4)]);
    await fireEvent.keyDown(rowAt(0), { key: 'z', ctrlKey: true });
    expect(await screen.findByText(words.empty.title)).toBeTruthy();
  });

  it('are refused by a smart one, and by none taken where they make no sense', async () => {
    const { fake } = await open();
    const good = createDrag({ [clipSetType]: JSON.stringify({ of: 'ids', ids: [idAt(3)] }) });
    await fireEvent.drop(entry('list-best'), good);
    for (const odd of ['', '{}', '{"of":"ids","ids":[7]}', '{"of":"all"}'])
      await fireEvent.drop(entry('list-road'), createDrag({ [clipSetType]: odd }));
    expect(fake.callsOf('playlists.add')).toEqual([]);
  });

  it('begin a new one on the head of the section', async () => {
    const { fake } = await open();
    const set = { of: 'ids', ids: [idAt(3)] };
    const drag = createDrag({ [clipSetType]: JSON.stringify(set) });
    await fireEvent.drop(screen.getByRole('heading', { name: words.title }), drag);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByRole('radio')).toBeNull();
    await fireEvent.input(dialog.getByLabelText(words.dialog.name), { target: { value: 'One' } });
    await fireEvent.submit(dialog.getByLabelText(words.dialog.name));
    await waitFor(() => expect(fake.callsOf('playlists.create')).toMatchObject([{ clips: set }]));
  });

  it('come from the details of a clip, too', async () => {
    const { fake } = await open();
    await waitFor(() => expect(document.querySelector('[data-card]')).not.toBeNull());
    await fireEvent.click(document.querySelector(`[data-card="${idAt(2)}"]`) ?? document.body);
    const details = within(await screen.findByRole('complementary', { name: 'Details' }));
    const menu = await details.findByRole('menu', { name: words.addTo, hidden: true });
    const items = within(menu).getAllByRole('menuitem', { hidden: true });
    expect(items.map((item) => item.textContent?.trim())).toEqual([
      ...[words.addToNew, 'Road trip', '夜のドライブ', 'For Elena'],
    ]);
    await fireEvent.click(items[1] ?? document.body);
    await waitFor(() =>
      expect(fake.callsOf('playlists.add')).toMatchObject([
        { id: 'list-road', clips: { of: 'ids', ids: [idAt(2)] } },
      ]),
    );
  });
});

describe('the entries of a playlist', () => {
  it('move by Alt and the arrow keys, and the focus with them', async () => {
    await open();
    await openList('list-night');
    await press(1, 'ArrowDown', { altKey: true });
    await waitFor(() => expect(shown().slice(0, 4)).toEqual([idAt(0), idAt(2), idAt(1), idAt(3)]));
    await waitFor(() => expect(document.activeElement).toBe(rowAt(2)));
    expect(screen.getByText(words.said.moved('3', '8'))).toBeTruthy();
    await press(2, 'z', { ctrlKey: true });
    await waitFor(() => expect(shown().slice(0, 3)).toEqual([idAt(0), idAt(1), idAt(2)]));
  });

  it('move as often as the key was pressed, however quickly, and not beyond the ends', async () => {
    await open();
    await openList('list-night');
    rowAt(0).focus();
    for (let n = 0; n < 20; n += 1) void fireEvent.keyDown(rowAt(0), { key: 'ArrowDown', altKey: true });
    await waitFor(() => expect(shown().at(-1)).toBe(idAt(0)));
    await press(7, 'ArrowDown', { altKey: true });
    expect(shown()).toHaveLength(8);
  });

  it('are dragged to another place', async () => {
    const { fake } = await open();
    await openList('list-night');
    const drag = createDrag();
    const list = screen.getByRole('list', { name: words.list('夜のドライブ') });
    await fireEvent.dragStart(rowAt(5).closest('li') ?? rowAt(5), drag);
    await dragOver(list, drag, 60);
    await fireEvent.drop(list, drag);
    await waitFor(() => expect(shown().slice(0, 3)).toEqual([idAt(0), idAt(5), idAt(1)]));
    expect(fake.callsOf('playlists.reorder')).toHaveLength(1);
    // Where it stands already nothing is moved.
    await fireEvent.dragStart(rowAt(1).closest('li') ?? rowAt(1), drag);
    await dragOver(list, drag, 110);
    await fireEvent.drop(list, drag);
    expect(fake.callsOf('playlists.reorder')).toHaveLength(1);
  });

  it('are taken out by Delete, and the focus goes to the next; the last leaves it in the page', async () => {
    await open({
      snapshot: { playlists: { version: 1, lists: [{ id: 'x', name: 'X', query: null, clips: 2 }] } },
    });
    await openList('x');
    await press(0, 'Delete');
    await waitFor(() => expect(shown()).toEqual([idAt(1)]));
    await waitFor(() => expect(document.activeElement).toBe(rowAt(0)));
    await press(0, 'Delete');
    expect(await screen.findByText(words.empty.title)).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.tagName).toBe('MAIN'));
  });

  it('that are shown by a query cannot be moved or taken out', async () => {
    const { fake } = await open();
    await openList('list-best');
    await press(0, 'Delete');
    await press(0, 'ArrowDown', { altKey: true });
    expect([...fake.callsOf('playlists.takeOut'), ...fake.callsOf('playlists.reorder')]).toEqual([]);
  });

  it('play from where Enter was pressed, one after the other', async () => {
    const { sound } = await open();
    await openList('list-night');
    await press(2, 'Enter');
    expect(sound.opened).toEqual([audioUrl(idAt(2))]);
    expect(rowAt(2).closest('li')?.querySelector('.sounding')).not.toBeNull();
  });

  it('play from the top, or shuffled: each once', async () => {
    const { sound } = await open();
    await openList('list-night');
    const view = within(screen.getByRole('region', { name: '夜のドライブ' }));
    await fireEvent.click(view.getByRole('button', { name: words.play }));
    expect(sound.opened).toEqual([audioUrl(idAt(0))]);
    await fireEvent.click(view.getByRole('button', { name: words.shuffle }));
    await waitFor(() => expect(sound.opened).toHaveLength(2));
    const next = screen.getByRole('button', { name: t.player.next });
    for (let n = 3; n <= 9; n += 1) {
      await fireEvent.click(next);
      await waitFor(() => expect(sound.opened).toHaveLength(n));
    }
    expect(new Set(sound.opened.slice(1))).toEqual(new Set(clips.slice(0, 8).map(({ id }) => audioUrl(id))));
  });

  it('that cannot be read, or a list that is gone, are told of', async () => {
    const { fake } = await open();
    fake.answer('playlists.page', () => fail('disk_fault'));
    await fireEvent.click(entry('list-road'));
    expect(await screen.findByText(words.failed)).toBeTruthy();
    fake.push({ slices: { playlists: { version: 9, lists: [] } } });
    expect(await screen.findByText(words.gone.title)).toBeTruthy();
  });
});

import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { clipSetType } from '../../../shared/clip-set.ts';
import { noFilter } from '../../../shared/library-query.ts';
import { ok } from '../../../shared/problem.ts';
import {
  createDrag,
  entry,
  idAt,
  names,
  open,
  openList,
  rowAt,
  shown,
  words,
} from '../../testing/playlists.ts';
import { t } from '../../ui/text.ts';

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

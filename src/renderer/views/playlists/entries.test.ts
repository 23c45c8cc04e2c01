import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { audioUrl } from '../../../shared/clip.ts';
import { fail } from '../../../shared/problem.ts';
import {
  clips,
  createDrag,
  dragOver,
  entry,
  idAt,
  open,
  openList,
  press,
  rowAt,
  shown,
  words,
} from '../../testing/playlists.ts';
import { t } from '../../ui/text.ts';

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

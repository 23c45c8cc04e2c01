import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPlaylistWorld, ids, must } from '../../../tests/fakes/playlist-world.ts';
import { noFilter } from '../../shared/library-query.ts';
import { playlistNameSchema } from '../../shared/playlist.ts';
import { mostUndos } from '../undoing.ts';

let world: ReturnType<typeof createPlaylistWorld>;
beforeEach(() => {
  world = createPlaylistWorld();
  world.save('a', 'b', 'c', 'd');
});
const refused = { ok: false, problem: expect.objectContaining({ code: 'bad_request' }) as unknown };

describe('the name of a playlist', () => {
  it.each([
    ['  Road trip\n ', 'Road trip'],
    ['夜の ドライブ', '夜の ドライブ'],
    ['Cafe\u0301', 'Café'],
    ['🚗', '🚗'],
    ['a'.repeat(200), 'a'.repeat(200)],
  ])('%j is %j', (given, kept) => expect(v.parse(playlistNameSchema, given)).toBe(kept));

  it.each(['', '   ', '\u200b', '\u0000\n', 'a'.repeat(201)])('%j is none', (name) =>
    expect(v.safeParse(playlistNameSchema, name).success).toBe(false),
  );
});

describe('playlists', () => {
  it('hold clips in their order, one of them twice if wanted, and none that the library does not have', () => {
    const list = world.list('Road', 'b', 'a', 'b', 'nobody');
    expect(world.shown(list)).toEqual(['b', 'a', 'b']);
    expect(world.room.state().lists).toEqual([{ id: list, name: 'Road', query: null, clips: 3 }]);
    expect(new Set(world.numbers(list)).size).toBe(3);
    expect(world.page(list, 1, 1)).toMatchObject({ total: 3, entries: [{ clip: { id: 'a' } }] });
  });

  it('may have equal names, and stand in the order that the user gives them', () => {
    const [one, two, three] = [world.list('Road'), world.list('Road'), world.list('Rain')];
    expect(new Set([one, two, three]).size).toBe(3);
    must(world.commands.movePlaylist(three, one));
    expect(world.names()).toEqual(['Rain', 'Road', 'Road']);
    must(world.commands.movePlaylist(three, null));
    expect(world.names()).toEqual(['Road', 'Road', 'Rain']);
  });

  it('take more at a place or at the end', () => {
    const list = world.list('Road', 'a', 'b');
    const [, second = 0] = world.numbers(list);
    expect(must(world.commands.addToPlaylist(list, ids('c', 'gone', 'a'), second))).toMatchObject({
      added: 2,
    });
    must(world.commands.addToPlaylist(list, ids('d'), null));
    expect(world.shown(list)).toEqual(['a', 'c', 'a', 'b', 'd']);
  });

  it('keep the order of several that are moved, also when the place itself is moved along', () => {
    const list = world.list('Road', 'a', 'b', 'c', 'd');
    const [a = 0, b = 0, c = 0, d = 0] = world.numbers(list);
    must(world.commands.reorderPlaylist(list, [d, b], a));
    expect(world.shown(list)).toEqual(['b', 'd', 'a', 'c']);
    must(world.commands.reorderPlaylist(list, [b, d, a], d));
    expect(world.shown(list)).toEqual(['b', 'd', 'a', 'c']);
    must(world.commands.reorderPlaylist(list, [b], null));
    expect(world.shown(list)).toEqual(['d', 'a', 'c', 'b']);
    must(world.commands.reorderPlaylist(list, [c, b], c));
    expect(world.shown(list)).toEqual(['d', 'a', 'c', 'b']);
  });

  it('keep the places of clips that left the library, and show them when they are back', () => {
    const list = world.list('Road', 'a', 'b', 'c', 'b');
    world.places.remove(['b'], 1);
    expect(world.shown(list)).toEqual(['a', 'c']);
    expect(world.page(list).total).toBe(2);
    expect(world.room.state().lists[0]?.clips).toBe(2);
    const [a = 0] = world.numbers(list);
    must(world.commands.reorderPlaylist(list, [a], null));
    world.places.restore(['b']);
    expect(world.shown(list)).toEqual(['b', 'c', 'b', 'a']);
  });

  it('say so when there is no such list or entry, and change nothing', () => {
    const list = world.list('Road', 'a');
    const { commands } = world;
    expect(commands.renamePlaylist('nobody', 'x')).toEqual(refused);
    expect(commands.removePlaylist('nobody')).toEqual(refused);
    expect(commands.movePlaylist(list, 'nobody')).toEqual(refused);
    expect(commands.addToPlaylist('nobody', ids('a'), null)).toEqual(refused);
    expect(commands.addToPlaylist(list, ids('a'), 4711)).toEqual(refused);
    expect(commands.reorderPlaylist(list, [], 4711)).toEqual(refused);
    expect(commands.playlistPage('nobody', 0, 1)).toEqual(refused);
    expect(commands.setPlaylistQuery(list, { text: '', filter: noFilter, sort: 'newest' })).toEqual(refused);
    expect(world.shown(list)).toEqual(['a']);
  });

  it('that are smart show what the library finds, and have no entries of their own', () => {
    const query = { text: 'title:a', filter: noFilter, sort: 'newest' } as const;
    const { id } = must(world.commands.createPlaylist({ name: 'All', query }));
    expect(world.shown(id)).toEqual(['a']);
    const { undo } = must(world.commands.setPlaylistQuery(id, { ...query, text: 'song', sort: 'title' }));
    expect(world.shown(id)).toEqual(['a', 'b', 'c', 'd']);
    expect(world.page(id, 2, 1)).toMatchObject({ total: 4, entries: [{ entry: 0, clip: { id: 'c' } }] });
    expect(world.commands.addToPlaylist(id, ids('a'), null)).toEqual(refused);
    expect(world.room.state().lists).toMatchObject([{ query: { text: 'song' }, clips: null }]);
    expect(world.commands.undoPlaylists(undo)).toBe(true);
    expect(world.shown(id)).toEqual(['a']);
  });

  it('forget nothing of a query that another version kept with more, or less, in it', () => {
    const query = { text: 'x', filter: { ...noFilter, favourite: true }, sort: 'title' } as const;
    const { id } = must(world.commands.createPlaylist({ name: 'All', query }));
    const { tags: _tags, ...older } = query.filter;
    world.sql.run('UPDATE playlists SET query_json = ?', [
      JSON.stringify({ text: 'x', filter: { ...older, mood: 'later' }, sort: 'by_mood' }),
    ]);
    expect(world.room.state().lists).toEqual([
      { id, name: 'All', clips: null, query: { text: 'x', filter: query.filter, sort: 'newest' } },
    ]);
  });
});

describe('undo', () => {
  it('takes back each change, once', () => {
    const { commands } = world;
    const list = world.list('Road', 'a', 'b', 'c');
    const [a = 0, b = 0, c = 0] = world.numbers(list);
    const before = world.page(list);
    for (const change of [
      () => commands.addToPlaylist(list, ids('d', 'd'), b),
      () => commands.takeOutOfPlaylist(list, [a, c]),
      () => commands.reorderPlaylist(list, [a], null),
      () => commands.renamePlaylist(list, 'Rain'),
      () => commands.removePlaylist(list),
    ]) {
      const { undo } = must(change());
      expect(commands.undoPlaylists(undo)).toBe(true);
      expect(world.page(list)).toEqual(before);
      expect(world.names()).toEqual(['Road']);
      expect(commands.undoPlaylists(undo)).toBe(false);
    }
  });

  it('brings a removed list back with all that it held, and where it stood', () => {
    const [, list] = [world.list('One'), world.list('Two', 'a', 'b'), world.list('Three')];
    const { undo } = must(world.commands.removePlaylist(list));
    expect(world.names()).toEqual(['One', 'Three']);
    expect(world.commands.playlistPage(list, 0, 1)).toEqual(refused);
    world.commands.undoPlaylists(undo);
    expect(world.names()).toEqual(['One', 'Two', 'Three']);
    expect(world.shown(list)).toEqual(['a', 'b']);
  });

  it('of an earlier change leaves the later ones as they are', () => {
    const list = world.list('Road', 'a', 'b', 'c', 'd');
    const [a = 0, b = 0, c = 0] = world.numbers(list);
    const first = must(world.commands.takeOutOfPlaylist(list, [b]));
    must(world.commands.takeOutOfPlaylist(list, [a]));
    must(world.commands.reorderPlaylist(list, [c], null));
    world.commands.undoPlaylists(first.undo);
    expect(world.shown(list)).toEqual(['b', 'd', 'c']);
  });

  it('of a move does not bring back what was taken out since', () => {
    const list = world.list('Road', 'a', 'b', 'c');
    const [a = 0] = world.numbers(list);
    const { undo } = must(world.commands.reorderPlaylist(list, [a], null));
    must(world.commands.takeOutOfPlaylist(list, [a]));
    world.commands.undoPlaylists(undo);
    expect(world.shown(list)).toEqual(['b', 'c']);
  });

  it('reaches back so many changes and no further, and knows no token of another run', () => {
    const list = world.list('Road');
    const tokens = Array.from(
      { length: mostUndos + 1 },
      () => must(world.commands.addToPlaylist(list, ids('a'), null)).undo,
    );
    expect(world.commands.undoPlaylists(tokens[0] ?? '')).toBe(false);
    expect(world.commands.undoPlaylists(tokens[1] ?? '')).toBe(true);
    expect(world.commands.undoPlaylists('')).toBe(false);
    expect(world.page(list).total).toBe(mostUndos);
  });
});

describe('a list of a hundred thousand', () => {
  it('has one entry moved by writing a row or two', () => {
    const list = world.list('Long');
    world.sql.run(
      `INSERT INTO playlist_entries (playlist_id, clip_id, rank, here)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
       SELECT ?, 'a', i * 1048576, 1 FROM n`,
      [list],
    );
    const [first = 0] = world.numbers(list);
    const [far] = world.page(list, 60_000, 1).entries;
    const ranks = () =>
      new Map(world.sql.all('SELECT id, rank FROM playlist_entries').map((row) => [row['id'], row['rank']]));
    const before = ranks();
    must(world.commands.reorderPlaylist(list, [first], far?.entry ?? 0));
    const changed = [...ranks()].filter(([id, rank]) => before.get(id) !== rank);
    expect(changed.map(([id]) => id)).toEqual([first]);
    expect(world.page(list, 59_999, 1).entries[0]?.entry).toBe(first);
    expect(world.page(list).total).toBe(100_000);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { createPlaylistWorld, folder, ids, must } from '../../../tests/fakes/playlist-world.ts';
import { noFilter } from '../../shared/library-query.ts';

const never = new AbortController().signal;
let world: ReturnType<typeof createPlaylistWorld>;
beforeEach(() => {
  world = createPlaylistWorld();
  world.save('a', 'b');
});
const settle = (ms = 3000): Promise<void> => world.clock.advance(ms);
const names = (): string[] => Object.keys(world.written()).sort();
const at = (name: string): string => `${folder}/Playlists/${name}`;
/** Another computer, or a database that knows nothing, on the same folder. */
const another = () => {
  const other = createPlaylistWorld(world);
  other.save('a', 'b');
  return other;
};

describe('the file of a playlist', () => {
  it('is written a moment after the change, with all that a new database needs', async () => {
    const list = world.list('Late night', 'b', 'a');
    await settle(1000);
    expect(names()).toEqual([]);
    await settle();
    const mark = { version: 1, id: list, position: 1048576, created: world.clock.now() - 4000 };
    expect(world.written()['Late night.m3u8']).toBe(
      [
        '#EXTM3U',
        '#PLAYLIST:Late night',
        `#CLIPLOFT-PLAYLIST:${JSON.stringify({ ...mark, changed: mark.created })}`,
        '#CLIPLOFT-CLIP:b',
        '#EXTINF:30,Suno - Song b',
        '../Song b [b].mp3',
        '#CLIPLOFT-CLIP:a',
        '#EXTINF:30,Suno - Song a',
        '../Song a [a].mp3',
        '',
      ].join('\n'),
    );
    expect(await world.files.list(`${folder}/.cliploft`)).toEqual([]);
    expect(world.clock.pending()).toBe(0);
  });

  it('is written once for many changes, and not at all for none', async () => {
    const list = world.list('Late');
    await settle();
    const stamp = await world.files.stamp(at('Late.m3u8'));
    world.room.files.look();
    const { undo } = must(world.commands.renamePlaylist(list, 'Other'));
    world.commands.undoPlaylists(undo);
    // Only the time of the change differs.
    await settle();
    expect(names()).toEqual(['Late.m3u8']);
    const second = await world.files.stamp(at('Late.m3u8'));
    expect(second?.writtenAt).not.toBe(stamp?.writtenAt);
    world.sql.run('UPDATE playlists SET version = version + 1');
    world.room.files.look();
    await settle();
    expect(await world.files.stamp(at('Late.m3u8'))).toEqual(second);
  });

  it('follows what becomes of its clips: other names, other titles, gone and back', async () => {
    const list = world.list('Late', 'a', 'b');
    await settle();
    world.places.rename('a', 'Renamed.mp3', null);
    world.sql.run("UPDATE clips SET own_title = 'Mine' WHERE id = 'a'");
    world.places.remove(['b'], 1);
    world.room.changed();
    await settle();
    const text = world.written()['Late.m3u8'] ?? '';
    expect(text).toContain('#EXTINF:30,Suno - Mine\n../Renamed.mp3\n');
    expect(text).toMatch(/#CLIPLOFT-CLIP:b\n$/);
    world.places.restore(['b']);
    world.room.changed();
    await settle();
    expect(world.written()['Late.m3u8']).toContain('../Song b [b].mp3');
    expect(world.shown(list)).toEqual(['a', 'b']);
  });

  it('has a name of its own, which follows that of the list', async () => {
    const [one] = [world.list('Late'), world.list('late'), world.list('Late'), world.list('../../CON')];
    world.files.put(at('Early.m3u8'), "somebody else's");
    await settle();
    expect(names()).toEqual(['Early.m3u8', 'Late 3.m3u8', 'Late.m3u8', '_CON.m3u8', 'late 2.m3u8'].sort());
    must(world.commands.renamePlaylist(one, 'Early'));
    await settle();
    expect(names()).toContain('Early 2.m3u8');
    expect(names()).not.toContain('Late.m3u8');
    expect(world.written()['Early.m3u8']).toBe("somebody else's");
    expect(world.trash.held.size).toBe(0);
  });

  it('goes to the trash some time after the list, and comes back with it', async () => {
    const list = world.list('Late', 'a');
    await settle();
    const { undo } = must(world.commands.removePlaylist(list));
    await settle(5000);
    expect(names()).toEqual(['Late.m3u8']);
    await settle(12_000);
    expect([names(), [...world.trash.held.keys()]]).toEqual([[], [at('Late.m3u8')]]);
    world.commands.undoPlaylists(undo);
    await settle();
    expect(world.written()['Late.m3u8']).toContain('#CLIPLOFT-CLIP:a');
  });

  it('that somebody put in its place is left alone', async () => {
    const list = world.list('Late', 'a');
    await settle();
    world.files.put(at('Late.m3u8'), '#EXTM3U\nmine.mp3');
    must(world.commands.addToPlaylist(list, ids('b'), null));
    await settle();
    expect(world.written()['Late.m3u8']).toBe('#EXTM3U\nmine.mp3');
    expect(world.written()['Late 2.m3u8']).toContain('#CLIPLOFT-CLIP:b');
    must(world.commands.removePlaylist(list));
    await settle(15_000);
    expect(names()).toEqual(['Late.m3u8']);
  });

  it('waits for a folder that is not there, and for a trash that refuses until the next start', async () => {
    world.files.takeAway('/music');
    const list = world.list('Late', 'a');
    await settle(70_000);
    world.files.bringBack('/music');
    await settle(70_000);
    expect(names()).toEqual(['Late.m3u8']);
    world.trash.refuse(true);
    must(world.commands.removePlaylist(list));
    await settle(200_000);
    expect(names()).toEqual(['Late.m3u8']);
    expect(world.clock.pending()).toBe(0);
    await world.room.files.stop();
    const next = createPlaylistWorld(world, world.sql);
    next.room.files.start();
    await settle();
    expect([...next.trash.held.keys()]).toEqual([at('Late.m3u8')]);
    expect(world.sql.all('SELECT id FROM playlists')).toHaveLength(1);
    const last = createPlaylistWorld(world, world.sql);
    last.room.files.start();
    expect(world.sql.all('SELECT id FROM playlists UNION SELECT id FROM playlist_entries')).toEqual([]);
  });

  it('is written before the end of the program, not while the folder is being read or moved', async () => {
    world.state.blocked = true;
    world.list('Late');
    await settle(70_000);
    expect(names()).toEqual([]);
    world.state.blocked = false;
    const release = await world.room.files.hold();
    await settle(70_000);
    expect(names()).toEqual([]);
    release();
    await world.room.files.stop();
    expect(names()).toEqual(['Late.m3u8']);
    expect(world.clock.pending()).toBe(0);
  });

  it('is written anew where another folder is the library’s', async () => {
    world.list('Late', 'a');
    await settle();
    world.state.folder = '/other';
    await world.files.ensureFolder('/other');
    world.room.changed();
    await settle();
    expect(await world.files.list('/other/Playlists')).toEqual(['Late.m3u8']);
  });

  it('that is long and changes under way ends as the last state', async () => {
    const list = world.list('Long', ...Array.from({ length: 1200 }, () => 'a'));
    const write = world.files.createPart;
    let once = true;
    world.files.createPart = async (path) => {
      const part = await write(path);
      if (once) must(world.commands.addToPlaylist(list, ids('b'), null));
      once = false;
      return part;
    };
    await settle(10_000);
    expect(world.written()['Long.m3u8']?.match(/#CLIPLOFT-CLIP/g)).toHaveLength(1201);
  });
});

describe('taking up what the folder holds', () => {
  const query = { text: 'x', filter: { ...noFilter, favourite: true }, sort: 'title' } as const;

  it('brings lists, smart ones too, into a database that knows none, and doubles nothing', async () => {
    world.list('Late', 'b', 'a', 'b');
    const smart = must(world.commands.createPlaylist({ name: 'Best', query })).id;
    must(world.commands.movePlaylist(smart, world.room.state().lists[0]?.id ?? null));
    world.places.remove(['a'], 1);
    await settle();
    const other = another();
    other.places.remove(['a'], 1);
    expect(await other.room.restore(folder, never)).toBe(2);
    expect(other.room.state().lists).toEqual(world.room.state().lists);
    expect(other.shown(other.room.state().lists[1]?.id ?? '')).toEqual(['b', 'b']);
    expect(await other.room.restore(folder, never)).toBe(0);
    const before = world.written();
    await settle();
    expect(world.written()).toEqual(before);
    // What was removed when the file was written has kept its place.
    other.places.restore(['a']);
    expect(other.shown(other.room.state().lists[1]?.id ?? '')).toEqual(['b', 'a', 'b']);
  });

  it('keeps what is known, unless the file was changed later', async () => {
    const list = world.list('Late', 'a');
    await settle();
    const other = another();
    await other.room.restore(folder, never);
    await settle();
    must(world.commands.addToPlaylist(list, ids('b'), null));
    must(world.commands.renamePlaylist(list, 'Later'));
    await settle();
    expect(await other.room.restore(folder, never)).toBe(1);
    expect([other.names(), other.shown(list)]).toEqual([['Later'], ['a', 'b']]);
    await settle(1);
    must(other.commands.takeOutOfPlaylist(list, other.numbers(list)));
    expect(await other.room.restore(folder, never)).toBe(0);
    expect(other.shown(list)).toEqual([]);
  });

  it('takes what was changed last also where the clock was set back meanwhile', async () => {
    const list = world.list('Late', 'a');
    await settle();
    const backup = another();
    await backup.room.restore(folder, never);
    await settle();
    world.clock.jump(-86_400_000);
    must(world.commands.addToPlaylist(list, ids('b'), null));
    await settle();
    expect(await backup.room.restore(folder, never)).toBe(1);
    expect(backup.shown(list)).toEqual(['a', 'b']);
  });

  it('does not bring back what was removed here, and takes no file of others for a list', async () => {
    const list = world.list('Late', 'a');
    await settle();
    must(world.commands.removePlaylist(list));
    expect(await world.room.restore(folder, never)).toBe(0);
    world.files.put(at('Mine.m3u8'), '#EXTM3U\n../Song a [a].mp3');
    world.files.put(at('Broken.m3u8'), '#CLIPLOFT-PLAYLIST:{"version":2,"id":"x"}');
    world.files.put(at('Late copy.m3u8'), world.written()['Late.m3u8'] ?? '');
    const other = another();
    expect(await other.room.restore(folder, never)).toBe(1);
    expect(other.names()).toEqual(['Late']);
  });
});

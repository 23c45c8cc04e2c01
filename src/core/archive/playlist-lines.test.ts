import * as v from 'valibot';
import { beforeEach, expect, it } from 'vitest';
import { createPlaylistWorld, must } from '../../../tests/fakes/playlist-world.ts';
import { linesOf, type PlaylistLine, playlistLineSchema, takePlaylists } from './playlist-lines.ts';

let world: ReturnType<typeof createPlaylistWorld>;
beforeEach(() => {
  world = createPlaylistWorld();
  world.save('a', 'b');
});
/** As they stand in the archive. */
const lines = (id: string): PlaylistLine[] => {
  const list = world.room.lists.get(id);
  if (list === null) throw new Error('no such list');
  const written = [...linesOf(world.room.entries, list)].map((line) => JSON.stringify(line));
  return written.map((line) => v.parse(playlistLineSchema, JSON.parse(line)));
};

it('part a long list, which is whole again on the other side', () => {
  const list = world.list('Long', ...Array.from({ length: 2500 }, (_, n) => (n % 3 === 0 ? 'b' : 'a')));
  expect(lines(list).map(({ clips }) => clips.length)).toEqual([1000, 1000, 500]);
  const other = createPlaylistWorld();
  other.save('a', 'b');
  expect(takePlaylists(other.room, lines(list))).toEqual({ fresh: 1, known: 0 });
  expect(other.page(list).total).toBe(2500);
  expect(other.shown(list)).toEqual(world.shown(list));
  expect(takePlaylists(other.room, lines(list))).toEqual({ fresh: 0, known: 1 });
  expect(other.page(list).total).toBe(2500);
});

it('tell of an empty list, and of clips that are not in the library', () => {
  expect(lines(world.list('Empty'))).toMatchObject([{ name: 'Empty', clips: [] }]);
  const list = world.list('Late', 'a', 'b');
  world.places.remove(['b'], 1);
  expect(lines(list)).toMatchObject([{ clips: ['a', 'b'] }]);
});

it('bring back what was removed here, and change nothing of what is here', () => {
  const [gone, here] = [world.list('Gone', 'a'), world.list('Here', 'b')];
  const told = [...lines(gone), ...lines(here)];
  must(world.commands.removePlaylist(gone));
  must(world.commands.renamePlaylist(here, 'Mine'));
  expect(takePlaylists(world.room, told)).toEqual({ fresh: 1, known: 1 });
  expect(world.names()).toEqual(['Gone', 'Mine']);
  expect(world.shown(gone)).toEqual(['a']);
});

it.each([{ version: 2 }, { name: '  ' }, { clips: [7] }, { position: 0.5 }])(
  'that make no sense are refused: %j',
  (more) => {
    const [line] = lines(world.list('Late', 'a'));
    expect(v.safeParse(playlistLineSchema, { ...line, ...more }).success).toBe(false);
  },
);

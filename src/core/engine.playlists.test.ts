import { expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import { must } from '../../tests/fakes/playlist-world.ts';
import { memorySql } from '../../tests/fakes/sql.ts';
import { noFilter } from '../shared/library-query.ts';
import type { Engine } from './engine-api.ts';

const minute = 60_000;
const file = '/music/Cliploft/Playlists/Road.m3u8';

/** Two songs, and a list of them. */
const filled = async () => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1), clipReply(2)]));
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  await world.clock.advance(minute);
  const ids = [clipId(2), clipId(1)];
  const { id } = must(world.engine.createPlaylist({ name: 'Road', clips: { of: 'ids', ids } }));
  return { ...world, id };
};
const shown = (engine: Engine, id: string): string[] =>
  must(engine.playlistPage(id, 0, 50)).entries.map(({ clip }) => clip.id);
const textAt = (world: { files: { disk: Map<string, Uint8Array> } }, path: string): string =>
  new TextDecoder().decode(world.files.disk.get(path));

it('is told with the state, and when clips of it come and go', async () => {
  const world = await filled();
  const { playlists } = world.engine.state();
  expect(playlists.lists).toEqual([{ id: world.id, name: 'Road', query: null, clips: 2 }]);
  const told: number[] = [];
  world.engine.onChange(({ slices }) => {
    if (slices.playlists !== undefined) told.push(slices.playlists.lists[0]?.clips ?? -1);
  });
  const { undo } = world.engine.removeClips({ of: 'ids', ids: [clipId(1)] });
  await world.clock.advance(10);
  expect(await world.engine.undo(undo ?? '')).toBe(1);
  await world.clock.advance(10);
  expect(told).toEqual([1, 2]);
  await world.engine.stop();
});

it('is back from the folder alone, after the clips', async () => {
  const world = await filled();
  await world.engine.stop();
  const next = world.restart({ sql: memorySql() });
  await next.start();
  expect(await next.rebuildLibrary()).toMatchObject({ value: { playlists: 1, unknown: [] } });
  expect(shown(next, world.id)).toEqual([clipId(2), clipId(1)]);
  expect((await next.rebuildLibrary()).ok && next.state().playlists.lists).toHaveLength(1);
  await next.stop();
});

it('of an older backup is what its file says, which nothing writes over before it was read', async () => {
  const world = await filled();
  await world.clock.advance(minute);
  const backup = memorySql();
  const early = world.restart({ sql: backup });
  await early.start();
  await early.rebuildLibrary();
  await early.stop();
  await world.clock.advance(minute);
  must(world.engine.addToPlaylist(world.id, { of: 'ids', ids: [clipId(2)] }, null));
  await world.engine.stop();
  const newest = textAt(world, file);

  backup.run('UPDATE playlists SET version = version + 1');
  world.files.takeAway('/music');
  const next = world.restart({ sql: backup, recovery: { setAside: '/x', backupAt: 5 } });
  await next.start();
  world.files.bringBack('/music');
  await world.clock.advance(5 * minute);
  expect(next.state().recovery?.fromFolder).not.toBeNull();
  expect(shown(next, world.id)).toEqual([clipId(2), clipId(1), clipId(2)]);
  expect(textAt(world, file)).toBe(newest);
  await next.stop();
});

it('goes along when the library moves', async () => {
  const world = await filled();
  await world.clock.advance(minute);
  const before = textAt(world, file);
  must(await world.engine.moveLibrary('/disk/Songs'));
  await world.clock.advance(minute);
  expect(textAt(world, '/disk/Songs/Playlists/Road.m3u8')).toBe(before);
  expect(world.paths().filter((path) => path.includes('Playlists'))).toEqual([
    '/disk/Songs/Playlists/Road.m3u8',
  ]);
  await world.engine.stop();
});

it('goes along in an archive', async () => {
  const world = await filled();
  must(
    world.engine.createPlaylist({
      name: 'All',
      query: { text: 'song', filter: { ...noFilter, favourite: false }, sort: 'title' },
    }),
  );
  expect(await world.engine.exportTo('/music/all.zip')).toMatchObject({ value: { playlists: 2 } });
  await world.engine.stop();
  const other = createWorld();
  other.files.put('/music/all.zip', world.files.disk.get('/music/all.zip') ?? '');
  await other.engine.start();
  expect(await other.engine.importFrom('/music/all.zip')).toMatchObject({
    value: { playlists: 2, damaged: [] },
  });
  expect(other.engine.state().playlists.lists).toEqual(world.engine.state().playlists.lists);
  expect(shown(other.engine, world.id)).toEqual([clipId(2), clipId(1)]);
  expect(await other.engine.importFrom('/music/all.zip')).toMatchObject({ value: { clips: 0, known: 5 } });
  await other.clock.advance(minute);
  expect(textAt(other, file)).toBe(textAt(world, file));
  await other.engine.stop();
});

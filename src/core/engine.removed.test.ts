import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import { taskPhase } from '../shared/task.ts';

type World = ReturnType<typeof createWorld>;
const minute = 60_000;
const file = '/music/Cliploft/Song 1 [c0000000].mp3';
const phase = (world: World, n = 1): string => taskPhase(world.task(taskId(n)));
const downloads = (world: World): number =>
  world.http.requests.filter(({ url }) => url.endsWith('.mp3')).length;
const clips = (world: World): number => world.engine.state().library.clips;
const itemId = (world: World): string => world.task(taskId(1)).items[0]?.id ?? '';

const all = { text: '', sort: 'newest', offset: 0, limit: 100 } as const;
const shown = (world: World): string[] =>
  world.engine
    .clipPage(all)
    .clips.map(({ id }) => id)
    .sort();

const started = async (): Promise<World> => {
  const world = createWorld();
  await world.engine.start();
  return world;
};
const offer = (world: World, ...numbers: number[]): void => {
  for (const n of numbers) world.answer(taskId(n), doneReply(taskId(n), [clipReply(n)]));
  world.engine.addTasks(numbers.map(taskId).join(' '));
};

/** A started world whose clip 1 was saved and lies in the trash. */
const removed = async (): Promise<World> => {
  const world = await started();
  offer(world, 1);
  await world.clock.advance(5000);
  world.engine.removeClips({ of: 'ids', ids: [clipId(1)] });
  await world.clock.advance(20_000);
  expect([clips(world), downloads(world), world.trash.held.has(file)]).toEqual([0, 1, true]);
  return world;
};
const takeOut = (world: World): void => world.files.put(file, world.trash.held.get(file) ?? '');

describe('clips that are removed', () => {
  it('are gone at once, go to the trash, and are not saved a second time', async () => {
    const world = await started();
    offer(world, 1, 2);
    await world.clock.advance(5000);
    const got = downloads(world);
    const { version } = world.engine.state().library;
    const { undoUntil } = world.engine.removeClips({ of: 'ids', ids: [clipId(1)] });
    expect(undoUntil).toBe(world.clock.now() + 10_000);
    expect(shown(world)).toEqual([clipId(2)]);
    expect(world.engine.state().library.clips).toBe(1);
    expect(world.engine.state().library.version).toBeGreaterThan(version);
    expect(world.engine.clipFiles(clipId(1))).toBeNull();
    expect(await world.engine.clipDetails(clipId(1))).toBeNull();
    await world.clock.advance(10_000);
    expect([...world.trash.held.keys()].filter((path) => path.includes('Song 1')).length).toBe(2);
    world.engine.checkNow([taskId(1)]);
    await world.clock.advance(15 * 60_000);
    expect(phase(world, 1)).toBe('saved');
    expect(downloads(world)).toBe(got);
    expect(shown(world)).toEqual([clipId(2)]);
  });

  it('are back with one word', async () => {
    const world = await started();
    offer(world, 1);
    await world.clock.advance(5000);
    const { undo } = world.engine.removeClips({ of: 'ids', ids: [clipId(1)] });
    expect(await world.engine.undo(undo ?? '')).toBe(1);
    await world.clock.advance(60_000);
    expect(shown(world)).toEqual([clipId(1)]);
    expect(world.engine.clipFiles(clipId(1))).not.toBeNull();
    expect(world.trash.held.size).toBe(0);
  });

  it('are back, with a word to the user, when the trash refuses', async () => {
    const world = await started();
    offer(world, 1, 2);
    await world.clock.advance(5000);
    const told = world.notices.length;
    world.trash.refuse(true);
    world.engine.removeClips({ of: 'ids', ids: [clipId(1), clipId(2)] });
    await world.clock.advance(10_000);
    expect(shown(world)).toEqual([clipId(1), clipId(2)]);
    expect(world.notices.slice(told)).toMatchObject([{ kind: 'folder', detail: 'trash_failed' }]);
  });
});

describe('a folder that is gone while nothing is saved', () => {
  it('shows when a clip is to go to the trash, which goes on when it is back', async () => {
    const world = await started();
    offer(world, 1);
    await world.clock.advance(5000);
    world.engine.removeClips({ of: 'ids', ids: [clipId(1)] });
    world.files.takeAway('/music');
    await world.clock.advance(minute);
    expect(world.engine.state().library.problem?.code).toBe('folder_missing');
    world.files.bringBack('/music');
    await world.clock.advance(16_000);
    expect([world.engine.state().library.problem, world.trash.held.has(file)]).toEqual([null, true]);
  });

  it('shows with the next look', async () => {
    const world = await started();
    offer(world, 1);
    await world.clock.advance(5000);
    world.files.takeAway('/music');
    await world.clock.advance(6 * minute);
    expect(world.engine.state().library.problem?.code).toBe('folder_missing');
    world.files.bringBack('/music');
    await world.clock.advance(16_000);
    expect(world.engine.state().library.problem).toBeNull();
  });
});

describe('a clip that is taken out of the trash', () => {
  it('is in the library again with the next look at the folder', async () => {
    const world = await removed();
    takeOut(world);
    await world.clock.advance(6 * minute);
    expect(clips(world)).toBe(1);
    expect(downloads(world)).toBe(1);
  });

  it('is in the library again when that is rebuilt', async () => {
    const world = await removed();
    takeOut(world);
    expect(await world.engine.rebuildLibrary()).toMatchObject({ value: { clips: 0, known: 1 } });
    expect(clips(world)).toBe(1);
  });
});

describe('a clip that went to the trash', () => {
  it('is not brought back by a later answer, a restart, or another task that gives it', async () => {
    const world = await removed();
    world.engine.checkNow([taskId(1)]);
    world.engine.saveNow([taskId(1)]);
    world.answer(taskId(2), doneReply(taskId(2), [clipReply(1)]));
    world.engine.addTasks(taskId(2));
    await world.clock.advance(10 * minute);
    expect([phase(world), phase(world, 2), clips(world), downloads(world)]).toEqual(['saved', 'saved', 0, 1]);
    await world.engine.stop();
    const again = world.restart();
    await again.start();
    await world.clock.advance(10 * minute);
    expect([again.state().library.clips, downloads(world)]).toEqual([0, 1]);
  });

  it('is saved once more when the user tries its item again', async () => {
    const world = await removed();
    world.engine.retryItems([itemId(world)]);
    await world.clock.advance(minute);
    expect([phase(world), clips(world), downloads(world)]).toEqual(['saved', 1, 2]);
    expect(world.files.disk.has(file)).toBe(true);
    world.engine.retryItems([itemId(world)]);
    await world.clock.advance(minute);
    expect(downloads(world)).toBe(2);
  });

  it('is saved once more when its task was forgotten and is added again', async () => {
    const world = await removed();
    world.engine.forgetTasks([taskId(1)]);
    world.engine.addTasks(taskId(1));
    await world.clock.advance(minute);
    expect([phase(world), clips(world), downloads(world)]).toEqual(['saved', 1, 2]);
  });

  it('stays wanted, and removed, until it is saved: over a restart, and looks at the folder', async () => {
    const world = await removed();
    const media = world.media.answer;
    world.media.answer = () => ({ status: 503 });
    world.engine.retryItems([itemId(world)]);
    await world.clock.advance(10 * minute);
    expect([phase(world), clips(world)]).toEqual(['not_saved', 0]);
    await world.engine.stop();
    const again = world.restart();
    await again.start();
    await world.clock.advance(10 * minute);
    expect(again.state().library.clips).toBe(0);
    world.media.answer = media;
    await world.clock.advance(60 * minute);
    expect(again.state().library.clips).toBe(1);
    expect(again.clipFiles(clipId(1))?.audio).toBe(file);
  });

  it('needs no download where it is taken out of the trash while it is wanted', async () => {
    const world = await removed();
    world.media.answer = () => ({ status: 503 });
    world.engine.retryItems([itemId(world)]);
    await world.clock.advance(minute);
    takeOut(world);
    await world.clock.advance(6 * minute);
    expect([phase(world), clips(world)]).toEqual(['saved', 1]);
  });
});

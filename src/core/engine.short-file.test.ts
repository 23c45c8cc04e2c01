import { describe, expect, it } from 'vitest';
import { someFacts } from '../../tests/fakes/audio.ts';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import { taskPhase } from '../shared/task.ts';

type World = ReturnType<typeof createWorld>;
const minute = 60_000;
const file = '/music/Cliploft/Song 1 [c0000000].mp3';
const all = { text: '', sort: 'newest', offset: 0, limit: 10 } as const;
const phase = (world: World): string => taskPhase(world.task(taskId(1)));
const seconds = (world: World): number[] => world.engine.clipPage(all).clips.map(({ duration }) => duration);
const downloads = (world: World): number =>
  world.http.requests.filter(({ url }) => url.endsWith('.mp3')).length;

/** What another computer saves of clip 1. */
const whole = async (): Promise<Uint8Array> => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  await world.clock.advance(minute);
  return world.files.disk.get(file) ?? new Uint8Array();
};

/** A world with the same songs; a file cut by ten bytes lasts 7 seconds instead of 30. */
const started = async (song: Uint8Array, announced: Record<string, unknown> = {}): Promise<World> => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, announced)]));
  world.audio.set((path) => ({
    ...someFacts,
    duration: (world.files.disk.get(path)?.length ?? 0) < song.length ? 7 : 30,
  }));
  await world.engine.start();
  await world.clock.advance(1000);
  return world;
};

describe('a file in the folder that is shorter than its clip', () => {
  it('does not stand for the clip: that is downloaded beside it, and nothing is written over', async () => {
    const song = await whole();
    const world = await started(song);
    const short = song.slice(0, -10);
    world.files.put(file, short);
    await world.clock.advance(6 * minute);
    expect(seconds(world)).toEqual([7]);
    world.engine.addTasks(taskId(1));
    await world.clock.advance(minute);
    expect([phase(world), seconds(world), downloads(world)]).toEqual(['saved', [30], 1]);
    expect(world.engine.clipFiles(clipId(1))?.audio).toBe(file.replace('.mp3', ' 2.mp3'));
    expect(world.files.disk.get(file)).toBe(short);
    await world.clock.advance(10 * minute);
    expect(seconds(world)).toEqual([30]);
  });

  it('does not end the wait for a download', async () => {
    const song = await whole();
    const world = await started(song);
    const media = world.media.answer;
    world.media.answer = () => ({ status: 503 });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(minute);
    world.files.put(file, song.slice(0, -10));
    await world.clock.advance(6 * minute);
    expect([phase(world), seconds(world)]).toEqual(['not_saved', [7]]);
    world.media.answer = media;
    await world.clock.advance(60 * minute);
    expect([phase(world), seconds(world)]).toEqual(['saved', [30]]);
  });

  it('is the clip once the rest of it has come, without a download', async () => {
    const song = await whole();
    const world = await started(song);
    world.files.put(file, song.slice(0, -10));
    await world.clock.advance(6 * minute);
    world.files.put(file, song);
    world.engine.addTasks(taskId(1));
    await world.clock.advance(minute);
    expect([phase(world), seconds(world), downloads(world)]).toEqual(['saved', [30], 0]);
    expect(await world.engine.clipDetails(clipId(1))).toMatchObject({ file, bytes: song.length });
  });

  it('is believed where no length was announced, or somebody removed the clip', async () => {
    const song = await whole();
    const unknown = await started(song, { metadata: {}, duration: null });
    const gone = await started(song);
    for (const world of [unknown, gone]) {
      world.files.put(file, song.slice(0, -10));
      await world.clock.advance(6 * minute);
    }
    gone.engine.removeClips({ of: 'ids', ids: [clipId(1)] });
    for (const world of [unknown, gone]) {
      world.engine.addTasks(taskId(1));
      await world.clock.advance(5000);
      expect([phase(world), downloads(world)]).toEqual(['saved', 0]);
    }
  });
});

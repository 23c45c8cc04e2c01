import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import { taskPhase } from '../shared/task.ts';

const libraryOf = (world: ReturnType<typeof createWorld>): string[] =>
  world.engine.clipPage({ text: '', sort: 'title', offset: 0, limit: 50 }).clips.map((clip) => clip.id);

describe('half-good replies', () => {
  it('saves the one sound clip of two and says that the other could not be read', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1), { id: 7, audio_url: {} }]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(2000);
    expect(libraryOf(world)).toEqual([clipId(1)]);
    expect(world.task(taskId(1))).toMatchObject({ unreadable: 1, items: [{ state: 'saved' }] });
    expect(taskPhase(world.task(taskId(1)))).not.toBe('saved');
    expect(world.task(taskId(1), world.restart()).unreadable).toBe(1);
  });

  it('takes a clip that is named twice for one, and for nothing unreadable', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1), clipReply(1), clipReply(2)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(2000);
    expect(libraryOf(world)).toEqual([clipId(1), clipId(2)]);
    expect(world.task(taskId(1)).unreadable).toBe(0);
  });

  it('says that nothing could be read, and takes the better reply that follows', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [null, {}]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(world.task(taskId(1))).toMatchObject({ unreadable: 2, items: [], watch: 'active' });
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1), clipReply(2)]));
    await world.clock.advance(60_000);
    expect(world.task(taskId(1)).unreadable).toBe(0);
    expect(libraryOf(world)).toEqual([clipId(1), clipId(2)]);
  });

  it('keeps a clip, saved or not, that a later reply does not name any more', async () => {
    const world = createWorld();
    let dead = true;
    world.media.answer = (url) => (url.includes(clipId(2)) && dead ? { status: 403 } : { body: `of ${url}` });
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1), clipReply(2)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    expect(libraryOf(world)).toEqual([clipId(1)]);
    world.answer(taskId(1), doneReply(taskId(1), []));
    world.engine.checkNow([taskId(1)]);
    await world.clock.advance(60_000);
    expect(libraryOf(world)).toEqual([clipId(1)]);
    expect(world.task(taskId(1)).items.map((item) => item.libraryId)).toEqual([clipId(1), clipId(2)]);
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(2)]));
    dead = false;
    await world.clock.advance(3 * 3_600_000);
    expect(libraryOf(world)).toEqual([clipId(1), clipId(2)]);
  });
});

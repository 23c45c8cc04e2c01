import { expect, it } from 'vitest';
import { clipReply, createWorld, doneReply, taskReply, taskId } from '../../tests/fakes/engine.ts';

it('asks nothing by itself while watching is paused, saves on, and goes on with the word', async () => {
  const world = createWorld();
  const id = taskId(1);
  world.answer(id, taskReply(id, 'running'));
  await world.engine.start();
  world.engine.addTasks(id);
  await world.clock.advance(1000);
  world.engine.pauseWatching(true);
  expect(world.engine.state().paused).toBe(true);
  const before = world.asked(id);
  expect(before).toBeGreaterThan(0);
  await world.clock.advance(600_000);
  expect(world.asked(id)).toBe(before);

  // Somebody who asks for it gets an answer, and what it brings is saved.
  world.answer(id, doneReply(id, [clipReply(1)]));
  world.engine.checkNow([id]);
  await world.clock.advance(5000);
  expect(world.asked(id)).toBe(before + 1);
  expect(world.engine.state().tasks[0]?.items.map(({ state }) => state)).toEqual(['saved']);
});

it('catches up at once when the pause ends, and forgets it with the run', async () => {
  const world = createWorld();
  const id = taskId(1);
  world.answer(id, taskReply(id, 'running'));
  await world.engine.start();
  world.engine.pauseWatching(true);
  world.engine.addTasks(id);
  await world.clock.advance(60_000);
  expect(world.asked(id)).toBe(0);
  world.engine.pauseWatching(false);
  await world.clock.advance(100);
  expect([world.asked(id), world.engine.state().paused]).toEqual([1, false]);
  world.engine.pauseWatching(true);
  await world.engine.stop();
  expect(world.restart().state().paused).toBe(false);
});

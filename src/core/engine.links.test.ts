import { expect, it } from 'vitest';
import { clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import { fail } from '../shared/problem.ts';

const hourMs = 3_600_000;

/** A world whose only clip has a link to a host that nobody reaches. */
const withLostHost = async (): Promise<ReturnType<typeof createWorld>> => {
  const world = createWorld();
  const answer = world.media.answer;
  world.media.answer = (url) =>
    url.includes('lost.test') ? { chunks: [new Error('no such host')] } : answer(url);
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, { audio_url: 'https://lost.test/1.mp3' })]));
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  await world.clock.advance(1000);
  return world;
};

it('asks the task for another link now and then while the host of the one it has is not reached', async () => {
  const world = await withLostHost();
  const before = world.asked(taskId(1));
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
  await world.clock.advance(6 * hourMs);
  expect(world.asked(taskId(1)) - before).toBe(1);
  expect(world.engine.state().library.clips).toBe(1);
});

it('goes on trying the link that it has when the API does not answer either', async () => {
  const world = await withLostHost();
  const { engine, http, clock } = world;
  let reachable = false;
  let tries = 0;
  http.handle((request) => {
    if (request.url.includes('/api/v1/')) return fail('offline');
    if (request.url.endsWith('.mp3')) tries += 1;
    return reachable ? { body: 'sound' } : fail('offline');
  });
  await clock.advance(24 * hourMs);
  expect(tries).toBeGreaterThan(8);
  reachable = true;
  await clock.advance(6 * hourMs);
  expect(engine.state().library.clips).toBe(1);
});

it('asks for a fresh link at once although the last answer was dated by a clock that was a month ahead', async () => {
  const world = createWorld();
  const answer = world.media.answer;
  let dead = true;
  world.media.answer = (url) => (dead && url.endsWith('.mp3') ? { status: 403 } : answer(url));
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
  world.clock.jump(30 * 24 * hourMs);
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  await world.clock.advance(1000);
  const asked = world.asked(taskId(1));
  world.clock.jump(-30 * 24 * hourMs);
  dead = false;
  world.engine.saveNow([taskId(1)]);
  await world.clock.advance(3000);
  expect(world.asked(taskId(1))).toBeGreaterThan(asked);
  expect(world.engine.state().library.clips).toBe(1);
});

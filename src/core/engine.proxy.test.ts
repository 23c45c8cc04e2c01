import { describe, expect, it } from 'vitest';
import { clipReply, createWorld, doneReply, taskId, taskReply } from '../../tests/fakes/engine.ts';
import { fail, isUnreached, problemCodes } from '../shared/problem.ts';
import { taskPhase } from '../shared/task.ts';

const hourMs = 3_600_000;
const proxyCodes = problemCodes.filter((code) => code.startsWith('proxy_'));

describe.each(proxyCodes)('%s', (code) => {
  it('pauses all tasks with one request, as a dead network does, until the way out is another one', async () => {
    const world = createWorld();
    expect(isUnreached(code)).toBe(true);
    world.http.handle(() => fail(code));
    await world.engine.start();
    for (let n = 1; n <= 30; n += 1) {
      world.answer(taskId(n), taskReply(taskId(n), 'running'));
      world.engine.addTasks(taskId(n));
    }
    await world.clock.advance(20 * 60_000);
    expect(world.engine.state().online).toBe(false);
    // Far fewer than 30 tasks would make that each find out for themselves.
    const tasks = world.http.requests.filter(({ url }) => url.includes('/task/')).length;
    expect(tasks).toBeLessThan(30);
    world.online.wake();
    await world.clock.advance(1100);
    expect(world.http.requests.filter(({ url }) => url.includes('/task/')).length).toBeGreaterThan(tasks);
  });

  it('gives no clip up and blames no link, however long it lasts, and saves at once by another way', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    let closed = true;
    world.http.handle(({ url }) => {
      if (url.includes('/account/')) return world.api.balance;
      if (url.includes('/task/')) return world.answers.get(taskId(1)) ?? { status: 500 };
      return closed ? fail(code) : world.media.answer(url);
    });
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    const asked = world.asked(taskId(1));
    await world.clock.advance(10 * 24 * hourMs);
    expect(world.task(taskId(1)).items[0]).toMatchObject({ state: 'retrying', problem: { code } });
    expect(world.asked(taskId(1))).toBe(asked);
    closed = false;
    world.online.wake();
    await world.clock.advance(5000);
    expect(taskPhase(world.task(taskId(1)))).toBe('saved');
  });
});

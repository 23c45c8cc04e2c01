import { describe, expect, it } from 'vitest';
import { createWorld, taskId, taskReply } from '../../tests/fakes/engine.ts';

const hour = 3_600_000;

describe('after a long sleep', () => {
  it('goes on at once within the budget, asking no task twice before all were asked', async () => {
    const world = createWorld();
    const tasks = Array.from({ length: 300 }, (_none, index) => taskId(index + 1));
    for (const id of tasks) world.answer(id, taskReply(id, 'running'));
    await world.engine.start();
    world.engine.addTasks(tasks.join('\n'));
    await world.clock.advance(10 * 60_000);

    const sent: { at: number; id: string }[] = [];
    world.http.handle((request) => {
      const id = request.url.split('/').at(-1) ?? '';
      if (tasks.includes(id)) sent.push({ at: world.clock.now(), id });
      return { body: taskReply(id, 'running') };
    });
    // Timers of a sleeping computer stand still; its date does not.
    world.clock.jump(9 * hour);
    world.online.wake();
    const woke = world.clock.now();
    await world.clock.advance(5 * 60_000);

    expect(sent[0]?.at).toBeLessThanOrEqual(woke + 1000);
    const most = Math.max(
      ...sent.map(({ at }) => sent.filter((each) => each.at >= at && each.at < at + 60_000).length),
    );
    expect(most).toBeLessThanOrEqual(114);
    const first = sent.slice(0, tasks.length).map(({ id }) => id);
    expect(new Set(first).size).toBe(tasks.length);
  });
});

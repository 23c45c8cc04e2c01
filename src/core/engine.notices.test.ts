import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId, testKey } from '../../tests/fakes/engine.ts';
import {
  dayMs,
  deadline,
  hourMs,
  itemOf,
  again,
  kinds,
  minuteMs,
  plain,
  started,
  type World,
} from '../../tests/fakes/saving-world.ts';

/** A busy machine needs room for the big ones. */
const roomy = { timeout: 30_000 };

describe('the alarm', () => {
  it('comes by time alone, where nothing else happens, and only once', async () => {
    const world = await started();
    world.http.handle((request) => {
      if (request.url.includes('/task/')) world.online.set(false);
      return world.answers.get(request.url.split('/').pop() ?? '') ?? { body: 'audio' };
    });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(5 * dayMs);
    expect(world.notices).toEqual([]);
    await world.clock.advance(deadline - dayMs - world.clock.now());
    expect(kinds(world.notices)).toEqual(['expiring']);
    await world.clock.advance(9 * dayMs);
    expect(kinds(world.notices)).toEqual(['expiring']);
    expect(itemOf(world)).toMatchObject({ state: 'waiting', problem: null });
    world.online.set(true);
    await world.clock.advance(1000);
    expect(itemOf(world).state).toBe('saved');
  });

  it('survives restarts, comes late rather than never, and is not repeated', async () => {
    const world = await started();
    world.media.answer = () => ({ status: 403 });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(2 * dayMs);
    await world.engine.stop();
    world.clock.jump(4.5 * dayMs);
    const second = await again(world, world.engine);
    await world.clock.advance(minuteMs);
    expect(kinds(second.told)).toEqual(['expiring']);
    const third = await again(world, second.engine);
    await world.clock.advance(minuteMs);
    expect(third.told).toEqual([]);
    await world.clock.advance(dayMs);
    expect(kinds(third.told)).toEqual(['lost']);
    const fourth = await again(world, third.engine);
    await world.clock.advance(dayMs);
    expect(fourth.told).toEqual([]);
    expect(itemOf(world, 1, fourth.engine).state).toBe('impossible');
  });

  it('is not raised about what has only just come in and is saved at once', async () => {
    const world = createWorld();
    const completed = { completed_at: new Date(world.clock.now() - 6.5 * dayMs).toISOString() };
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, plain)], completed));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(hourMs);
    expect(kinds(world.notices)).toEqual(['finished']);
  });
});

describe('the folder or its disk', () => {
  const many = async (): Promise<World> => {
    const world = createWorld();
    for (let n = 1; n <= 100; n += 1) {
      const clips = [1, 2, 3].map((k) => clipReply(3 * n - k, plain));
      world.answer(taskId(n), doneReply(taskId(n), clips));
    }
    await world.engine.start();
    world.files.setFree(10);
    world.engine.addTasks(Array.from({ length: 100 }, (_, n) => taskId(n + 1)).join(' '));
    await world.clock.advance(2 * minuteMs);
    return world;
  };

  it(
    'that is full is one notice for three hundred clips, restarts included, and news again after all was well',
    roomy,
    async () => {
      const world = await many();
      const items = world.engine.state().tasks.flatMap((task) => task.items);
      expect(items.filter((item) => item.state === 'needs_user')).toHaveLength(300);
      expect(world.notices).toMatchObject([
        { kind: 'folder', taskId: null, title: '/music/Cliploft', detail: 'disk_full' },
      ]);
      const second = await again(world, world.engine);
      await world.clock.advance(2 * minuteMs);
      expect(second.told).toEqual([]);
      world.files.setFree(null);
      await world.clock.advance(5 * minuteMs);
      expect(second.engine.state().library.clips).toBe(300);
      expect(kinds(second.told)).toEqual(Array.from({ length: 100 }, () => 'finished'));

      world.files.setFree(10);
      world.answer(taskId(200), doneReply(taskId(200), [clipReply(900, plain)]));
      second.engine.addTasks(taskId(200));
      await world.clock.advance(minuteMs);
      expect(kinds(second.told).slice(100)).toEqual(['folder']);
    },
  );

  it('goes on by itself within a few minutes', async () => {
    const world = await started();
    world.files.setDenied('/music/Cliploft');
    world.engine.addTasks(taskId(1));
    await world.clock.advance(6 * hourMs);
    expect(itemOf(world)).toMatchObject({ state: 'needs_user', problem: { code: 'folder_denied' } });
    world.files.setDenied('/music/Cliploft', false);
    await world.clock.advance(3 * minuteMs);
    expect(itemOf(world).state).toBe('saved');
    expect(kinds(world.notices)).toEqual(['folder', 'finished']);
  });
});

describe('what else needs a person', () => {
  it('a refused key is told once, not after a restart, and again after a good one', async () => {
    const world = createWorld({ oneRunKey: null, secret: 'an-old-key' });
    const refuse = { status: 401, body: { code: 401, message: 'Invalid API key' } };
    const { balance } = world.api;
    world.api.balance = refuse;
    world.answers.set(taskId(1), refuse);
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(hourMs);
    expect(kinds(world.notices)).toEqual(['key_refused']);
    const second = await again(world, world.engine);
    await world.clock.advance(hourMs);
    expect(second.engine.state().session.state).toBe('rejected');
    expect(second.told).toEqual([]);

    world.api.balance = balance;
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, plain)]));
    expect(await second.engine.setKey(testKey)).toMatchObject({ ok: true });
    await world.clock.advance(minuteMs);
    world.answers.set(taskId(1), refuse);
    second.engine.checkNow([taskId(1)]);
    await world.clock.advance(minuteMs);
    expect(kinds(second.told)).toEqual(['finished', 'key_refused']);
  });

  it('a task that the API does not know is told once for each time the watch ends', async () => {
    const world = createWorld();
    await world.engine.start();
    world.engine.addTasks(taskId(5));
    await world.clock.advance(10 * minuteMs);
    expect(world.notices).toMatchObject([{ kind: 'missing', taskId: taskId(5), title: taskId(5) }]);
    const second = await again(world, world.engine);
    await world.clock.advance(10 * minuteMs);
    expect(second.told).toEqual([]);
    second.engine.resumeWatching([taskId(5)]);
    await world.clock.advance(10 * minuteMs);
    expect(kinds(second.told)).toEqual(['missing']);
  });

  it('what the user dropped is not said to be finished', async () => {
    const world = await started();
    world.media.answer = () => ({ status: 503 });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    world.engine.dropItems([clipId(1)]);
    await world.clock.advance(8 * dayMs);
    expect(world.notices).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import {
  dayMs,
  deadline,
  fresh,
  hourMs,
  itemOf,
  again,
  kinds,
  minuteMs,
  onlyFresh,
  plain,
  started,
  type World,
} from '../../tests/fakes/saving-world.ts';

/** A busy machine needs room for the big ones. */
const roomy = { timeout: 30_000 };

describe('links', () => {
  it('that died are repaired by asking the task again', async () => {
    const world = await started();
    world.media.answer = onlyFresh;
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    expect(itemOf(world)).toMatchObject({ state: 'retrying', needsLink: true, deadlineAt: deadline });
    world.answer(taskId(1), doneReply(taskId(1), [fresh(1)]));
    await world.clock.advance(minuteMs);
    expect(itemOf(world)).toMatchObject({ state: 'saved', problem: null, nextTryAt: null });
    expect(world.asked(taskId(1))).toBe(2);
  });

  it('that stay dead for seven days lead to an alarm a day before, to the end of hope, and to another try', async () => {
    const world = await started();
    world.media.answer = onlyFresh;
    world.engine.addTasks(taskId(1));
    const told: [string, number][] = [];
    world.engine.onNotice((notice) => told.push([notice.kind, world.clock.now()]));
    await world.clock.advance(deadline - world.clock.now() - 1000);
    expect(itemOf(world).state).toBe('retrying');
    expect(kinds(world.notices)).toEqual(['trouble', 'expiring']);
    expect(told[1]?.[1]).toBe(deadline - dayMs);

    await world.clock.advance(hourMs);
    expect(itemOf(world)).toMatchObject({
      state: 'impossible',
      problem: { code: 'links_expired', status: 403 },
    });
    expect(itemOf(world).nextTryAt).toBeNull();
    const asked = world.asked(taskId(1));
    expect(asked).toBeLessThan(200);
    await world.clock.advance(10 * dayMs);
    expect(world.asked(taskId(1))).toBe(asked);
    expect(kinds(world.notices)).toEqual(['trouble', 'expiring', 'lost']);

    world.answer(taskId(1), doneReply(taskId(1), [fresh(1)]));
    world.engine.retryItems([clipId(1)]);
    await world.clock.advance(5000);
    expect(world.asked(taskId(1))).toBe(asked + 1);
    expect(itemOf(world).state).toBe('saved');
    expect(kinds(world.notices)).toEqual(['trouble', 'expiring', 'lost', 'finished']);
  });

  it('of a task that the API has forgotten by then are lost too', async () => {
    const world = await started();
    world.media.answer = () => ({ status: 410 });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(dayMs);
    world.answers.delete(taskId(1));
    await world.clock.advance(5 * dayMs);
    expect(itemOf(world).state).toBe('retrying');
    await world.clock.advance(2 * dayMs);
    expect(itemOf(world).state).toBe('impossible');
  });

  it('are never given up while the media host, the network or the disk is to blame', async () => {
    const world = await started();
    world.media.answer = () => ({ status: 503 });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(10 * dayMs);
    expect(itemOf(world)).toMatchObject({ state: 'retrying', problem: { code: 'server' } });
    world.files.setFree(10);
    world.media.answer = () => ({ headers: { 'content-length': '900' }, body: 'audio' });
    await world.clock.advance(6 * hourMs);
    expect(itemOf(world)).toMatchObject({ state: 'needs_user', problem: { code: 'disk_full' } });
    world.files.setFree(null);
    world.media.answer = () => ({ body: 'audio' });
    await world.clock.advance(5 * minuteMs);
    expect(itemOf(world).state).toBe('saved');
  });

  it(
    'of many old tasks are asked for within the budget, given up, and tried again within it',
    roomy,
    async () => {
      const world = createWorld();
      const all = Array.from({ length: 150 }, (_, n) => n + 1);
      const completed = { completed_at: '2026-05-20T00:00:00.000Z' };
      const times: number[] = [];
      let good = false;
      world.http.handle((request) => {
        const n = Number(/(\d+)(\.mp3)?$/.exec(request.url)?.[1]);
        if (request.url.includes('/account/')) times.push(world.clock.now());
        if (!request.url.includes('/task/')) return good ? { body: `audio ${n}` } : { status: 403 };
        times.push(world.clock.now());
        return { body: doneReply(taskId(n), [good ? fresh(n) : clipReply(n, plain)], completed) };
      });
      await world.engine.start();
      world.engine.addTasks(all.map(taskId).join(' '));
      await world.clock.advance(25 * hourMs);
      const states = (): string[] => [
        ...new Set(world.engine.state().tasks.flatMap(({ items }) => items.map(({ state }) => state))),
      ];
      expect(states()).toEqual(['impossible']);
      const lost = world.notices.filter(({ kind }) => kind === 'lost');
      expect([lost.length, new Set(lost.map(({ taskId: of }) => of)).size]).toEqual([150, 150]);
      good = true;
      world.engine.retryItems(all.map(clipId));
      await world.clock.advance(10 * minuteMs);
      expect(states()).toEqual(['saved']);
      const inAMinute = times.map((from) => times.filter((at) => at >= from && at < from + minuteMs).length);
      expect(Math.max(...inAMinute)).toBeLessThanOrEqual(114);
    },
  );
});

describe('what the user says', () => {
  /** Clip 1 is under way and hangs until released. */
  const hanging = async (): Promise<{ world: World; release: () => void; fetched: () => number }> => {
    const world = await started();
    let release = (): void => undefined;
    const held = new Promise<void>((done) => (release = done));
    world.http.handle(async (request) => {
      if (request.url.includes('/account/')) return world.api.balance;
      if (request.url.includes('/task/')) return world.answers.get(taskId(1)) ?? { status: 404 };
      await held;
      return { body: 'audio' };
    });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(itemOf(world)).toMatchObject({ state: 'saving', attempts: 1 });
    const fetched = (): number => world.http.requests.filter(({ url }) => url.includes('media.test')).length;
    return { world, release, fetched };
  };

  it('pause ends what is under way, counts no attempt, and holds over a restart until resumed', async () => {
    const { world, release, fetched } = await hanging();
    world.engine.pauseItems([clipId(1)]);
    await world.clock.advance(1);
    expect(itemOf(world)).toMatchObject({ state: 'paused', attempts: 0, nextTryAt: null });
    release();
    await world.clock.advance(hourMs);
    const second = await again(world, world.engine);
    await world.clock.advance(hourMs);
    expect(itemOf(world, 1, second.engine).state).toBe('paused');
    expect(fetched()).toBe(1);
    second.engine.resumeItems([clipId(1)]);
    await world.clock.advance(1000);
    expect(itemOf(world, 1, second.engine).state).toBe('saved');
  });

  it('pause and resume within one turn go on once what was under way has ended', async () => {
    const { world, release, fetched } = await hanging();
    world.engine.pauseItems([clipId(1)]);
    world.engine.resumeItems([clipId(1)]);
    release();
    await world.clock.advance(1000);
    expect(itemOf(world)).toMatchObject({ state: 'saved', attempts: 1 });
    expect(fetched()).toBe(2);
  });

  it('drop ends what is under way and leaves no part file; retry takes it back', async () => {
    const { world, release } = await hanging();
    world.engine.dropItems([clipId(1)]);
    release();
    await world.clock.advance(1000);
    expect(itemOf(world).state).toBe('dropped');
    expect([...world.files.disk.keys()].filter((path) => path.endsWith('.part'))).toEqual([]);
    expect(world.engine.state().library.clips).toBe(0);
    world.engine.retryItems([clipId(1)]);
    await world.clock.advance(1000);
    expect(itemOf(world).state).toBe('saved');
  });

  it('retry tries now what waits, and keeps count', async () => {
    const world = await started();
    world.media.answer = () => ({ status: 503 });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(6 * hourMs);
    const { attempts, nextTryAt } = itemOf(world);
    expect(nextTryAt).toBeGreaterThan(world.clock.now() + minuteMs);
    world.media.answer = () => ({ body: 'audio' });
    world.engine.retryItems([clipId(1), 'no such item', clipId(1)]);
    await world.clock.advance(1000);
    expect(itemOf(world)).toMatchObject({ state: 'saved', attempts: attempts + 1 });
  });

  it('nothing said of what is saved changes it', async () => {
    const world = await started();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    for (const say of ['pauseItems', 'dropItems', 'resumeItems', 'retryItems'] as const)
      world.engine[say]([clipId(1)]);
    await world.clock.advance(1000);
    expect(itemOf(world).state).toBe('saved');
  });

  it('a paused clip takes its newer link and stays paused', async () => {
    const world = await started();
    world.media.answer = onlyFresh;
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    world.engine.pauseItems([clipId(1)]);
    world.answer(taskId(1), doneReply(taskId(1), [fresh(1)]));
    world.engine.checkNow([taskId(1)]);
    await world.clock.advance(minuteMs);
    expect(itemOf(world).state).toBe('paused');
    world.engine.resumeItems([clipId(1)]);
    await world.clock.advance(1000);
    expect(itemOf(world).state).toBe('saved');
    expect(world.asked(taskId(1))).toBe(2);
  });
});

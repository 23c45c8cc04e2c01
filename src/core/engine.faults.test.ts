import { describe, expect, it, vi } from 'vitest';
import {
  clipId,
  clipReply,
  createWorld,
  doneReply,
  taskId,
  taskReply,
  testKey,
} from '../../tests/fakes/engine.ts';
import { taskPhase } from '../shared/task.ts';

type World = ReturnType<typeof createWorld>;
const phase = (world: World, n: number): string => taskPhase(world.task(taskId(n)));

const started = async (options: Parameters<typeof createWorld>[0] = {}): Promise<World> => {
  const world = createWorld(options);
  await world.engine.start();
  return world;
};

describe('what the world does to it', () => {
  it('saves a result that comes later than the success', async () => {
    const world = await started();
    world.answer(taskId(1), doneReply(taskId(1), null));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(12_000);
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.clock.advance(60_000);
    expect(phase(world, 1)).toBe('saved');
    expect(world.notices.map((notice) => notice.kind)).toEqual(['finished']);
  });

  it('goes on when the clock was set back by a day', async () => {
    const world = await started();
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(7000);
    const asked = world.asked(taskId(1));
    world.clock.jump(-86_400_000);
    await world.clock.advance(12_000);
    expect(world.asked(taskId(1))).toBeGreaterThan(asked);
    expect(await world.engine.setKey(testKey)).toMatchObject({ ok: true });
  });

  it('goes on after a restart with a clock that is a day behind', async () => {
    const world = await started();
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(7000);
    await world.engine.stop();
    world.clock.jump(-86_400_000);
    const again = world.restart();
    await again.start();
    const asked = world.asked(taskId(1));
    await world.clock.advance(12_000);
    expect(world.asked(taskId(1))).toBeGreaterThan(asked);
  });

  it('tells the page when the network goes and comes, with nothing to watch', async () => {
    const world = await started();
    await world.clock.advance(5000);
    const told: (boolean | undefined)[] = [];
    world.engine.onChange((change) => told.push(change.slices.online));
    world.online.set(false);
    await world.clock.advance(10);
    world.online.set(true);
    await world.clock.advance(10);
    expect(told.filter((online) => online !== undefined)).toEqual([false, true]);
  });

  it('takes a page of some server in between for no answer about the task', async () => {
    const world = await started();
    world.answers.set(taskId(1), { status: 404, body: '<html>no such site</html>' });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(10 * 60_000);
    expect(world.task(taskId(1))).toMatchObject({ watch: 'active', problem: { code: 'bad_reply' } });
  });

  it('looks for the library folder again by itself, with nothing left to save', async () => {
    const world = await started();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    const mounted = [...world.files.disk];
    world.files.unmount('/music/Cliploft');
    world.online.wake();
    await world.clock.advance(10);
    expect(world.engine.state().library.problem?.code).toBe('folder_missing');
    mounted.forEach(([path, bytes]) => world.files.put(path, bytes));
    await world.clock.advance(21_000);
    expect(world.engine.state().library.problem).toBeNull();
    // The meter of requests, the hourly look at the backups, and the one at the folder every few minutes.
    expect(world.clock.pending()).toBeLessThanOrEqual(3);
  });
});

describe('a database that refuses', () => {
  it('does not spin, does not stop the poll loop, and loses nothing', async () => {
    const world = await started();
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    const run = vi.spyOn(world.sql, 'run').mockImplementation(() => {
      throw new Error('SQLITE_FULL');
    });
    await world.clock.advance(60_000);
    expect(run.mock.calls.length).toBeLessThan(60);
    run.mockRestore();
    await world.clock.advance(60_000);
    expect(phase(world, 1)).toBe('saved');
  });

  it('that refuses only while saving does not spin either', async () => {
    const world = await started();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    const run = world.sql.run.bind(world.sql);
    let refused = 0;
    const spy = vi.spyOn(world.sql, 'run').mockImplementation((text, params) => {
      if (!text.includes('INTO clips')) return run(text, params);
      refused += 1;
      throw new Error('SQLITE_FULL');
    });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(120_000);
    expect(refused).toBeGreaterThan(1);
    expect(refused).toBeLessThan(20);
    spy.mockRestore();
    await world.clock.advance(30_000);
    expect(phase(world, 1)).toBe('saved');
    expect([...world.files.disk.keys()].filter((path) => path.endsWith('.mp3'))).toHaveLength(1);
  });
});

describe('links that died', () => {
  const dead = async (count: number): Promise<World> => {
    const world = await started();
    world.media.answer = () => ({ status: 403 });
    for (let n = 1; n <= count; n += 1) {
      world.answer(taskId(n), doneReply(taskId(n), [clipReply(n, { image_url: null })]));
    }
    world.engine.addTasks(Array.from({ length: count }, (_, n) => taskId(n + 1)).join(' '));
    return world;
  };

  it('are refreshed within the share of the poll loop, so that the user always gets through', async () => {
    const world = await dead(300);
    const times: number[] = [];
    world.http.handle((request) => {
      if (!request.url.startsWith('https://api.test')) return { status: 403 };
      times.push(world.clock.now());
      return world.answers.get(request.url.split('/').pop() ?? '') ?? world.api.balance;
    });
    await world.clock.advance(5 * 60_000);
    const most = Math.max(
      ...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length),
    );
    expect(most).toBeLessThanOrEqual(114);
    expect(await world.engine.setKey(testKey)).toMatchObject({ ok: true });
  });

  it('share one pause when the API has a fault', async () => {
    const world = await dead(20);
    await world.clock.advance(20_000);
    world.http.handle(() => ({ status: 500, body: { code: 500, message: 'Internal server error' } }));
    const before = world.http.requests.length;
    await world.clock.advance(5 * 60_000);
    const toApi = world.http.requests.slice(before).filter((request) => request.url.includes('/task/'));
    expect(toApi.length).toBeLessThan(40);
  });

  it('do not keep clips with good links waiting, nor the library from moving', async () => {
    const world = await dead(4);
    world.answer(taskId(9), doneReply(taskId(9), [clipReply(9, { image_url: null })]));
    world.media.answer = (url) => ({ status: url.includes(clipId(9)) ? 503 : 403 });
    world.engine.addTasks(taskId(9));
    await world.clock.advance(20);
    for (const n of [1, 2, 3, 4])
      world.answers.set(taskId(n), { status: 429, headers: { 'Retry-After': '3600' } });
    await world.clock.advance(10_000);
    expect(world.engine.state().budget.pausedUntil).not.toBeNull();
    world.media.answer = (url) => (url.includes(clipId(9)) ? { body: 'audio' } : { status: 403 });
    await world.clock.advance(30_000);
    expect(phase(world, 9)).toBe('saved');
    const moved = world.engine.moveLibrary('/music/Else');
    await world.clock.advance(1000);
    expect(await moved).toMatchObject({ ok: true });
  });

  it('of forgotten tasks free everything again', async () => {
    const world = await dead(4);
    await world.clock.advance(10);
    world.online.set(false);
    await world.clock.advance(10_000);
    world.engine.forgetTasks([1, 2, 3, 4].map(taskId));
    world.media.answer = () => ({ body: 'audio' });
    world.answer(taskId(9), doneReply(taskId(9), [clipReply(9, { image_url: null })]));
    world.online.set(true);
    world.engine.addTasks(taskId(9));
    await world.clock.advance(20_000);
    expect(phase(world, 9)).toBe('saved');
  });

  it('are asked for at once with a new key', async () => {
    const world = await started({ oneRunKey: null, secret: 'old-key-12345' });
    world.media.answer = (url) => (url.includes('fresh') ? { body: 'audio' } : { status: 403 });
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, { image_url: null })]));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    world.answers.set(taskId(1), { status: 401, body: { code: 401, message: 'Invalid API key' } });
    await world.clock.advance(6 * 3_600_000);
    expect(world.engine.state().session.state).toBe('rejected');
    world.answer(
      taskId(1),
      doneReply(taskId(1), [clipReply(1, { audio_url: 'https://media.test/fresh.mp3', image_url: null })]),
    );
    await world.engine.setKey(testKey);
    await world.clock.advance(5000);
    expect(phase(world, 1)).toBe('saved');
  });
});

describe('what the user does meanwhile', () => {
  it('a task forgotten in the turn of its progress stays gone from the page', async () => {
    const world = await started();
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    const changes: { tasks: string[]; gone: string[] }[] = [];
    world.engine.onChange((change) =>
      changes.push({ tasks: change.tasks.map(({ id }) => id), gone: change.gone }),
    );
    world.engine.forgetTasks([taskId(1)]);
    world.engine.stopWatching([taskId(1)]);
    await world.clock.advance(10);
    expect(changes).toEqual([{ tasks: [], gone: [taskId(1)] }]);
  });

  it('forgetting while saving leaves no orphan, and no clip without its provenance', async () => {
    const world = await started();
    let release = (): void => undefined;
    const held = new Promise<void>((done) => (release = done));
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, { image_url: null })]));
    const { answers } = world;
    world.http.handle(async (request) => {
      if (request.url.includes('/task/')) return answers.get(taskId(1)) ?? { status: 404 };
      if (request.url.includes('media.test')) await held;
      return { body: 'audio' };
    });
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    world.engine.forgetTasks([taskId(1)]);
    release();
    await world.clock.advance(1000);
    expect(world.sql.all('SELECT id FROM save_items')).toEqual([]);
    const clip = await world.engine.clipDetails(clipId(1));
    expect(clip === null || clip.input !== null).toBe(true);
  });

  it('forgetting and adding again does not pass the floor of one second', async () => {
    const world = await started();
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    for (let i = 0; i < 10; i += 1) {
      world.engine.addTasks(taskId(1));
      await world.clock.advance(10);
      world.engine.forgetTasks([taskId(1)]);
    }
    expect(world.asked(taskId(1))).toBe(1);
  });

  it('forgetting the key while it is being checked ends without a key', async () => {
    const world = await started({ oneRunKey: null });
    const setting = world.engine.setKey(testKey);
    const forgetting = world.engine.forgetKey();
    await Promise.all([setting, forgetting]);
    expect(world.secrets.kept()).toBeNull();
    expect(world.engine.state().session.state).toBe('none');
  });

  it('a refused key is noticed by the balance, with no task to ask for', async () => {
    const world = createWorld();
    world.api.balance = { status: 401, body: { code: 401, message: 'Invalid API key' } };
    await world.engine.start();
    await world.clock.advance(10_000);
    expect(world.engine.state().session.state).toBe('rejected');
  });

  it('an end that a crash kept from being told is told at the next start', async () => {
    const world = await started();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(5000);
    await world.engine.stop();
    world.sql.run('UPDATE tasks SET noticed = 0');
    const again = world.restart();
    const told: string[] = [];
    again.onNotice((notice) => told.push(notice.kind));
    await again.start();
    expect(told).toEqual(['finished']);
  });

  it('a cover that fails once is fetched again', async () => {
    const world = await started();
    let failures = 1;
    world.media.answer = (url) => {
      if (!url.endsWith('.jpeg')) return { body: 'audio' };
      failures -= 1;
      return failures >= 0 ? { status: 503 } : { body: Uint8Array.from([255, 216, 255, 224]) };
    };
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    world.engine.addTasks(taskId(1));
    await world.clock.advance(5000);
    expect(world.engine.clipFiles(clipId(1))?.cover).not.toBeNull();
  });
});

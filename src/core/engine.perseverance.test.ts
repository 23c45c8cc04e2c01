import { memorySql } from '../../tests/fakes/sql.ts';
import { describe, expect, it } from 'vitest';
import {
  apiBase,
  clipId,
  clipReply,
  createWorld,
  doneReply,
  taskId,
  testKey,
} from '../../tests/fakes/engine.ts';
import { again, dayMs, fresh, hourMs, itemOf, minuteMs, onlyFresh, plain, started, type World } from '../../tests/fakes/saving-world.ts'; // prettier-ignore
import { fail, ok } from '../shared/problem.ts';
import { Fault } from '../shared/fault.ts';

const task = taskId(1);
const completed = (at: string): unknown => doneReply(task, [clipReply(1, plain)], { completed_at: at });
const open = (world: World, answer: unknown): Promise<void> => {
  world.answer(task, answer);
  return world.engine.start();
};

describe('what is not given up', () => {
  it.each(['2026-05-20T00:00:00.000Z', '0001-01-01T00:00:00Z'])(
    'a clip of a task that ended at %s, whose host refuses for a while',
    async (at) => {
      const world = createWorld();
      const from = world.clock.now();
      world.media.answer = () => (world.clock.now() - from < hourMs ? { status: 403 } : { body: 'audio' });
      await open(world, completed(at));
      world.engine.addTasks(task);
      await world.clock.advance(dayMs);
      expect(itemOf(world).state).toBe('saved');
    },
  );

  it.each(['at once', 'at the next start'])('what a clock a month ahead gave up, %s', async (when) => {
    const world = createWorld();
    const watched = doneReply(task, [clipReply(1, plain)]);
    world.media.answer = () => ({ status: 404 });
    await open(world, watched);
    world.engine.addTasks(task);
    await world.clock.advance(minuteMs);
    world.clock.jump(30 * dayMs);
    world.engine.saveNow([task]);
    await world.clock.advance(hourMs);
    expect(itemOf(world).state).toBe('impossible');
    if (when === 'at once') world.engine.addTasks(taskId(2));
    world.clock.jump(-30 * dayMs);
    world.media.answer = () => ({ body: 'audio' });
    const { engine } = when === 'at once' ? world : await again(world, world.engine);
    await world.clock.advance(hourMs);
    expect(itemOf(world, 1, engine).state).toBe('saved');
    await engine.stop();
  });

  it('what waits, when the clock is set back and nothing is watched', async () => {
    const world = await started();
    let up = false;
    world.media.answer = () => (up ? { body: 'audio' } : { status: 503 });
    world.engine.addTasks(task);
    await world.clock.advance(2 * hourMs);
    world.clock.jump(-365 * dayMs);
    up = true;
    await world.clock.advance(dayMs);
    expect(itemOf(world).state).toBe('saved');
  });

  it.each([
    ['of one run', {}],
    ['in the keychain', { oneRunKey: null, secret: testKey }],
  ])('a fresh link is asked for at each start, with the key %s', async (_where, options) => {
    const world = createWorld(options);
    world.media.answer = onlyFresh;
    await open(world, doneReply(task, [clipReply(1, plain)]));
    world.engine.addTasks(task);
    await world.clock.advance(5 * hourMs);
    expect((itemOf(world).nextTryAt ?? 0) - world.clock.now()).toBeGreaterThan(10 * minuteMs);
    world.answer(task, doneReply(task, [fresh(1)]));
    const { engine } = await again(world, world.engine);
    await world.clock.advance(3000);
    expect(itemOf(world, 1, engine).state).toBe('saved');
    await engine.stop();
  });

  it('a sound file of another length than announced, when always the same comes', async () => {
    const world = createWorld();
    await open(world, doneReply(task, [clipReply(1, { ...plain, metadata: { duration: 36 } })]));
    world.engine.addTasks(task);
    await world.clock.advance(3000);
    expect(itemOf(world)).toMatchObject({ state: 'retrying', problem: { code: 'bad_audio' } });
    await world.clock.advance(10 * minuteMs);
    expect(itemOf(world).state).toBe('saved');
    expect(world.asked(task)).toBeGreaterThanOrEqual(4);
  });
});

it('waits as long as a media host asks for', async () => {
  const world = await started();
  const times: number[] = [];
  const from = world.clock.now();
  world.media.answer = () => {
    times.push(world.clock.now() - from);
    return { status: 429, headers: { 'retry-after': '3600' } };
  };
  world.engine.addTasks(task);
  await world.clock.advance(3 * hourMs);
  expect(times.length).toBeGreaterThan(1);
  for (const [n, at] of times.entries())
    if (n > 0) expect(at - (times[n - 1] ?? 0)).toBeGreaterThanOrEqual(hourMs);
});

it('lets hosts that drip hold up nobody else', { timeout: 30_000 }, async () => {
  const world = createWorld();
  const { clock, http } = world;
  const drip = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) {
      await new Promise<void>((done) => clock.after(25_000, done));
      yield new Uint8Array(1);
    }
  };
  const result = [1, 2, 3, 4].map((n) => clipReply(n, plain));
  http.handle(({ url }) => {
    if (url.endsWith('/account/balance')) return world.api.balance;
    if (url.startsWith(apiBase)) return { body: doneReply(task, result) };
    if (url.includes(clipId(4))) return { body: 'good' };
    return ok({ status: 200, headers: { 'content-length': '4000000', etag: '"1"' }, body: drip() });
  });
  await world.engine.start();
  world.engine.addTasks(task);
  await clock.advance(20 * minuteMs);
  const [first, , , fourth] = world.task(task).items;
  expect(fourth?.state).toBe('saved');
  expect(first?.problem?.code).toBe('timed_out');
});

describe('a database that refuses', () => {
  const refusing = (world: World): ((refuse: boolean) => void) => {
    const { sql } = world;
    let refuses = false;
    const full = (): void => {
      if (refuses) throw new Fault({ code: 'disk_full', detail: 'database or disk is full' });
    };
    const { run, transaction } = sql;
    sql.run = (...statement) => (full(), run(...statement));
    sql.transaction = (work) => (full(), transaction(work));
    return (refuse) => {
      refuses = refuse;
    };
  };

  it('is told, asked about now and then, and not fed with answers that it cannot keep', async () => {
    const world = createWorld();
    const setRefusing = refusing(world);
    await open(world, doneReply(task, [clipReply(1)]));
    world.engine.addTasks(task);
    setRefusing(true);
    const told: unknown[] = [];
    world.engine.onChange(({ slices }) => 'database' in slices && told.push(slices.database?.code ?? null));
    await world.clock.advance(hourMs);
    expect(world.engine.state().database).toMatchObject({ code: 'disk_full' });
    expect(world.http.requests.length).toBeLessThan(5);
    setRefusing(false);
    await world.clock.advance(3 * minuteMs);
    expect(told).toEqual(['disk_full', null]);
    expect(world.engine.state().database).toBeNull();
    expect(itemOf(world).state).toBe('saved');
    await world.engine.stop();
  });

  it('takes up what only the journal knows as soon as it keeps things again', async () => {
    const world = createWorld();
    world.engine.addTasks(task);
    world.answer(task, doneReply(task, [clipReply(1)]));
    const sql = memorySql();
    const next = world.restart({ sql, recovery: null });
    sql.run("INSERT INTO facts (name, value) VALUES ('library', 'a')");
    const setRefusing = refusing({ ...world, sql });
    setRefusing(true);
    await next.start();
    await world.clock.advance(minuteMs);
    expect(next.state()).toMatchObject({ tasks: [], database: { code: 'disk_full' } });
    setRefusing(false);
    await world.clock.advance(3 * minuteMs);
    expect(itemOf(world, 1, next).state).toBe('saved');
    await next.stop();
  });

  it('leaves no item behind as if it were being saved', async () => {
    const world = await started();
    world.engine.addTasks(task);
    const { run, all } = world.sql;
    let broken = false;
    const orBreak = (statement: string): void => {
      if (broken && statement.includes('save_items')) throw new Error('SQLITE_IOERR');
    };
    world.sql.run = (statement, values) => (orBreak(statement), run(statement, values));
    world.sql.all = (statement, values) => (orBreak(statement), all(statement, values));
    world.media.answer = () => {
      broken = true;
      world.clock.after(5000, () => (broken = false));
      return { body: 'audio' };
    };
    await world.clock.advance(4000);
    world.media.answer = () => ({ body: 'audio' });
    await world.clock.advance(minuteMs);
    expect(itemOf(world).state).toBe('saved');
  });
});

it.each(['file_locked', 'disk_fault'] as const)(
  'tries with growing pauses what ends with %s',
  async (code) => {
    const world = await started();
    const { publish } = world.files;
    let tries = 0;
    let refuses = true;
    world.files.publish = async (from, to) => {
      if (!to.endsWith('.mp3') || !refuses) return publish(from, to);
      tries += 1;
      return fail(code);
    };
    world.engine.addTasks(task);
    await world.clock.advance(hourMs);
    // 20, 40, 80 s, then every 2 minutes, half of each left to chance.
    expect(tries).toBeLessThan(60);
    expect(world.engine.state().library.problem).toMatchObject({ code });
    refuses = false;
    await world.clock.advance(3 * minuteMs);
    expect([itemOf(world).state, world.engine.state().library.problem]).toEqual(['saved', null]);
  },
);

it('begins to watch although the disk of the library does not answer', async () => {
  const world = createWorld();
  world.answer(task, doneReply(task, [clipReply(1)]));
  world.engine.addTasks(task);
  world.files.checkFolder = () => new Promise(() => undefined);
  void world.engine.start();
  await world.clock.advance(hourMs);
  expect(world.task(task).status).toBe('success');
});

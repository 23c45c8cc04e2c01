import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId, taskReply } from '../../tests/fakes/engine.ts';
import { dayMs, hourMs, itemOf, minuteMs, plain, type World } from '../../tests/fakes/saving-world.ts';

const task = taskId(1);
const savedIn = (world: World): string[] =>
  world.engine
    .clipPage({ text: '', sort: 'title', offset: 0, limit: 50 })
    .clips.map(({ id }) => id)
    .sort();
const statesIn = (world: World): string[] => world.task(task).items.map(({ state }) => state);

const watching = async (answer: unknown): Promise<World> => {
  const world = createWorld();
  world.answer(task, answer);
  await world.engine.start();
  world.engine.addTasks(task);
  await world.clock.advance(3000);
  return world;
};

/** A media host that has trouble until `open` says otherwise. */
const troubled = (world: World, open: () => boolean): void => {
  world.media.answer = (url) => (open() ? { body: `audio of ${url}` } : { status: 503 });
};

describe('a success without its result', () => {
  it('is asked for again after an outage, however long that was', async () => {
    const world = createWorld();
    world.answers.set(task, { status: 502, body: 'x' });
    await world.engine.start();
    world.engine.addTasks(task);
    await world.clock.advance(30 * minuteMs);
    world.answer(task, doneReply(task, null));
    for (let n = 0; n < 10 && world.task(task).status === null; n += 1) await world.clock.advance(minuteMs);
    await world.clock.advance(minuteMs);
    expect(world.task(task)).toMatchObject({ status: 'success', watch: 'active' });
    world.answer(task, doneReply(task, [clipReply(1), clipReply(2)]));
    await world.clock.advance(10 * minuteMs);
    expect(savedIn(world)).toEqual([clipId(1), clipId(2)]);
  });

  it('is asked for again when another answer says that the task still runs', async () => {
    const world = await watching(doneReply(task, null));
    world.answer(task, taskReply(task, 'running'));
    await world.clock.advance(minuteMs);
    expect(world.task(task)).toMatchObject({ status: 'success', watch: 'active' });
    world.answer(task, doneReply(task, [clipReply(1)]));
    await world.clock.advance(10 * minuteMs);
    expect(savedIn(world)).toEqual([clipId(1)]);
  });

  it('is left at that after a few answers with growing pauses', async () => {
    const world = await watching(doneReply(task, null));
    await world.clock.advance(dayMs);
    expect(world.task(task)).toMatchObject({ status: 'success', watch: 'done', items: [] });
    expect(world.asked(task)).toBe(6);
  });
});

describe('a result that cannot be read whole', () => {
  const half = doneReply(task, [clipReply(1), { id: 7, audio_url: {} }]);

  it('is asked for again while its good half is saved', async () => {
    const world = await watching(half);
    expect(savedIn(world)).toEqual([clipId(1)]);
    expect(world.task(task)).toMatchObject({ watch: 'active', unreadable: 1 });
    world.answer(task, doneReply(task, [clipReply(1), clipReply(2)]));
    await world.clock.advance(5 * minuteMs);
    expect(savedIn(world)).toEqual([clipId(1), clipId(2)]);
    expect(world.task(task)).toMatchObject({ watch: 'done', unreadable: 0 });
  });

  it('is left at that after a few answers', async () => {
    const world = await watching(half);
    await world.clock.advance(dayMs);
    expect([world.task(task).watch, world.asked(task)]).toEqual(['done', 6]);
  });
});

describe('a poorer answer', () => {
  it('takes no link, title, length or words away from what waits', async () => {
    let open = false;
    const world = await watching(doneReply(task, [clipReply(1, { ...plain, prompt: 'la la' })]));
    troubled(world, () => open);
    world.answer(taskId(2), doneReply(taskId(2), [clipReply(2, { ...plain, prompt: 'la la' })]));
    world.engine.addTasks(taskId(2));
    await world.clock.advance(3000);
    expect(itemOf(world, 2).state).toBe('retrying');
    world.answer(taskId(2), doneReply(taskId(2), [{ id: clipId(2), audio_url: '', metadata: null }]));
    world.engine.checkNow([taskId(2)]);
    await world.clock.advance(3000);
    open = true;
    await world.clock.advance(hourMs);
    expect(savedIn(world)).toEqual([clipId(1), clipId(2)]);
    expect(await world.engine.clipDetails(clipId(2))).toMatchObject({ title: 'Song 2', lyrics: 'la la' });
  });

  it('makes no failure of a success', async () => {
    let open = false;
    const world = await watching(taskReply(task, 'running'));
    troubled(world, () => open);
    world.answer(task, doneReply(task, [clipReply(1, plain)]));
    await world.clock.advance(10_000);
    for (const status of ['failure', 'timeout', 'pending']) {
      world.answer(task, taskReply(task, status, { error: 'Provider refused' }));
      world.engine.checkNow([task]);
      await world.clock.advance(3000);
      expect(world.task(task)).toMatchObject({ status: 'success', refunded: false, watch: 'done' });
    }
    open = true;
    await world.clock.advance(hourMs);
    expect(savedIn(world)).toEqual([clipId(1)]);
  });
});

it('tells clips without ids apart by their files, not by their places', async () => {
  const nameless = (name: string): unknown => ({
    ...{
      audio_url: `https://media.test/${name}.mp3?sig=${name.length}`,
      title: name,
      metadata: { duration: 30 },
    },
  });
  let open = false;
  const world = await watching(taskReply(task, 'running'));
  troubled(world, () => open);
  world.answer(task, doneReply(task, [nameless('a'), nameless('b')]));
  await world.clock.advance(10_000);
  world.answer(task, doneReply(task, [nameless('b')]));
  world.engine.checkNow([task]);
  await world.clock.advance(3000);
  open = true;
  await world.clock.advance(hourMs);
  expect(statesIn(world)).toEqual(['saved', 'saved']);
  const sounds = [...world.files.disk].filter(([path]) => path.endsWith('.mp3')).map(([, bytes]) => new TextDecoder().decode(bytes)); // prettier-ignore
  expect(sounds.map((sound) => /\/(\w)\.mp3/.exec(sound)?.[1]).sort()).toEqual(['a', 'b']);
});

describe('lyrics whose type is not told', () => {
  const words = { id: 'l-1', title: 'Harbour Light', text: '[Verse]\nSalt\n', status: 'complete' };
  const untyped = doneReply(task, words, { type: null });

  it.each([
    ['by the shape of the answer', taskReply(task, 'running'), untyped],
    [
      'by the wrapper',
      taskReply(task, 'running', { type: null }),
      doneReply(task, { title: 'Harbour Light', prompt: 'Salt' }, {
        ...{ type: null, output: { task_type: 'lyrics', result: { title: 'Harbour Light', prompt: 'Salt' } } },
      }),
    ], // prettier-ignore
  ])('are known %s, and no clip is made of them', async (_how, before, then) => {
    const world = await watching(before);
    world.answer(task, then);
    await world.clock.advance(minuteMs);
    expect(world.task(task).items).toMatchObject([{ kind: 'lyrics', state: 'saved' }]);
    expect(world.engine.lyricSheets('')).toMatchObject([{ title: 'Harbour Light' }]);
  });
});

it('watches a task again that the API did not know, once it does', async () => {
  const world = createWorld();
  await world.engine.start();
  world.engine.addTasks(task);
  await world.clock.advance(hourMs);
  expect(world.task(task)).toMatchObject({ watch: 'stopped', problem: { code: 'not_found' } });
  world.answer(task, taskReply(task, 'running'));
  world.engine.checkNow([task]);
  await world.clock.advance(2000);
  expect(world.task(task)).toMatchObject({ watch: 'active', problem: null });
  world.answer(task, doneReply(task, [clipReply(1)]));
  await world.clock.advance(minuteMs);
  expect(savedIn(world)).toEqual([clipId(1)]);
});

it('leaves a task unwatched that the user stopped, whatever is answered', async () => {
  const world = await watching(taskReply(task, 'running'));
  world.engine.stopWatching([task]);
  world.engine.checkNow([task]);
  await world.clock.advance(3000);
  expect(world.task(task)).toMatchObject({ status: 'running', watch: 'stopped' });
});

it('asks again for a task that the API did not know, when it is named once more, and tells it as it is then', async () => {
  const world = createWorld();
  await world.engine.start();
  world.engine.addTasks(task);
  await world.clock.advance(hourMs);
  expect(world.task(task)).toMatchObject({ watch: 'stopped', problem: { code: 'not_found' } });
  const asked = world.asked(task);
  await world.clock.advance(dayMs);
  expect(world.asked(task)).toBe(asked);
  // Made by another account, say, whose key is in use by now; named as a link or a paste does.
  world.answer(task, doneReply(task, [clipReply(1)]));
  expect(world.engine.addTasks(task)).toEqual({ added: [], known: [task], rejected: [] });
  await world.clock.advance(minuteMs);
  expect(world.asked(task)).toBe(asked + 1);
  expect(savedIn(world)).toEqual([clipId(1)]);
  expect(world.notices.map(({ kind }) => kind)).toEqual(['missing', 'finished']);
});

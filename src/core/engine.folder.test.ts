import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import { taskPhase } from '../shared/task.ts';

type World = ReturnType<typeof createWorld>;
const folder = '/music/Cliploft';
const phase = (world: World, n: number): string => taskPhase(world.task(taskId(n)));
const all = { text: '', sort: 'newest', offset: 0, limit: 100 } as const;
const shown = (world: World): string[] =>
  world.engine
    .clipPage(all)
    .clips.map(({ id }) => id)
    .sort();
const downloads = (world: World): string[] =>
  world.http.requests.map(({ url }) => url).filter((url) => url.endsWith('.mp3'));

const started = async (options: Parameters<typeof createWorld>[0] = {}): Promise<World> => {
  const world = createWorld(options);
  await world.engine.start();
  return world;
};
const offer = (world: World, ...numbers: number[]): void => {
  for (const n of numbers) world.answer(taskId(n), doneReply(taskId(n), [clipReply(n)]));
  world.engine.addTasks(numbers.map(taskId).join(' '));
};

describe('a library folder that goes and comes', () => {
  /** The disk goes; the empty place where it was mounted stays, and may be written. */
  const unmount = async (world: World): Promise<() => void> => {
    const mounted = [...world.files.disk].filter(([path]) => path.startsWith(folder));
    world.files.unmount(folder);
    await world.files.ensureFolder(folder);
    return () => mounted.forEach(([path, bytes]) => world.files.put(path, bytes));
  };

  it('saves nothing to the empty place of a disk, drops nothing, and goes on when the disk is back', async () => {
    const world = await started();
    offer(world, 1);
    await world.clock.advance(5000);
    const mount = await unmount(world);
    offer(world, 2);
    await world.clock.advance(10 * 60_000);
    expect([...world.files.disk.keys()]).toEqual([]);
    expect(phase(world, 2)).toBe('not_saved');
    expect(world.task(taskId(2)).items[0]?.problem?.code).toBe('folder_missing');
    expect(world.engine.state().library).toMatchObject({
      clips: 1,
      problem: { code: 'folder_missing', detail: expect.stringContaining('1 clip') as unknown },
    });
    expect(downloads(world).filter((url) => url.includes(clipId(2)))).toEqual([]);
    mount();
    await world.clock.advance(16_000);
    expect(world.engine.state().library.problem).toBeNull();
    expect(phase(world, 2)).toBe('saved');
    expect(shown(world)).toEqual([clipId(1), clipId(2)]);
  });

  it('saves nothing there after a restart either', async () => {
    const world = await started();
    offer(world, 1);
    await world.clock.advance(5000);
    await world.engine.stop();
    await unmount(world);
    const again = world.restart();
    await again.start();
    world.answer(taskId(2), doneReply(taskId(2), [clipReply(2)]));
    again.addTasks(taskId(2));
    await world.clock.advance(60_000);
    expect([...world.files.disk.keys()]).toEqual([]);
    expect(again.state().library).toMatchObject({ clips: 1, problem: { code: 'folder_missing' } });
  });

  it('is missed while it never answers, and goes on once it does', async () => {
    const world = await started();
    const { checkFolder } = world.files;
    const answers: (() => void)[] = [];
    world.files.checkFolder = (path) =>
      new Promise((resolve) => void answers.push(() => void checkFolder(path).then(resolve)));
    offer(world, 1);
    await world.clock.advance(10 * 60_000);
    expect(world.engine.state().library.problem).toEqual({ code: 'folder_missing', detail: 'no answer' });
    expect([phase(world, 1), answers.length]).toEqual(['not_saved', 1]);
    world.files.checkFolder = checkFolder;
    answers.forEach((answer) => answer());
    await world.clock.advance(20_000);
    expect([phase(world, 1), world.engine.state().library.problem]).toEqual(['saved', null]);
  });

  it('tries at once when somebody made room', async () => {
    const world = await started();
    world.files.setFree(1000);
    offer(world, 1);
    await world.clock.advance(30 * 60_000);
    expect(phase(world, 1)).toBe('not_saved');
    expect(world.engine.state().library.problem?.code).toBe('disk_full');
    const before = downloads(world).length;
    await world.clock.advance(60_000);
    expect(downloads(world).length - before).toBeLessThanOrEqual(4);
    world.files.setFree(200 * 1024 * 1024);
    await world.clock.advance(20_000);
    expect(phase(world, 1)).toBe('saved');
    expect(world.engine.state().library.problem).toBeNull();
  });
});

describe('two computers on one folder', () => {
  const two = async (): Promise<[World, World]> => {
    const one = await started({ chance: 0.25 });
    const other = await started({ chance: 0.75, beside: one });
    return [one, other];
  };

  it('bear one mark, and take over what the other saved without downloading it', async () => {
    const [one, other] = await two();
    offer(one, 1);
    await one.clock.advance(5000);
    const before = new Map(one.files.disk);
    await one.clock.advance(6 * 60_000);
    expect(shown(other)).toEqual([clipId(1)]);
    offer(other, 1);
    await one.clock.advance(5000);
    expect(phase(other, 1)).toBe('saved');
    expect(downloads(other)).toEqual([]);
    expect(one.files.disk).toEqual(before);
    const ids = [one, other].map(({ sql }) => sql.all("SELECT value FROM facts WHERE name = 'library'"));
    expect(ids[0]).toEqual(ids[1]);
  });

  it('count a result that waits here as saved once the other has saved it', async () => {
    const [one, other] = await two();
    other.media.answer = () => ({ status: 503 });
    offer(other, 1);
    await one.clock.advance(60_000);
    expect(phase(other, 1)).toBe('not_saved');
    offer(one, 1);
    await one.clock.advance(10 * 60_000);
    expect(phase(other, 1)).toBe('saved');
    expect(shown(other)).toEqual([clipId(1)]);
    expect(other.paths()).toEqual([`${folder}/Song 1 [c0000000].jpg`, `${folder}/Song 1 [c0000000].mp3`]);
  });

  it('save one song at the same moment without writing over each other', async () => {
    const [one, other] = await two();
    [one, other].forEach((world) => offer(world, 1, 2, 3));
    await one.clock.advance(60_000);
    for (const world of [one, other]) {
      expect([1, 2, 3].map((n) => phase(world, n))).toEqual(['saved', 'saved', 'saved']);
      const files = [1, 2, 3].map((n) => world.engine.clipFiles(clipId(n))?.audio ?? '');
      expect(files.every((path) => world.files.disk.has(path))).toBe(true);
      const details = await world.engine.clipDetails(clipId(1));
      const hash = await world.files.sha256(details?.file ?? '');
      expect(hash).toEqual({ ok: true, value: details?.sha256 });
    }
  });

  it('leave the other’s files under way alone', async () => {
    const [one] = await two();
    const profile = one.sql.all("SELECT value FROM facts WHERE name = 'profile'")[0]?.['value'];
    const theirs = `${folder}/.cliploft/bfffffff-c0000000-1.part`;
    const ours = `${folder}/.cliploft/${String(profile)}-c0000000-1.part`;
    one.files.put(theirs, 'under way');
    one.files.put(ours, 'left behind');
    await one.engine.stop();
    await one.restart().start();
    expect(one.files.disk.has(theirs)).toBe(true);
    expect(one.files.disk.has(ours)).toBe(false);
  });
});

describe('a library that is read from its folder', () => {
  it('is whole again in an empty database, and downloads nothing', async () => {
    const before = await started({ chance: 0.25 });
    offer(before, 1, 2, 3);
    await before.clock.advance(30_000);
    await before.engine.stop();
    const after = await started({ chance: 0.75, beside: before });
    await after.clock.advance(1000);
    expect(after.engine.state().library.clips).toBe(3);
    const [was, is] = await Promise.all([before, after].map((world) => world.engine.clipDetails(clipId(2))));
    expect({ ...is, savedAt: 0 }).toEqual({ ...was, savedAt: 0 });
    expect(downloads(after)).toEqual([]);
  });

  it('tells what it found when it is asked to read', async () => {
    const one = await started({ chance: 0.25 });
    const other = await started({ chance: 0.75, beside: one });
    await one.clock.advance(100);
    offer(one, 1, 2);
    await one.clock.advance(5000);
    one.files.put(`${folder}/mine.mp3`, 'x');
    const told: (number | undefined)[] = [];
    other.engine.onChange(({ slices }) => slices.work && told.push(slices.work.total));
    expect(await other.engine.rebuildLibrary()).toEqual({
      ok: true,
      value: { clips: 2, lyricSheets: 0, known: 0, unknown: ['mine.mp3'] },
    });
    expect(await one.engine.rebuildLibrary()).toMatchObject({ value: { clips: 0, known: 2 } });
    expect(shown(other)).toEqual([clipId(1), clipId(2)]);
  });

  it('knows a file again that somebody renamed', async () => {
    const world = await started();
    offer(world, 1);
    await world.clock.advance(5000);
    const was = `${folder}/Song 1 [c0000000].mp3`;
    world.files.put(`${folder}/Waltz.mp3`, world.files.disk.get(was) ?? '');
    world.files.disk.delete(was);
    await world.clock.advance(6 * 60_000);
    expect(world.engine.clipFiles(clipId(1))?.audio).toBe(`${folder}/Waltz.mp3`);
    expect(downloads(world)).toHaveLength(1);
  });
});

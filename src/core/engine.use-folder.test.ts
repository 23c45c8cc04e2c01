import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import { memorySql } from '../../tests/fakes/sql.ts';
import { Fault } from '../shared/fault.ts';
import { taskPhase } from '../shared/task.ts';

type World = ReturnType<typeof createWorld>;
const folder = '/music/Cliploft';
const elsewhere = '/disk/Songs';
const minute = 60_000;
const done = { ok: true, value: undefined };
const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });
const phase = (world: World, n: number): string => taskPhase(world.task(taskId(n)));
const audioOf = (world: World, n: number): string | undefined => world.engine.clipFiles(clipId(n))?.audio;
const markOf = (world: World, at: string): string =>
  new TextDecoder().decode(world.files.disk.get(`${at}/.cliploft/library.json`));

const offer = (world: World, ...numbers: number[]): void => {
  for (const n of numbers) world.answer(taskId(n), doneReply(taskId(n), [clipReply(n)]));
  world.engine.addTasks(numbers.map(taskId).join(' '));
};
/** A started world whose library holds clip 1. */
const started = async (): Promise<World> => {
  const world = createWorld();
  await world.engine.start();
  offer(world, 1);
  await world.clock.advance(minute);
  return world;
};

describe('another folder, taken as it is', () => {
  it('is refused while the present one is fine, and changes nothing where it is the same', async () => {
    const world = await started();
    const before = new Map(world.files.disk);
    expect(await world.engine.useFolder(elsewhere)).toEqual(problem('bad_request'));
    expect(await world.engine.useFolder(`${folder}/.`)).toEqual(done);
    expect([world.files.disk, world.kept]).toEqual([before, []]);
    expect(world.engine.state().work).toBeNull();
  });

  it('takes the place of one that is gone: what waited is saved there, and what was known stays', async () => {
    const world = await started();
    world.files.unmount(folder);
    offer(world, 2);
    await world.clock.advance(5 * minute);
    expect(phase(world, 2)).toBe('not_saved');
    expect(await world.engine.useFolder(elsewhere)).toEqual(done);
    await world.clock.advance(1000);
    expect(phase(world, 2)).toBe('saved');
    expect(audioOf(world, 2)).toBe(`${elsewhere}/Song 2 [c0000000].mp3`);
    expect(world.engine.state().library).toMatchObject({ clips: 2, problem: null });
    expect(await world.engine.clipDetails(clipId(1))).toMatchObject({ fileExists: false });
    expect([world.kept, await world.files.exists(folder)]).toEqual([[elsewhere], false]);
    const again = world.restart({ libraryFolder: elsewhere });
    await again.start();
    expect(again.state().library).toMatchObject({ clips: 2, problem: null });
  });

  it('reads what was moved there by hand, takes its mark over, and plays it from there', async () => {
    const world = await started();
    const other = createWorld({ chance: 0.75, beside: world });
    other.answer(taskId(2), doneReply(taskId(2), [clipReply(2)]));
    await other.engine.start();
    other.engine.addTasks(taskId(2));
    await world.clock.advance(1000);
    for (const [path, bytes] of [...world.files.disk])
      if (path.startsWith(folder)) world.files.put(path.replace(folder, elsewhere), bytes);
    world.files.unmount(folder);
    const mark = JSON.stringify({ cliploft: 1, library: 'somebody' });
    world.files.put(`${elsewhere}/.cliploft/library.json`, mark);
    await world.clock.advance(1000);
    expect(await world.engine.useFolder(elsewhere)).toEqual(done);
    await world.clock.advance(1000);
    expect(world.engine.state().library).toMatchObject({ clips: 2, problem: null });
    expect(await world.engine.clipDetails(clipId(1))).toMatchObject({ fileExists: true });
    expect(markOf(world, elsewhere)).toBe(mark);
    const downloads = world.http.requests.filter(({ url }) => url.endsWith('.mp3'));
    expect(downloads).toHaveLength(1);
  });

  it('is the present one where everything in it was deleted, its mark too', async () => {
    const world = await started();
    world.files.unmount(folder);
    await world.clock.advance(minute);
    offer(world, 2);
    await world.clock.advance(minute);
    expect(phase(world, 2)).toBe('not_saved');
    expect(await world.engine.useFolder(folder)).toEqual(done);
    await world.clock.advance(1000);
    expect([phase(world, 2), audioOf(world, 2)]).toEqual(['saved', `${folder}/Song 2 [c0000000].mp3`]);
  });

  it('may be chosen where the files were deleted by hand and only the mark is left', async () => {
    const world = await started();
    for (const path of world.paths()) world.files.disk.delete(path);
    await world.clock.advance(minute);
    expect(world.engine.state().library.problem).toBeNull();
    expect(await world.engine.moveLibrary(elsewhere)).toEqual(problem('folder_missing'));
    expect(await world.engine.useFolder(elsewhere)).toEqual(done);
    expect(world.kept).toEqual([elsewhere]);
  });

  it('is not taken where it cannot be written', async () => {
    const world = await started();
    world.files.unmount(folder);
    world.files.setDenied('/disk');
    expect(await world.engine.useFolder(elsewhere)).toEqual(problem('folder_denied'));
    expect(world.kept).toEqual([]);
    world.files.setDenied('/disk', false);
    expect(await world.engine.useFolder(elsewhere)).toEqual(done);
  });

  it('lets a recovery go on that waits for the folder', async () => {
    const world = await started();
    await world.engine.stop();
    for (const [path, bytes] of [...world.files.disk])
      if (path.startsWith(folder)) world.files.put(path.replace(folder, elsewhere), bytes);
    world.files.unmount(folder);
    const next = world.restart({ sql: memorySql(), recovery: { setAside: '/x', backupAt: null } });
    await next.start();
    await world.clock.advance(10 * minute);
    expect(next.state().recovery).toMatchObject({ fromFolder: null });
    expect(await world.files.exists(folder)).toBe(false);
    expect(await next.useFolder(elsewhere)).toEqual(done);
    await world.clock.advance(1000);
    expect(next.state().recovery).toMatchObject({ fromFolder: { clips: 1, lyricSheets: 0 } });
    expect(next.state().library).toMatchObject({ clips: 1, problem: null });
  });

  it('is chosen although the present one never answers, but not while a save hangs in that one', async () => {
    const world = await started();
    const { checkFolder, publish } = world.files;
    const never = <T>(): Promise<T> => new Promise(() => undefined);
    world.files.checkFolder = (path) => (path === folder ? never() : checkFolder(path));
    await world.clock.advance(minute);
    const used = world.engine.useFolder(elsewhere);
    await world.clock.advance(minute);
    expect(await used).toEqual(done);
    expect(world.engine.state().library.problem).toBeNull();

    world.files.publish = never;
    offer(world, 2);
    await world.clock.advance(minute);
    const refused = world.engine.useFolder('/disk/Third');
    await world.clock.advance(minute);
    expect(await refused).toEqual({ ok: false, problem: { code: 'folder_missing', detail: 'no answer' } });
    expect(world.kept).toEqual([elsewhere]);
    world.files.publish = publish;
  });
});

describe('a folder that cannot be kept for the next start', () => {
  const refuse = (world: World): void => {
    world.kept.push = () => {
      throw new Fault({ code: 'disk_full', detail: 'settings.json: ENOSPC' });
    };
  };

  it('is not switched to by moving: every original is in force, and saving goes on there', async () => {
    const world = await started();
    const facts = world.sql.all('SELECT * FROM facts ORDER BY name');
    refuse(world);
    expect(await world.engine.moveLibrary('/music/New')).toEqual(problem('disk_full'));
    expect(audioOf(world, 1)).toBe(`${folder}/Song 1 [c0000000].mp3`);
    expect(await world.engine.clipDetails(clipId(1))).toMatchObject({ fileExists: true });
    expect(world.sql.all('SELECT * FROM facts ORDER BY name')).toEqual(facts);
    offer(world, 2);
    await world.clock.advance(minute);
    expect(audioOf(world, 2)).toBe(`${folder}/Song 2 [c0000000].mp3`);
    expect(world.engine.state().library.problem).toBeNull();
  });

  it('is not taken either', async () => {
    const world = await started();
    world.files.unmount(folder);
    refuse(world);
    expect(await world.engine.useFolder(elsewhere)).toEqual(problem('disk_full'));
    expect(audioOf(world, 1)).toBe(`${folder}/Song 1 [c0000000].mp3`);
  });
});

describe('moving the library', () => {
  it('is refused while its folder is the empty place of a disk, also when nothing is left in it', async () => {
    const world = await started();
    world.engine.removeClips({ of: 'ids', ids: [clipId(1)] });
    await world.clock.advance(minute);
    world.files.unmount(folder);
    await world.files.ensureFolder(folder);
    expect(await world.engine.moveLibrary(elsewhere)).toEqual(problem('folder_missing'));
    expect(world.kept).toEqual([]);
    expect(world.files.disk.size).toBe(0);
  });

  it('leaves a library of which everything was removed fine in its new place', async () => {
    const world = await started();
    world.engine.removeClips({ of: 'ids', ids: [clipId(1)] });
    await world.clock.advance(minute);
    expect(await world.engine.moveLibrary(elsewhere)).toEqual(done);
    await world.clock.advance(minute);
    expect(world.engine.state().library.problem).toBeNull();
    offer(world, 2);
    await world.clock.advance(minute);
    expect(audioOf(world, 2)).toBe(`${elsewhere}/Song 2 [c0000000].mp3`);
  });
});

import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';
import { firstFolder } from './library/folder-facts.ts';

type World = ReturnType<typeof createWorld>;
const folder = '/music/Cliploft';
const elsewhere = '/disk/Songs';
const minute = 60_000;
const done = { ok: true, value: undefined };

/** A started world whose library holds clip 1. */
const started = async (): Promise<World> => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  await world.clock.advance(minute);
  return world;
};

describe('the place of the library folder at the next start', () => {
  /** The folder was moved; the next run is told this one by its settings. */
  const moved = async (): Promise<World> => {
    const world = await started();
    expect(await world.engine.moveLibrary(elsewhere)).toEqual(done);
    await world.engine.stop();
    world.kept.splice(0);
    return world;
  };
  const next = async (
    world: World,
    named: string,
    more: { isDefault?: boolean; forThisRun?: boolean } = {},
  ) => {
    const given = { folder: named, isDefault: false, forThisRun: false, ...more };
    const { folder: libraryFolder, ...rest } = firstFolder(world.sql, given);
    const engine = world.restart({ libraryFolder, given: rest });
    await engine.start();
    return engine;
  };
  const isPlayed = async (engine: World['engine']): Promise<boolean | undefined> =>
    (await engine.clipDetails(clipId(1)))?.fileExists;

  it('is the one that was chosen last, where the settings were lost', async () => {
    const world = await moved();
    const engine = await next(world, folder, { isDefault: true });
    expect(await isPlayed(engine)).toBe(true);
    expect([world.kept, engine.state().library.problem]).toEqual([[elsewhere], null]);
    expect(await world.files.exists(`${folder}/.cliploft/library.json`)).toBe(false);
  });

  it('is missed, not the default, while its disk is away', async () => {
    const world = await moved();
    world.files.takeAway('/disk');
    const engine = await next(world, folder, { isDefault: true });
    expect([engine.state().library.problem?.code, world.kept]).toEqual(['folder_missing', []]);
    world.files.bringBack('/disk');
    await world.clock.advance(16_000);
    expect([engine.state().library.problem, world.kept]).toEqual([null, [elsewhere]]);
    expect(await isPlayed(engine)).toBe(true);
  });

  it('is the default where the database is older than that, and the library lies there', async () => {
    const world = await started();
    await world.engine.stop();
    world.sql.run("UPDATE facts SET value = '/disk/Before' WHERE name = 'library.folder'");
    const engine = await next(world, folder, { isDefault: true });
    expect([engine.state().library.problem, world.kept]).toEqual([null, [folder]]);
    expect(await isPlayed(engine)).toBe(true);
  });

  it('is what the settings say where that is fine', async () => {
    const world = await moved();
    const third = '/disk/Third';
    for (const [path, bytes] of [...world.files.disk])
      if (path.startsWith(elsewhere)) world.files.put(path.replace(elsewhere, third), bytes);
    const engine = await next(world, third);
    expect([engine.clipFiles(clipId(1))?.audio.startsWith(third), world.kept]).toEqual([true, [third]]);
  });

  it('is the one that the database knows where what the settings say is not there', async () => {
    const world = await moved();
    const engine = await next(world, '/disk/Wrong');
    expect([await isPlayed(engine), world.kept]).toEqual([true, [elsewhere]]);
    expect(await world.files.exists('/disk/Wrong')).toBe(false);
  });

  it('is the one named for one run, for that run alone', async () => {
    const world = await moved();
    const once = await next(world, '/usb', { forThisRun: true, isDefault: true });
    expect(once.clipFiles(clipId(1))?.audio.startsWith('/usb/')).toBe(true);
    expect([once.state().library.problem?.code, world.kept]).toEqual(['folder_missing', []]);
    await once.stop();
    const engine = await next(world, elsewhere);
    expect([await isPlayed(engine), world.kept]).toEqual([true, []]);
  });
});

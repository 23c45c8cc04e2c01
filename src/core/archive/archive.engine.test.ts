import { describe, expect, it } from 'vitest';
import {
  apiBase,
  clipId,
  clipReply,
  createWorld,
  doneReply,
  taskId,
  taskReply,
  testKey,
} from '../../../tests/fakes/engine.ts';

const path = '/music/all.zip';
const all = { text: '', sort: 'newest', offset: 0, limit: 50 } as const;
type World = ReturnType<typeof createWorld>;

/** A world with one saved song and one task that is still running; its archive. */
const exported = async (): Promise<World> => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
  world.answer(taskId(2), taskReply(taskId(2), 'running'));
  await world.engine.start();
  world.engine.addTasks(`${taskId(1)} ${taskId(2)}`);
  await world.clock.advance(3000);
  expect(await world.engine.exportTo(path)).toMatchObject({
    ok: true,
    value: { clips: 1, lyricSheets: 0, tasks: 2, missing: [] },
  });
  return world;
};

const arrive = async (from: World): Promise<World> => {
  const world = createWorld();
  world.files.put(path, from.files.disk.get(path) ?? '');
  await world.engine.start();
  return world;
};

describe('an archive from one computer to the next', () => {
  it('holds neither key nor settings', async () => {
    const world = await exported();
    const bytes = Buffer.from(world.files.disk.get(path) ?? '').toString();
    expect(bytes).toContain(clipId(1));
    for (const text of [testKey, apiBase, '{title} [{id}]', '/music/Cliploft'])
      expect(bytes).not.toContain(text);
  });

  it('shows the songs, and goes on with what is under way', async () => {
    const world = await arrive(await exported());
    world.answer(taskId(2), doneReply(taskId(2), [clipReply(2)]));
    const version = world.engine.state().library.version;
    expect(await world.engine.importFrom(path)).toEqual({
      ok: true,
      value: { clips: 1, lyricSheets: 0, tasks: 2, known: 0, damaged: [] },
    });
    expect(world.engine.state().library).toMatchObject({ clips: 1, problem: null });
    expect(world.engine.state().library.version).toBeGreaterThan(version);
    const file = world.engine.clipFiles(clipId(1))?.audio ?? '';
    expect(await world.files.exists(file)).toBe(true);
    await world.clock.advance(20_000);
    expect(
      world.engine
        .clipPage(all)
        .clips.map(({ id }) => id)
        .sort(),
    ).toEqual([clipId(1), clipId(2)]);
    // The first task had ended: nothing of it is asked or told again.
    expect(world.asked(taskId(1))).toBe(0);
    expect(world.notices.map(({ taskId: of }) => of)).toEqual([taskId(2)]);
  });

  it('is watched again also after the database is lost', async () => {
    const world = await arrive(await exported());
    await world.engine.importFrom(path);
    await world.engine.stop();
    world.sql.exec('DELETE FROM tasks');
    const again = world.restart();
    await again.start();
    expect(again.state().tasks.map(({ id }) => id)).toContain(taskId(2));
    await again.stop();
  });

  it('takes over for a download that has not come through', async () => {
    const from = await exported();
    const world = createWorld();
    world.files.put(path, from.files.disk.get(path) ?? '');
    world.media.answer = () => ({ status: 503, body: 'busy' });
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(world.task(taskId(1)).items).toMatchObject([{ libraryId: clipId(1), state: 'retrying' }]);
    expect(await world.engine.importFrom(path)).toMatchObject({ value: { clips: 1, known: 1 } });
    expect(world.task(taskId(1)).items).toMatchObject([{ state: 'saved', problem: null }]);
  });

  it('puts nothing into the empty place of a disk that went away under way', async () => {
    const world = await exported();
    const folder = '/music/Cliploft';
    const { exists } = world.files;
    world.files.exists = async (file) => {
      if (file === world.engine.clipFiles(clipId(1))?.audio) {
        world.files.unmount(folder);
        await world.files.ensureFolder(folder);
      }
      return exists(file);
    };
    expect(await world.engine.importFrom(path)).toMatchObject({ problem: { code: 'folder_missing' } });
    expect([...world.files.disk.keys()]).toEqual([path]);
  });

  it('shows how far it is, and lets no other long work begin', async () => {
    const world = await exported();
    const seen: unknown[] = [];
    world.engine.onChange(({ slices }) => {
      if (slices.work !== undefined) seen.push(slices.work);
    });
    const working = world.engine.exportTo(path);
    expect(world.engine.state().work).toMatchObject({ kind: 'export' });
    expect(await world.engine.importFrom(path)).toMatchObject({ problem: { code: 'bad_request' } });
    expect(await working).toMatchObject({ ok: true });
    expect(world.engine.state().work).toBeNull();
    await world.clock.advance(100);
    expect(seen.at(-1)).toBeNull();
  });
});

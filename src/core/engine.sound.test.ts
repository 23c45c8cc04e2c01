import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../tests/fakes/engine.ts';

const folder = '/music/Cliploft';

const saved = async () => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1), clipReply(2)]));
  const told: number[] = [];
  world.engine.onChange(({ slices }) => {
    if (slices.sounds !== undefined) told.push(slices.sounds);
  });
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  await world.clock.advance(1500);
  return { ...world, told };
};

describe('what clips sound like', () => {
  it('is measured once they are saved, told by the state, and known to whoever asks', async () => {
    const world = await saved();
    await world.clock.advance(10_000);
    expect([world.told, world.engine.state().sounds]).toEqual([[1, 2], 2]);
    for (const n of [1, 2]) expect(world.engine.clipSound(clipId(n))?.state).toBe('measured');
    expect(world.engine.clipSound('nobody')).toBeNull();
    expect(world.meter.asked).toHaveLength(2);
  });

  it('is made up for after a start, once the folder is there', async () => {
    const world = await saved();
    await world.clock.advance(10_000);
    await world.engine.stop();
    world.sql.run('DELETE FROM sounds');
    const mounted = [...world.files.disk].filter(([path]) => path.startsWith(folder));
    world.files.unmount(folder);
    await world.files.ensureFolder(folder);
    const next = world.restart();
    await next.start();
    await world.clock.advance(60_000);
    expect(world.meter.asked).toHaveLength(2);
    mounted.forEach(([path, bytes]) => world.files.put(path, bytes));
    await world.clock.advance(120_000);
    expect(next.state().sounds).toBe(2);
    expect(world.meter.asked).toHaveLength(4);
  });
});

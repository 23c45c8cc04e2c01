import { describe, expect, it } from 'vitest';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../../tests/fakes/engine.ts';
import { again, dayMs, hourMs, itemOf, kinds, minuteMs, plain } from '../../../tests/fakes/saving-world.ts';

/** A world whose task 1 gives these clips, done now, and whose media host refuses links while `dead`. */
const worldOf = async (...clips: number[]) => {
  const world = createWorld();
  const links = { dead: true };
  world.media.answer = (url) => (links.dead ? { status: 403 } : { body: `audio of ${url}` });
  const give = (...numbers: number[]): void => {
    const completed = { completed_at: new Date(world.clock.now()).toISOString() };
    const replies = numbers.map((n) => clipReply(n, plain));
    world.answer(taskId(1), doneReply(taskId(1), replies, completed));
  };
  give(...clips);
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  return { world, links, give };
};

describe('after an end was told, trouble, alarm, loss and the new end are told once more', () => {
  it('when checking again brought clips to a task that had none', async () => {
    const { world, give } = await worldOf();
    await world.clock.advance(2 * hourMs);
    expect(world.notices).toMatchObject([{ kind: 'empty', taskId: taskId(1), clipId: null }]);
    give(1, 2);
    world.engine.checkNow([taskId(1)]);
    await world.clock.advance(8 * dayMs);
    expect(kinds(world.notices)).toEqual(['empty', 'trouble', 'expiring', 'lost']);
    const second = await again(world, world.engine);
    await world.clock.advance(dayMs);
    expect(second.told).toEqual([]);
  });

  it('when checking again brought one more, across a restart', async () => {
    const { world, links, give } = await worldOf(1);
    links.dead = false;
    await world.clock.advance(minuteMs);
    expect(kinds(world.notices)).toEqual(['finished']);
    give(1, 2);
    links.dead = true;
    world.engine.checkNow([taskId(1)]);
    await world.clock.advance(2000);
    const second = await again(world, world.engine);
    await world.clock.advance(hourMs);
    expect(kinds(second.told)).toEqual(['trouble']);
    const third = await again(world, second.engine);
    links.dead = false;
    third.engine.retryItems([clipId(2)]);
    await world.clock.advance(hourMs);
    expect(kinds(third.told)).toEqual(['finished']);
  });

  it('when a dropped one was taken back', async () => {
    const { world, links } = await worldOf(1);
    await world.clock.advance(hourMs);
    world.engine.dropItems([clipId(1)]);
    links.dead = false;
    world.engine.retryItems([clipId(1)]);
    await world.clock.advance(minuteMs);
    expect(kinds(world.notices)).toEqual(['trouble', 'finished']);
  });

  it('when a lost one was tried once more, in vain', async () => {
    const { world } = await worldOf(1);
    await world.clock.advance(8 * dayMs);
    const lost = ['trouble', 'expiring', 'lost'];
    expect(kinds(world.notices)).toEqual(lost);
    world.engine.retryItems([clipId(1)]);
    await world.clock.advance(2 * dayMs);
    expect(itemOf(world).state).toBe('impossible');
    expect(kinds(world.notices)).toEqual([...lost, 'trouble', 'lost']);
    await world.clock.advance(5 * dayMs);
    expect(kinds(world.notices)).toHaveLength(5);
  });

  it('but not when lost results revive each other, because each answer signs the links anew', async () => {
    const { world } = await worldOf(1, 2);
    let signature = 0;
    world.http.handle(({ url }) => {
      if (!url.includes('/task/')) return { status: 403 };
      signature += 1;
      const link = (n: number): string => `https://media.test/${n}.mp3?s=${signature}`;
      const clips = [1, 2].map((n) => clipReply(n, { ...plain, audio_url: link(n) }));
      return { body: doneReply(taskId(1), clips) };
    });
    await world.clock.advance(1000);
    world.engine.pauseItems([clipId(2)]);
    await world.clock.advance(8 * dayMs);
    world.engine.resumeItems([clipId(2)]);
    await world.clock.advance(2 * dayMs);
    expect(kinds(world.notices)).toEqual(['trouble', 'expiring', 'lost']);
  });

  it('when the crash came before that was noted', async () => {
    const { world, links } = await worldOf(1);
    links.dead = false;
    await world.clock.advance(minuteMs);
    await world.engine.stop();
    world.sql.run(
      'UPDATE save_items SET state = \'retrying\', attempts = 5, problem_json = \'{"code":"link_dead"}\'',
    );
    world.sql.run('DELETE FROM clips');
    links.dead = true;
    const second = await again(world, world.engine);
    await world.clock.advance(minuteMs);
    expect(kinds(second.told)).toEqual(['trouble', 'finished']);
  });
});

it('says how much of a half-good result is saved', async () => {
  const world = createWorld();
  world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, plain), { id: 7, audio_url: {} }]));
  await world.engine.start();
  world.engine.addTasks(taskId(1));
  await world.clock.advance(dayMs);
  expect(world.notices).toMatchObject([{ kind: 'unreadable', detail: '1/2', clipId: null }]);
});

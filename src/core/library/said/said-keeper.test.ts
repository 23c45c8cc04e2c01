import { beforeEach, describe, expect, it } from 'vitest';
import { createSaidWorld, folder } from '../../../../tests/fakes/said-world.ts';

let world: ReturnType<typeof createSaidWorld>;
beforeEach(() => {
  world = createSaidWorld();
  world.save('a', 'b', 'c');
});
const file = 'feedbeef-0001.jsonl';
const settle = (ms = 4000): Promise<void> => world.clock.advance(ms);
/** A database that knows the clips alone, on the same folder and at the same time. */
const another = (profileId = 'cafecafe') => {
  const other = createSaidWorld({ clock: world.clock, files: world.files, profileId });
  other.save('a', 'b', 'c');
  return other;
};
const line = (clip: string, at: number, more: Record<string, unknown> = {}): string =>
  `${JSON.stringify({ version: 1, clip, at, favourite: true, rating: 0, kept: false, title: null, notes: '', tags: [], ...more })}\n`;

describe('what is said of clips', () => {
  it('is in the folder a moment later, all of it, in one file for many', async () => {
    await world.say(['a'], {
      favourite: true,
      rating: 4,
      title: 'Mine',
      notes: 'two\nlines',
      addTags: ['Film'],
    });
    const at = world.clock.now();
    await world.say(['b'], { rating: 1 });
    await settle(1000);
    expect(world.names()).toEqual([]);
    await settle();
    expect(world.names()).toEqual([file]);
    expect(world.text(file)).toBe(
      line('a', at, { rating: 4, title: 'Mine', notes: 'two\nlines', tags: ['Film'] }) +
        line('b', at, { favourite: false, rating: 1 }),
    );
    expect([world.store.isDue(), world.clock.pending()]).toEqual([false, 0]);
    expect(await world.files.list(`${folder}/.cliploft`)).toEqual([]);
  });

  it('costs nothing where nothing is said', async () => {
    world.keeper.look();
    expect(world.clock.pending()).toBe(0);
    await world.keeper.stop();
    expect(world.names()).toEqual([]);
  });

  it('of very many is written in small files, of which one click writes one', async () => {
    const ids = Array.from({ length: 700 }, (_, n) => `x${n}`);
    world.save(...ids);
    await world.say(ids, { favourite: true });
    await settle();
    expect(world.names()).toHaveLength(6);
    const stamps = async () =>
      Promise.all(world.names().map(async (name) => (await world.files.stamp(world.path(name)))?.writtenAt));
    const before = await stamps();
    await world.say(['x300'], { rating: 5 });
    await settle();
    const after = await stamps();
    expect(after.filter((stamp, n) => stamp !== before[n])).toHaveLength(1);
    const other = another();
    other.save(...ids);
    expect(await other.takeUp()).toEqual({ taken: 700, unread: [], waiting: 0 });
    expect(other.all()).toEqual(world.all());
  });

  it('is back in a database that knows nothing of it, also what was taken back', async () => {
    await world.say(['a', 'b'], { favourite: true, addTags: ['one', 'two'] });
    const { undo } = await world.say(['b'], { notes: 'gone', favourite: false });
    await world.undoing.undo(undo ?? '');
    await world.keeper.stop();
    const other = another();
    expect(await other.takeUp()).toEqual({ taken: 2, unread: [], waiting: 0 });
    expect(other.all()).toEqual(world.all());
    expect(await other.takeUp()).toEqual({ taken: 0, unread: [], waiting: 0 });
    // It stands in the folder already: nothing is written a second time.
    await other.keeper.stop();
    expect(world.names()).toEqual([file]);
  });

  it('that a crash kept from the folder is written at the next start', async () => {
    await world.say(['a'], { rating: 3 });
    // The process is gone: its timers never run.
    const next = createSaidWorld({ files: world.files, sql: world.sql });
    next.keeper.look();
    await next.clock.advance(4000);
    expect(world.text(file)).toContain('"clip":"a"');
  });

  it('waits for clips that come later', async () => {
    await world.say(['a', 'b'], { favourite: true });
    await world.keeper.stop();
    const other = createSaidWorld({ clock: world.clock, files: world.files, profileId: 'cafecafe' });
    other.save('a');
    expect(await other.takeUp()).toEqual({ taken: 2, unread: [], waiting: 1 });
    other.save('b');
    other.keeper.look();
    expect(other.state.settled).toBe(1);
    expect(other.clips.listed('b')?.favourite).toBe(true);
    expect(await other.takeUp()).toMatchObject({ waiting: 0 });
  });

  it('goes to another folder whole', async () => {
    await world.say(['a'], { rating: 3 });
    await settle();
    expect(world.keeper.names()).toEqual([`Said/${file}`]);
    await world.files.ensureFolder('/other');
    world.state.folder = '/other';
    world.keeper.look();
    await settle();
    expect(await world.files.exists(`/other/Said/${file}`)).toBe(true);
  });
});

describe('two computers on one folder', () => {
  it('write files of their own, and what was said last counts for both', async () => {
    const other = another();
    await world.say(['a'], { rating: 1 });
    await world.say(['b'], { notes: 'here' });
    await settle();
    await other.say(['a'], { rating: 5 });
    await settle();
    expect(world.names().sort()).toEqual(['cafecafe-0001.jsonl', file]);
    expect((await world.takeUp(false)).taken).toBe(1);
    expect((await other.takeUp(false)).taken).toBe(1);
    expect(world.all()).toEqual(other.all());
    expect(world.clips.listed('a')?.rating).toBe(5);
    await world.say(['a'], { rating: 2 });
    await settle();
    expect((await world.takeUp(false)).taken).toBe(0);
    expect((await other.takeUp(false)).taken).toBe(1);
    expect(other.clips.listed('a')?.rating).toBe(2);
  });

  it('agree also where the clock of one is behind', async () => {
    world.files.put(world.path('cafecafe-0001.jsonl'), line('a', 4_000_000_000_000));
    await world.takeUp();
    await world.say(['a'], { favourite: false });
    await settle();
    expect(await world.takeUp()).toMatchObject({ taken: 0 });
    expect(world.text(file)).toBe(line('a', 4_000_000_000_001, { favourite: false }));
  });

  it('of which one has an older database again write over nothing that is newer', async () => {
    await world.say(['c', 'a'], { notes: 'kept' });
    await settle();
    const restored = another('feedbeef');
    // Before it read the folder: its first place is another clip's.
    await restored.say(['b'], { rating: 2 });
    await settle();
    await restored.clock.advance(120_000);
    expect([restored.clips.said('a').notes, restored.clips.said('c').notes]).toEqual(['kept', 'kept']);
    for (const clip of ['a', 'b', 'c']) expect(world.text(file)).toContain(`"clip":"${clip}"`);
  });
});

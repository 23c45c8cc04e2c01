import { beforeEach, describe, expect, it } from 'vitest';
import { createSaidWorld, folder } from '../../../../tests/fakes/said-world.ts';
import { createFakeClock } from '../../../../tests/fakes/clock.ts';
import { fail } from '../../../shared/problem.ts';
import type { Files } from '../../ports.ts';

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

describe('a clock that is wrong', () => {
  it.each([
    ['far ahead', Date.UTC(2222, 1, 1)],
    ['before all time', -5_000],
  ])('%s keeps nothing from the folder, and what is said next still counts', async (_, now) => {
    world = createSaidWorld({ clock: createFakeClock(now) });
    world.save('a', 'b');
    await world.say(['a'], { favourite: true, rating: 4 });
    await settle();
    expect([world.store.isDue(), world.text(file)]).toEqual([false, expect.stringContaining('"rating":4')]);
    await world.say(['a'], { favourite: false, rating: 1 });
    await settle();
    const other = createSaidWorld({ files: world.files, profileId: 'cafecafe' });
    other.save('a', 'b');
    expect(await other.takeUp()).toEqual({ taken: 1, unread: [], waiting: 0 });
    expect(other.clips.listed('a')).toMatchObject({ favourite: false, rating: 1 });
    // Where the clock is right, what is said still comes later.
    await other.say(['a'], { rating: 5 });
    await other.clock.advance(4000);
    await world.takeUp();
    expect(world.clips.listed('a')?.rating).toBe(5);
  });

  it('at the last of all times is no end to what can be said', async () => {
    world.files.put(world.path('cafecafe-0001.jsonl'), line('a', 4_102_444_800_000));
    await world.takeUp();
    await world.say(['a'], { notes: 'later' });
    await settle();
    expect([world.store.isDue(), world.text(file)]).toEqual([false, expect.stringContaining('later')]);
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

describe('a folder that refuses', () => {
  it('is tried again, with the reason', async () => {
    let stop: 'disk_full' | null = 'disk_full';
    const { files } = world;
    const disk: Files = {
      ...files,
      createPart: (path) => (stop === null ? files.createPart(path) : Promise.resolve(fail(stop))),
    };
    const other = createSaidWorld({ clock: world.clock, files, disk, profileId: 'cafecafe' });
    other.save('a');
    await other.say(['a'], { rating: 3 });
    await settle();
    expect(other.problems).toMatchObject([{ code: 'disk_full' }]);
    expect([other.store.isDue(), world.names()]).toEqual([true, []]);
    stop = null;
    await settle(61_000);
    expect([other.store.isDue(), world.names()]).toEqual([false, ['cafecafe-0001.jsonl']]);
  });

  it('that is gone is waited for, and nothing is made in its place', async () => {
    await world.say(['a'], { rating: 3 });
    world.files.takeAway('/music');
    await settle();
    expect(world.problems).toMatchObject([{ code: 'folder_missing' }]);
    expect(world.names()).toEqual([]);
    expect(world.store.isDue()).toBe(true);
  });

  it('or is being recovered from is not written to', async () => {
    world.state.blocked = true;
    await world.say(['a'], { rating: 3 });
    await settle();
    expect(world.names()).toEqual([]);
    world.state.blocked = false;
    await settle(61_000);
    expect(world.names()).toEqual([file]);
  });
});

describe('a file that makes no sense', () => {
  it('is named, taken up where it can be read, and set aside before anything is written over it', async () => {
    const damaged = `${line('a', 5)}{"version":1,"cl`;
    world.files.put(world.path(file), damaged);
    expect(await world.takeUp()).toEqual({ taken: 1, unread: [`Said/${file}`], waiting: 0 });
    await world.say(['b'], { rating: 3 });
    await settle();
    expect(world.text('feedbeef-0001-1.damaged')).toBe(damaged);
    expect(world.text(file)).toContain('"clip":"a"');
    expect(world.text(file)).toContain('"clip":"b"');
    expect((await world.takeUp()).unread).toEqual([]);
  });

  it.each([
    ['another thing altogether', 'hello'],
    ['a newer version', line('a', 5, { version: 2 })],
    ['an impossible rating', line('a', 5, { rating: 6 })],
    ['a time that would win for ever', line('a', Number.MAX_SAFE_INTEGER)],
    ['a text without end', line('a', 5, { notes: 'x'.repeat(20_001) })],
    ['no object', '[]\nnull\n7\n'],
    ['deeper than anybody reads', `${'['.repeat(200_000)}\n`],
  ])('says nothing: %s', async (_, text) => {
    const before = world.all();
    world.files.put(world.path('x.jsonl'), text);
    expect(await world.takeUp()).toEqual({ taken: 0, unread: ['Said/x.jsonl'], waiting: 0 });
    expect(world.all()).toEqual(before);
  });

  it('is not read where it is too long', async () => {
    world.files.put(world.path('x.jsonl'), new Uint8Array(33 * 1024 * 1024));
    expect((await world.takeUp()).unread).toEqual(['Said/x.jsonl']);
  });
});

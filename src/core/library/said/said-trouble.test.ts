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
const line = (clip: string, at: number, more: Record<string, unknown> = {}): string =>
  `${JSON.stringify({ version: 1, clip, at, favourite: true, rating: 0, kept: false, title: null, notes: '', tags: [], ...more })}\n`;

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

  it.each(['write', 'finish', 'replace', 'readText'] as const)(
    'in %s leaves what stands there as it is, and nothing beside it',
    async (where) => {
      let stop = false;
      const { files } = world;
      const refuse = () => Promise.resolve(fail('disk_full'));
      const disk: Files = {
        ...files,
        async createPart(path) {
          const opened = await files.createPart(path);
          if (!opened.ok || !stop || (where !== 'write' && where !== 'finish')) return opened;
          return { ok: true, value: { ...opened.value, [where]: refuse } };
        },
        replace: (from, to) => (stop && where === 'replace' ? refuse() : files.replace(from, to)),
        readText: (path, longest) =>
          stop && where === 'readText' ? refuse() : files.readText(path, longest),
      };
      const other = createSaidWorld({ clock: world.clock, files, disk, profileId: 'cafecafe' });
      other.save('a');
      const mine = 'cafecafe-0001.jsonl';
      await other.say(['a'], { rating: 3 });
      await settle();
      const before = world.text(mine);
      stop = true;
      await other.say(['a'], { rating: 5 });
      await settle();
      expect([other.store.isDue(), world.names(), world.text(mine)]).toEqual([true, [mine], before]);
      expect(other.problems).toMatchObject([{ code: 'disk_full' }]);
      stop = false;
      await settle(61_000);
      expect([other.store.isDue(), world.names()]).toEqual([false, [mine]]);
      expect(world.text(mine)).toContain('"rating":5');
      expect(await files.list(`${folder}/.cliploft`)).toEqual([]);
    },
  );

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

import { describe, expect, it } from 'vitest';
import { createFakeAudio } from '../../../tests/fakes/audio.ts';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeFiles } from '../../../tests/fakes/files.ts';
import { createFakeHttp, type FakeAnswer } from '../../../tests/fakes/http.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { createFakeOnline } from '../../../tests/fakes/online.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { createFakeTags } from '../../../tests/fakes/tags.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { migrate } from '../database/migrations.ts';
import { newTask } from '../tasks/task-record.ts';
import { createItemStore, type SaveItemRecord } from './item-store.ts';
import type { PartState } from './part-state.ts';
import { createSaver } from './saver.ts';

const hourMs = 3_600_000;
const folder = '/music/.cliploft';

const createWorld = () => {
  const clock = createFakeClock();
  const files = createFakeFiles({ folders: ['/music'] });
  const online = createFakeOnline();
  const log = createFakeLog();
  const sql = memorySql();
  migrate(sql);
  let answer: (url: string) => FakeAnswer | Promise<FakeAnswer> = (url) => ({ body: `audio of ${url}` });
  const http = createFakeHttp((request) => answer(request.url));
  const asked: string[] = [];
  const links = { answer: (): Result<void> => ok(undefined) };
  const build = () => {
    const items = createItemStore(sql);
    const saver = createSaver({
      ...{
        clock,
        files,
        online,
        log,
        http,
        items,
        tags: createFakeTags(),
        audio: createFakeAudio({ files }),
      },
      ...{ random: () => 0.5, profileId: 'me', atomically: (work) => sql.transaction(work) },
      libraryFolder: () => '/music',
      fileNames: () => '{title} [{id}]',
      checkFolder: (path) => files.checkFolder(path),
      taskOf: (id) => newTask(id, clock.now()),
      canAsk: () => true,
      isBlocked: () => false,
      askTask: async (id) => {
        asked.push(id);
        return links.answer();
      },
      commit: (item) => items.write({ ...item, state: 'saved', nextTryAt: null, problem: null }),
      isSaved: () => false,
      onFolder: () => undefined,
      onProgress: () => undefined,
      onChange: () => undefined,
    });
    return { items, saver };
  };
  const first = build();
  return {
    ...{ clock, files, online, log, sql, http, asked, links, ...first },
    restart: build,
    onMedia: (next: typeof answer): void => void (answer = next),
    add: (id: string, more: Partial<SaveItemRecord> = {}): void =>
      first.items.write({
        ...{ id, taskId: `task of ${id}`, position: 0, title: id, state: 'waiting', attempts: 0 },
        ...{
          nextTryAt: null,
          needsLink: false,
          deadlineAt: clock.now() + 160 * hourMs,
          problem: null,
          part: null,
        },
        source: {
          kind: 'clip',
          clip: {
            ...{ id, title: id, audioUrl: `https://media.test/${id}.mp3`, imageUrl: null, duration: 30 },
            ...{ style: '', lyrics: '', model: '' },
          },
        },
        ...more,
      }),
    state: (id: string) => first.items.get(id)?.state,
  };
};
const part: PartState = {
  ...{ name: 'me-old-1.part', url: 'https://media.test/old.mp3', etag: '"1"', modified: null },
  ...{ total: 9, prefix: 0, skip: 0 },
};

describe('more than there are places for', () => {
  it('those whose links run out soon go first, the rest in the order in which they came', async () => {
    const world = createWorld();
    const begun: string[] = [];
    world.onMedia(async (url) => {
      begun.push(url.slice('https://media.test/'.length, -'.mp3'.length));
      await new Promise<void>((done) => world.clock.after(1000, done));
      return { body: `audio of ${url}` };
    });
    for (const [id, hours] of [
      ['a', 100],
      ['b', 101],
      ['c', 47],
      ['d', 102],
      ['e', 5],
      ['f', 30],
    ] as const)
      // prettier-ignore
      world.add(id, { deadlineAt: world.clock.now() + hours * hourMs });
    await world.saver.start();
    await world.clock.advance(10);
    expect(begun.join(' ')).toBe('e f c');
    await world.clock.advance(10_000);
    expect(begun.join(' ')).toBe('e f c a b d');
  });

  it('never share a part file, however alike their ids are', async () => {
    const world = createWorld();
    const gate = new Promise<void>((done) => world.clock.after(1000, done));
    world.onMedia(async (url) => {
      await gate;
      return { chunks: Array.from(url, (char) => new TextEncoder().encode(char)) };
    });
    for (const id of ['same-clip-id-1', 'same-clip-id-2', 'same-clip-id-3']) world.add(id);
    await world.saver.start();
    await world.clock.advance(5000);
    const ids = ['same-clip-id-1', 'same-clip-id-2', 'same-clip-id-3'];
    expect(ids.map((id) => world.items.get(id))).toMatchObject(
      ids.map(() => ({ state: 'saved', attempts: 1 })),
    );
    const saved = [...world.files.disk].filter(([path]) => path.endsWith('.mp3'));
    expect(saved).toHaveLength(3);
    for (const [, bytes] of saved)
      expect(
        new TextDecoder().decode(bytes).match(/https:\/\/media\.test\/same-clip-id-\d\.mp3/g),
      ).toHaveLength(1);
  });
});

describe('part files', () => {
  it('that nobody refers to are swept at the start, remembered ones and those of others are not', async () => {
    const world = createWorld();
    world.add('old', { part, state: 'paused' });
    const others = ['me-old-1-cover.part', 'me-gone-3.part', 'me-gone-3-cover.part', 'you-gone-1.part'];
    for (const name of ['me-old-1.part', ...others]) world.files.put(`${folder}/${name}`, 'bytes');
    await world.saver.start();
    expect(await world.files.list(folder)).toEqual(['me-old-1.part', 'you-gone-1.part']);
    world.saver.dropItems(['old']);
    await world.clock.advance(10);
    expect(await world.files.list(folder)).toEqual(['you-gone-1.part']);
    expect(world.items.get('old')).toMatchObject({ state: 'dropped', part: null });
  });

  it.each([
    ['is gone', null],
    ['is empty', ''],
    ['is longer than the whole', 'far too many bytes'],
    ['holds bytes that are none of the file', 'rubbish'],
  ])('one that %s blocks neither start nor saving', async (_what, bytes) => {
    const world = createWorld();
    world.add('old', { part });
    if (bytes !== null) world.files.put(`${folder}/me-old-1.part`, bytes);
    world.onMedia(() => ({ headers: { etag: '"2"' }, body: 'audio' }));
    await world.saver.start();
    await world.clock.advance(60_000);
    expect(world.state('old')).toBe('saved');
    expect(world.items.get('old')?.part).toBeNull();
  });

  it('that cannot be listed or removed do not keep it from starting', async () => {
    const world = createWorld();
    world.files.put(`${folder}/me-gone-1.part`, 'bytes');
    world.files.list = () => Promise.reject(new Error('EIO'));
    world.add('a');
    await world.saver.start();
    await world.clock.advance(1000);
    expect(world.state('a')).toBe('saved');
  });
});

describe('after a crash', () => {
  it('what was under way is waiting again, with its attempts, its plan and what it knows', async () => {
    const world = createWorld();
    const deadlineAt = world.clock.now() + 100 * hourMs;
    const problem = { code: 'server', status: 503 } as const;
    world.add('a', { state: 'saving', attempts: 4, part, problem, deadlineAt });
    world.add('b', { state: 'retrying', attempts: 2, nextTryAt: 5, needsLink: true });
    const { items } = world.restart();
    expect(items.get('a')).toMatchObject({ state: 'waiting', attempts: 4, part, problem, deadlineAt });
    expect(items.get('b')).toMatchObject({ state: 'retrying', attempts: 2, nextTryAt: 5, needsLink: true });
    expect(items.unsaved()).toHaveLength(2);
  });

  it('a row whose part makes no sense is an item without one', () => {
    const world = createWorld();
    world.add('a', { part });
    world.sql.run(`UPDATE save_items SET part_json = '{"name":7'`);
    expect(world.restart().items.get('a')).toMatchObject({ state: 'waiting', part: null });
  });
});

describe('a fault of our own', () => {
  it('while an answer is kept is survived, and does not spin', async () => {
    const world = createWorld();
    world.add('a', { needsLink: true, problem: { code: 'link_dead' } });
    await world.saver.stop();
    world.links.answer = () => fail('server');
    const run = world.sql.run.bind(world.sql);
    world.sql.run = () => {
      throw new Error('SQLITE_FULL');
    };
    await world.saver.start();
    await world.clock.advance(60_000);
    expect(world.asked.length).toBeGreaterThan(1);
    expect(world.asked.length).toBeLessThan(10);
    world.sql.run = run;
    await world.clock.advance(20_000);
    expect(world.items.get('a')).toMatchObject({ state: 'retrying', problem: { code: 'server' } });
  });

  it('while it asks counts as an answer that did not come', async () => {
    const world = createWorld();
    world.add('a', { needsLink: true });
    world.links.answer = () => {
      throw new Error('a bug');
    };
    await world.saver.start();
    await world.clock.advance(10);
    expect(world.items.get('a')).toMatchObject({ state: 'retrying', problem: { code: 'internal' } });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { type Computer, createFolderWorld, folder, marker } from '../../../tests/fakes/folder-world.ts';
import { createClipPlaces } from './clip-places.ts';

const good = { ok: true, value: undefined };
const missing = { problem: { code: 'folder_missing' } };

describe('A place that looks like the library folder, or like none', () => {
  let { clock, files, fine, recover, computer, save, id, unmount } = createFolderWorld();
  let mine: Computer;
  beforeEach(() => {
    ({ clock, files, fine, recover, computer, save, id, unmount } = createFolderWorld());
    mine = computer(0.25);
  });

  it.each<[string, (of: Computer) => void]>([
    [
      'its only clip was removed',
      (of) => {
        save(of, 'a');
        createClipPlaces(of.sql).remove(['a'], 1);
      },
    ],
    ['it bore our mark once', () => undefined],
  ])('makes and marks nothing in the place of a disk when %s', async (_name, before) => {
    await mine.check();
    before(mine);
    const mount = await unmount();
    expect(await mine.check()).toMatchObject(missing);
    files.unmount(folder);
    expect(await mine.check()).toMatchObject(missing);
    expect([await files.exists(folder), files.disk.size]).toEqual([false, 0]);
    mount();
    expect(await mine.check()).toEqual(good);
  });

  it('begins anew in another place with a library that never held anything', async () => {
    mine.facts.keepStanding('/elsewhere', 'marked');
    expect(await mine.check()).toEqual(good);
    expect(mine.facts.standingOf(folder)).toBe('marked');
  });

  it('does not believe a mark alone where many files should be', async () => {
    for (let n = 0; n < 10; n += 1) save(mine, `c${n}`);
    await mine.check();
    const mark = files.disk.get(marker) ?? '';
    const mount = await unmount();
    files.put(marker, mark);
    expect(await mine.check()).toMatchObject({
      problem: { code: 'folder_missing', detail: expect.stringContaining('10 clips') as unknown },
    });
    mount();
    expect(await mine.check()).toEqual(good);
  });

  it('takes a folder as it is where the user said so, until something of ours is there again', async () => {
    for (let n = 0; n < 10; n += 1) save(mine, `c${n}`);
    await mine.check();
    const mark = files.disk.get(marker) ?? '';
    const mount = await unmount();
    files.put(marker, mark);
    mine.facts.keepStanding(folder, 'taken');
    expect(await mine.check()).toEqual(good);
    expect(mine.facts.standingOf(folder)).toBe('taken');
    mount();
    expect(await mine.check()).toEqual(good);
    expect(mine.facts.standingOf(folder)).toBe('marked');
  });

  it('makes and marks nothing while a lost database is being recovered', async () => {
    recover();
    expect(await mine.check()).toMatchObject(missing);
    expect(await files.exists(folder)).toBe(false);
    await files.ensureFolder(folder);
    expect(await mine.check()).toMatchObject(missing);
    expect(files.disk.size).toBe(0);
    files.put(`${folder}/Song.cliploft.json`, '{}');
    expect(await mine.check()).toEqual(good);
  });

  it('takes any mark over while a lost database is being recovered', async () => {
    await computer(0.75).check();
    const theirs = await id();
    recover();
    expect(await mine.check()).toEqual(good);
    expect([await id(), mine.facts.id()]).toEqual([theirs, theirs]);
  });

  it('tells of a folder that is fine, and of no other', async () => {
    await mine.check();
    expect(fine).toEqual([folder]);
    save(mine, 'a');
    await unmount();
    await mine.check();
    expect(fine).toEqual([folder]);
  });

  it('waits for no folder that never answers, and asks it nothing new until it has', async () => {
    await mine.check();
    let asked = 0;
    let answer = (): void => undefined;
    files.checkFolder = () => {
      asked += 1;
      return new Promise((resolve) => {
        answer = () => resolve({ ok: true, value: undefined });
      });
    };
    const none = { ok: false, problem: { code: 'folder_missing', detail: 'no answer' } };
    const first = mine.check();
    await clock.advance(20_000);
    expect(await first).toEqual(none);
    expect(await mine.check()).toEqual(none);
    expect([asked, fine]).toEqual([1, [folder]]);
    answer();
    await clock.advance(0);
    const second = mine.check();
    await clock.advance(0);
    answer();
    expect(await second).toEqual(good);
    expect(asked).toBe(2);
    expect(clock.pending()).toBe(0);
  });
});

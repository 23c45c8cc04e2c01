import { beforeEach, describe, expect, it } from 'vitest';
import { type Computer, createFolderWorld, folder, marker } from '../../../tests/fakes/folder-world.ts';
import { someClip, someTag } from '../../../tests/fakes/library.ts';
import { createLyricStore } from './lyric-store.ts';

const good = { ok: true, value: undefined };
const missing = { problem: { code: 'folder_missing' } };

describe('Is it the library folder?', () => {
  let { files, tagged, computer, save, id, unmount } = createFolderWorld();
  let mine: Computer;
  beforeEach(() => {
    ({ files, tagged, computer, save, id, unmount } = createFolderWorld());
    mine = computer(0.25);
  });

  it('makes and marks a folder that never held anything', async () => {
    expect(await mine.check()).toEqual(good);
    expect(await id()).toMatch(/^[0-9a-f]{16}$/);
    const first = await id();
    expect(await mine.check()).toEqual(good);
    expect(await id()).toBe(first);
    expect([...files.disk.keys()]).toEqual([marker]);
  });

  it('does not make a folder anew that held something', async () => {
    await mine.check();
    save(mine, 'a');
    files.unmount(folder);
    expect(await mine.check()).toMatchObject(missing);
    expect(await files.exists(folder)).toBe(false);
  });

  it('does not take the empty place of a disk for the disk, and writes nothing there', async () => {
    await mine.check();
    save(mine, 'a');
    const mount = await unmount();
    expect(await mine.check()).toMatchObject({
      problem: { code: 'folder_missing', detail: expect.stringContaining('1 clip') as unknown },
    });
    expect([...files.disk.keys()]).toEqual([]);
    mount();
    expect(await mine.check()).toEqual(good);
  });

  it('counts a lyric sheet with a file as something that was held', async () => {
    await mine.check();
    createLyricStore(mine.sql).add({
      ...{ id: 'lyrics:1', taskId: '1', title: 'Words', text: 'la', prompt: '', createdAt: 0, savedAt: 0 },
      file: 'Words.txt',
    });
    await unmount();
    expect(await mine.check()).toMatchObject(missing);
  });

  it('is fine with a folder whose clips were deleted one by one', async () => {
    await mine.check();
    save(mine, 'a');
    files.disk.delete(`${folder}/${someClip('a').audio}`);
    expect(await mine.check()).toEqual(good);
  });

  it('writes a marker that somebody deleted anew, as long as one of the files is there', async () => {
    for (let n = 0; n < 40; n += 1) save(mine, `c${n}`);
    await mine.check();
    const before = await id();
    files.disk.delete(marker);
    for (const path of [...files.disk.keys()]) if (!path.includes('Song c3 ')) files.disk.delete(path);
    expect(await mine.check()).toEqual(good);
    expect(await id()).toBe(before);
  });

  it.each(['', 'not JSON', '{"cliploft":1}', '{"cliploft":9,"library":"x"}'])(
    'replaces a marker that says %j',
    async (text) => {
      save(mine, 'a');
      files.put(marker, text);
      expect(await mine.check()).toEqual(good);
      expect(await id()).toMatch(/^[0-9a-f]{16}$/);
    },
  );

  it('knows its files under other names by what they say of themselves', async () => {
    save(mine, 'a');
    files.disk.clear();
    files.put(`${folder}/renamed.mp3`, 'x');
    expect(await mine.check()).toMatchObject({ ok: false });
    tagged.set(`${folder}/renamed.mp3`, someTag('a'));
    expect(await mine.check()).toEqual(good);
  });

  it('takes over the id of another computer on the same folder', async () => {
    await mine.check();
    const first = await id();
    save(mine, 'a');
    const other = computer(0.75);
    save(other, 'a');
    expect(await other.check()).toEqual(good);
    expect(await id()).toBe(first);
    await unmount();
    expect(await other.check()).toMatchObject(missing);
  });

  it('takes the folder of another library, with none of our files, for another disk', async () => {
    save(mine, 'a');
    await mine.check();
    files.disk.clear();
    const other = computer(0.75);
    await other.check();
    expect(await mine.check()).toMatchObject(missing);
  });

  it('says that the folder may not be written, and is not stopped by a marker that cannot be', async () => {
    save(mine, 'a');
    files.setDenied(folder);
    expect(await mine.check()).toMatchObject({ problem: { code: 'folder_denied' } });
    files.setDenied(folder, false);
    files.setDenied(`${folder}/.cliploft`);
    expect(await mine.check()).toEqual(good);
  });

  it('answers several who ask at once, and marks the folder once', async () => {
    save(mine, 'a');
    expect(await Promise.all([mine.check(), mine.check(), mine.check()])).toEqual([good, good, good]);
    expect(await files.list(`${folder}/.cliploft`)).toEqual(['library.json']);
  });
});

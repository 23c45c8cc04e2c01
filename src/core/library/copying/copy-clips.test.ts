import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeArchives } from '../../../../tests/fakes/archives.ts';
import { createFakeFiles, type FakeFiles } from '../../../../tests/fakes/files.ts';
import { putFiles, someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import { fail } from '../../../shared/problem.ts';
import { migrate } from '../../database/migrations.ts';
import type { Files } from '../../ports.ts';
import type { ClipRecord } from '../clip-record.ts';
import { createClipStore, type ClipStore } from '../clip-store.ts';
import { createRenameStore, type RenameStore } from '../renaming/rename-store.ts';
import { copyClips, type CopyJob } from './copy-clips.ts';

const folder = '/music';
let files: FakeFiles;
let clips: ClipStore;
let names: RenameStore;
let controller: AbortController;
let done: number;

beforeEach(() => {
  files = createFakeFiles({ folders: [folder, '/stick'] });
  const sql = memorySql();
  migrate(sql);
  clips = createClipStore(sql);
  names = createRenameStore(sql);
  controller = new AbortController();
  done = 0;
});

const save = (id: string, more: Partial<ClipRecord> = {}): void => {
  const clip = someClip(id, more);
  clips.add(clip);
  putFiles(files, folder, clip);
};
const copy = (job: Partial<CopyJob> = {}, disk: Files = files, onStep = (): void => undefined) =>
  copyClips(
    {
      ...{ files: disk, clips, names, archives: createFakeArchives(files), profileId: 'me' },
      ...{ libraryFolder: () => folder, checkFolder: disk.checkFolder },
    },
    {
      ...{ ids: ['a', 'b'], folder: '/stick', zip: null, covers: false, lyrics: false, names: null },
      ...job,
    },
    {
      ...{ signal: controller.signal, total: () => undefined },
      step: () => {
        done += 1;
        onStep();
      },
    },
  );
const stick = (): string[] =>
  [...files.disk.keys()]
    .filter((path) => path.startsWith('/stick/'))
    .map((path) => path.slice(7))
    .sort();
const text = (path: string): string => new TextDecoder().decode(files.disk.get(path));
const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });

describe('copies in a folder', () => {
  it('are what the library has, with covers and lyrics where they are wanted', async () => {
    save('a', { audio: '2026/Song a.mp3', cover: '2026/Song a.jpg', lyrics: 'la\nla\n' });
    save('b', { lyrics: '' });
    const before = new Map(files.disk);
    expect(await copy({ covers: true, lyrics: true })).toMatchObject({
      ok: true,
      value: { path: '/stick', clips: 2, missing: [], stopped: false },
    });
    expect(stick()).toEqual(['2026/Song a.jpg', '2026/Song a.mp3', '2026/Song a.txt', 'Song b [b].mp3']);
    expect(text('/stick/2026/Song a.mp3')).toBe('bytes of 2026/Song a.mp3');
    expect(text('/stick/2026/Song a.txt')).toBe('la\nla\n');
    for (const [path, bytes] of before) expect(files.disk.get(path)).toBe(bytes);
    expect(done).toBe(2);
  });

  it('get names by a template, folders too, and replace nothing', async () => {
    save('a', { title: 'Same', cover: 'Song a [a].jpg' });
    save('b', { title: 'SAME' });
    files.put('/stick/waltz/Same.jpg', 'somebody’s picture');
    expect((await copy({ covers: true, names: '{style}/{title}' })).ok).toBe(true);
    expect(stick()).toEqual(['waltz/SAME.mp3', 'waltz/Same 2.jpg', 'waltz/Same 2.mp3', 'waltz/Same.jpg']);
    expect(text('/stick/waltz/Same.jpg')).toBe('somebody’s picture');
  });

  it('say which were not there', async () => {
    save('a');
    save('b');
    files.disk.delete(`${folder}/Song b [b].mp3`);
    expect(await copy({ ids: ['a', 'b', 'nobody'] })).toMatchObject({
      value: { clips: 1, missing: ['Song b'] },
    });
    expect(await copy({ ids: ['b', 'nobody'] })).toEqual(problem('file_missing'));
  });

  it('are whole where somebody stopped it', async () => {
    ['a', 'b', 'c'].forEach((id) => save(id));
    const stopped = await copy({ ids: ['a', 'b', 'c'] }, files, () => controller.abort());
    expect(stopped).toMatchObject({ ok: true, value: { clips: 1, stopped: true } });
    expect(stick()).toEqual(['Song a [a].mp3']);
  });

  it('leave no half behind when the disk fails on the way', async () => {
    save('a');
    save('b');
    const failing: Files = {
      ...files,
      async publish(from, to) {
        return to.includes('Song b') ? fail('disk_fault') : files.publish(from, to);
      },
    };
    expect(await copy({}, failing)).toEqual(problem('disk_fault'));
    expect(stick()).toEqual(['Song a [a].mp3']);
  });

  it('begin only where there is room, and never within the library', async () => {
    save('a');
    files.setFree(1000);
    expect(await copy({ ids: ['a'] })).toEqual(problem('disk_full'));
    files.setFree(null);
    for (const to of [folder, `${folder}/inner`]) {
      await files.ensureFolder(to);
      expect(await copy({ ids: ['a'], folder: to })).toEqual(problem('bad_request'));
    }
    expect(await copy({ ids: ['a'], folder: '/gone' })).toEqual(problem('folder_missing'));
    expect([stick(), [...files.disk.keys()]]).toEqual([[], [`${folder}/Song a [a].mp3`]]);
  });
});

describe('copies in a ZIP file', () => {
  it('stand beside what has that name already', async () => {
    save('a', { cover: 'Song a [a].jpg' });
    save('b', { title: 'Song a' });
    files.put('/stick/Songs.zip', 'an older one');
    expect(await copy({ zip: 'Songs.zip', covers: true, names: '{title}' })).toMatchObject({
      value: { path: '/stick/Songs 2.zip', clips: 2 },
    });
    expect(stick()).toEqual(['Songs 2.zip', 'Songs.zip']);
    expect(text('/stick/Songs.zip')).toBe('an older one');
    const opened = await createFakeArchives(files).open('/stick/Songs 2.zip');
    expect(opened.ok && opened.value.entries.map(({ name }) => name)).toEqual([
      ...['Song a.mp3', 'Song a.jpg', 'Song a 2.mp3'],
    ]);
  });

  it('stand in the library’s folders, under names that every system takes and that no other has', async () => {
    // Names that people gave by hand, on a system that takes them.
    save('a', { audio: '2026/11/Ångström.mp3', cover: '2026/11/Ångström.jpg', lyrics: 'la' });
    save('b', { audio: '2026/12/Ångström.mp3', lyrics: '' });
    save('c', { audio: '..\\up: what?.mp3', lyrics: '' });
    save('d', { audio: 'up what.mp3', lyrics: '' });
    save('e', { audio: 'waltz./CON.mp3', lyrics: '' });
    save('f', { audio: '2026/11/ångström.wav', lyrics: '' });
    save('g', { audio: '*/?.mp3', lyrics: '' });
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const copied = await copy({ ids, zip: 'Songs.zip', covers: true, lyrics: true });
    expect(copied).toMatchObject({ ok: true, value: { clips: 7, missing: [] } });
    const opened = await createFakeArchives(files).open('/stick/Songs.zip');
    expect(opened.ok && opened.value.entries.map(({ name }) => name)).toEqual([
      ...['2026/11/Ångström.mp3', '2026/11/Ångström.jpg', '2026/11/Ångström.txt', '2026/12/Ångström.mp3'],
      ...['up what.mp3', 'up what 2.mp3', 'waltz/_CON.mp3', '2026/11/ångström 2.wav', '_/_.mp3'],
    ]);
    expect((await copy({ ids })).ok).toBe(true);
    expect(stick()).toContain('waltz/_CON.mp3');
  });

  it('are all of them or none: what no name is free for is said', async () => {
    const ids = Array.from({ length: 121 }, (_, n) => `samesame${n}`);
    ids.forEach((id) => save(id, { style: 'waltz', audio: `${id}.mp3` }));
    expect(await copy({ ids, zip: 'Songs.zip', names: '{style}' })).toEqual(problem('internal'));
    expect(stick()).toEqual([]);
  });

  it('are none where it was stopped or broke off', async () => {
    save('a');
    save('b');
    expect(await copy({ zip: 'Songs.zip' }, files, () => controller.abort())).toEqual({
      ok: true,
      value: null,
    });
    expect(stick()).toEqual([]);
    controller = new AbortController();
    files.setFree(80 * 1024 * 1024);
    const full: Files = { ...files, publish: async () => fail('disk_fault') };
    expect((await copy({ zip: 'Songs.zip' }, full)).ok).toBe(false);
    expect(stick()).toEqual([]);
  });
});

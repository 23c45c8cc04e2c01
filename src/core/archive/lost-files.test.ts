import { beforeEach, describe, expect, it } from 'vitest';
import { type ArchiveWorld, createArchiveWorld } from '../../../tests/fakes/archive-world.ts';
import { createFakeArchives } from '../../../tests/fakes/archives.ts';
import { createFakeFiles } from '../../../tests/fakes/files.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';

const path = '/stick/all.zip';

describe('files that the library lost', () => {
  let old: ArchiveWorld;
  beforeEach(() => {
    const files = createFakeFiles({ folders: ['/music', '/stick'] });
    const archives = createFakeArchives(files);
    old = createArchiveWorld({ files, archives, sql: memorySql(), folder: '/music' });
  });

  it('are given back, and the library says of them what it said', async () => {
    await old.addClip(1, { cover: true });
    await old.addClip(2, { wav: true, cover: true });
    await old.exportTo(path);
    const { files } = await old.contents();
    old.sql.run("UPDATE clips SET title = 'My name for it', bytes = 1, sha256 = 'x'");
    for (const name of Object.keys(files)) await old.files.remove(old.at(name));
    expect(await old.importFrom(path)).toEqual({
      ok: true,
      value: { clips: 2, lyricSheets: 0, tasks: 0, known: 0, damaged: [] },
    });
    expect((await old.contents()).files).toEqual(files);
    for (const n of [1, 2])
      expect(old.clips.get(`clip-${n}`)).toEqual({
        ...old.clipOf(n, { cover: true, wav: n === 2 }),
        title: 'My name for it',
      });
    expect(await old.importFrom(path)).toMatchObject({ value: { clips: 0, known: 2 } });
  });

  it('get another name where their own is taken by then, and the cover that is there stays', async () => {
    const { audio, cover } = await old.addClip(1, { cover: true });
    await old.addClip(2);
    await old.exportTo(path);
    await old.files.remove(old.at(audio));
    // Two clips in one file, one of them by another program: its name is not ours to give.
    old.sql.run("UPDATE clips SET audio = ? WHERE id = 'clip-2'", [audio]);
    await old.importFrom(path);
    expect(old.clips.get('clip-1')).toMatchObject({ audio: 'Song 1 [clip1] 2.mp3', cover });
    // Nobody else has it any more.
    expect(old.clips.get('clip-2')).toMatchObject({ audio });
  });

  it('are named where the archive does not hold them either', async () => {
    const { audio } = await old.addClip(1);
    await old.files.remove(old.at(audio));
    await old.exportTo(path);
    expect(await old.importFrom(path)).toMatchObject({ value: { clips: 0, known: 0, damaged: [audio] } });
    expect(old.clips.get('clip-1')).toMatchObject({ audio });
  });
});

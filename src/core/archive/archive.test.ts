import { beforeEach, describe, expect, it } from 'vitest';
import { type ArchiveWorld, createArchiveWorld } from '../../../tests/fakes/archive-world.ts';
import { createFakeArchives } from '../../../tests/fakes/archives.ts';
import { createFakeFiles, type FakeFiles } from '../../../tests/fakes/files.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';

const path = '/stick/all.zip';
const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });

const create = (): ArchiveWorld & { files: FakeFiles } => {
  const files = createFakeFiles({ folders: ['/music', '/stick'] });
  return {
    ...createArchiveWorld({ files, archives: createFakeArchives(files), sql: memorySql(), folder: '/music' }),
    files,
  };
};
type World = ReturnType<typeof create>;
const carry = (from: World, to: World): void => to.files.put(path, from.files.disk.get(path) ?? '');

let old: World;
let fresh: World;
beforeEach(() => {
  old = create();
  fresh = create();
});

/** Two songs, one of them with all that can be beside it, two sheets, tasks in all states. */
const fill = async (world: World): Promise<void> => {
  await world.addClip(1, { cover: true });
  await world.addClip(3, { title: '夜行列車', wav: true, cover: true });
  await world.addSheet(5, 'Sheet 5 [task5].txt');
  await world.addSheet(6, null);
  world.addTask(1, { reply: { anything: [1, { deep: true }] }, unreadable: 1 }, 'saved', 'retrying');
  world.addTask(3, {}, 'saved');
  world.addTask(7, { status: 'running', watch: 'active', nextCheckAt: 900, failures: 3 });
  world.addTask(8, { status: 'running', watch: 'stopped', noticed: 'missing' });
  world.notices.add({ kind: 'finished', taskId: 'task-1', clipId: 'clip-1', title: 'Song 1', detail: null });
  world.notices.add({ kind: 'trouble', taskId: 'task-1', clipId: null, title: 'Song 1', detail: 'no' });
};

describe('export and import of everything', () => {
  it('makes an empty library the same as the one that was exported', async () => {
    await fill(old);
    expect(await old.exportTo(path)).toEqual({
      ok: true,
      value: {
        ...{ path, clips: 2, lyricSheets: 2, tasks: 4, missing: [] },
        bytes: old.files.disk.get(path)?.length,
      },
    });
    carry(old, fresh);
    expect(await fresh.importFrom(path)).toEqual({
      ok: true,
      value: { clips: 2, lyricSheets: 2, tasks: 4, known: 0, damaged: [] },
    });
    const [before, after] = [await old.contents(), await fresh.contents()];
    expect({ ...after, tasks: null, items: null }).toEqual({ ...before, tasks: null, items: null });
    // What is under way goes on here: at once, and without what went wrong there.
    const now = fresh.clock.now();
    expect(after.tasks).toEqual(
      before.tasks.map((task) =>
        task.watch === 'active' ? { ...task, nextCheckAt: now, failures: 0 } : task,
      ),
    );
    expect(after.items).toEqual(
      before.items.map((item) => (item.state === 'retrying' ? { ...item, state: 'waiting' } : item)),
    );
    expect(fresh.remembered.sort()).toEqual(['task-1', 'task-3', 'task-7', 'task-8']);
    expect(await fresh.files.list('/music/.cliploft')).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    await fill(old);
    await old.exportTo(path);
    carry(old, fresh);
    await fresh.importFrom(path);
    const before = await fresh.contents();
    expect(await fresh.importFrom(path)).toEqual({
      ok: true,
      value: { clips: 0, lyricSheets: 0, tasks: 0, known: 8, damaged: [] },
    });
    expect(await fresh.contents()).toEqual(before);
  });

  it('adds only what is not there, and changes nothing of what is', async () => {
    await fill(old);
    await old.exportTo(path);
    carry(old, fresh);
    const own = await fresh.addClip(1, { title: 'Mine', content: 'my own version' });
    fresh.addTask(7, { status: 'failure', title: 'ended meanwhile' });
    await fresh.addSheet(5, null);
    fresh.notices.add({ kind: 'lost', taskId: null, clipId: null, title: 'here', detail: null });
    expect(await fresh.importFrom(path)).toMatchObject({
      value: { clips: 1, lyricSheets: 1, tasks: 3, known: 3 },
    });
    expect(fresh.clips.get('clip-1')).toEqual(own);
    expect(fresh.tasks.get('task-7')).toMatchObject({ status: 'failure', title: 'ended meanwhile' });
    expect(fresh.notices.list()).toHaveLength(1);
  });

  it('never writes over a file, nor shares one that another clip has', async () => {
    await old.addClip(1, { cover: true });
    await old.addClip(2);
    await old.exportTo(path);
    carry(old, fresh);
    await fresh.write('Song 1 [clip1].mp3', 'a file of the user');
    await fresh.write('Song 1 [clip1].jpg', 'a picture of the user');
    fresh.clips.add({ ...fresh.clipOf(9, {}), audio: 'song 2 [CLIP2].mp3', cover: null });
    const before = (await fresh.contents()).files;
    expect(await fresh.importFrom(path)).toMatchObject({ value: { clips: 2, damaged: [] } });
    expect((await fresh.contents()).files).toMatchObject(before);
    expect(fresh.clips.get('clip-1')).toMatchObject({
      audio: 'Song 1 [clip1] 2.mp3',
      cover: 'Song 1 [clip1] 2.jpg',
    });
    expect(fresh.clips.get('clip-2')?.audio).toBe('Song 2 [clip2] 2.mp3');
  });

  it('goes on with an import that broke off before the commit: the files are found by their hash', async () => {
    await fill(old);
    await old.exportTo(path);
    carry(old, fresh);
    await fresh.importFrom(path);
    const { files } = await fresh.contents();
    fresh.sql.run('DELETE FROM clips');
    fresh.files.put('/music/.cliploft/feedbeef-import.part', 'left by a crash');
    expect(await fresh.importFrom(path)).toMatchObject({ value: { clips: 2, damaged: [] } });
    expect((await fresh.contents()).files).toEqual(files);
    expect(await fresh.files.list('/music/.cliploft')).toEqual([]);
  });

  it('carries the record of a clip whose file is gone, and lets its task be asked for it', async () => {
    const gone = await old.addClip(1);
    await old.addClip(2);
    old.addTask(1, {}, 'saved', 'saved');
    await old.files.remove(old.at(gone.audio));
    expect(await old.exportTo(path)).toMatchObject({ value: { clips: 2, missing: ['Song 1'] } });
    carry(old, fresh);
    expect(await fresh.importFrom(path)).toMatchObject({
      value: { clips: 1, tasks: 1, damaged: [gone.audio] },
    });
    expect(fresh.items.get('clip-1')).toMatchObject({ state: 'waiting', needsLink: true });
    expect(fresh.items.get('clip-2')).toMatchObject({ state: 'saved' });
  });

  it('takes a file along as it is now, also when another program changed it', async () => {
    const clip = await old.addClip(1);
    old.files.put(old.at(clip.audio), 'the same sound with another tag');
    await old.exportTo(path);
    carry(old, fresh);
    expect(await fresh.importFrom(path)).toMatchObject({ value: { clips: 1, damaged: [] } });
    expect(fresh.clips.get('clip-1')).toMatchObject({ bytes: 31 });
  });

  it('leaves out what was removed, and does not fetch it anew', async () => {
    await old.addClip(1);
    await old.addClip(2);
    old.addTask(1, {}, 'saved', 'saved');
    old.sql.run('UPDATE clips SET removed_at = 5 WHERE id = ?', ['clip-1']);
    expect(await old.exportTo(path)).toMatchObject({ value: { clips: 1 } });
    carry(old, fresh);
    expect(await fresh.importFrom(path)).toMatchObject({ value: { clips: 1, damaged: [] } });
    expect(fresh.items.get('clip-1')?.state).toBe('dropped');
  });

  it('brings back what went to the trash, and lets alone what can still be undone', async () => {
    for (const n of [1, 2]) await old.addClip(n);
    await old.exportTo(path);
    for (const n of [1, 2]) await old.files.remove(old.at(old.clipOf(n, {}).audio));
    old.sql.run('UPDATE clips SET removed_at = 5');
    old.sql.run("UPDATE clips SET trashed_at = 6 WHERE id = 'clip-1'");
    expect(await old.importFrom(path)).toMatchObject({ value: { clips: 1, known: 1 } });
    expect(old.clips.get('clip-1')).not.toBeNull();
    expect(old.clips.get('clip-2')).toBeNull();
  });

  it('keeps apart a result that a task here gave first', async () => {
    old.addTask(1, {}, 'paused');
    await old.exportTo(path);
    carry(old, fresh);
    fresh.addTask(2);
    const item = old.items.get('clip-1');
    if (item !== undefined) fresh.items.write({ ...item, taskId: 'task-2', state: 'dropped' });
    await fresh.importFrom(path);
    expect(fresh.items.get('clip-1')).toMatchObject({ taskId: 'task-2', state: 'dropped' });
    expect(fresh.items.get('clip-1@task-1')).toMatchObject({ taskId: 'task-1', state: 'paused' });
  });
});

describe('what stands in the way', () => {
  it('exports nothing from a folder that is not there, and all from one that cannot be written', async () => {
    await fill(old);
    old.files.setDenied('/music');
    expect(await old.exportTo(path)).toMatchObject({ value: { clips: 2, missing: [] } });
    old.files.setDenied('/music', false);
    old.files.unmount('/music');
    expect(await old.exportTo(path)).toEqual(problem('folder_missing'));
  });

  it('leaves no half archive when the folder goes away under way', async () => {
    await fill(old);
    const archives = { ...old.archives };
    const { sha256 } = old.files;
    let asked = 0;
    Object.assign(old.files, {
      sha256: async (file: string) => {
        asked += 1;
        if (asked === 2) old.files.unmount('/music');
        return sha256(file);
      },
    });
    Object.assign(old, { archives });
    expect(await old.exportTo(path)).toEqual(problem('folder_missing'));
    expect(await old.files.list('/stick')).toEqual([]);
  });

  it('is null when it was stopped, and nothing is left', async () => {
    await fill(old);
    const controller = new AbortController();
    controller.abort();
    expect(await old.exportTo(path, controller)).toEqual({ ok: true, value: null });
    expect(await old.files.list('/stick')).toEqual([]);
  });

  it('stops between two files, keeps what it has, and goes on the next time', async () => {
    for (const n of [1, 2, 3]) await old.addClip(n);
    old.addTask(1, {}, 'saved');
    await old.exportTo(path);
    carry(old, fresh);
    const controller = new AbortController();
    const { add } = fresh.clips;
    Object.assign(fresh.clips, {
      add: (clip: Parameters<typeof add>[0]) => {
        add(clip);
        controller.abort();
      },
    });
    expect(await fresh.importFrom(path, controller)).toMatchObject({
      value: { clips: 1, tasks: 0, damaged: [] },
    });
    Object.assign(fresh.clips, { add });
    expect(await fresh.importFrom(path)).toMatchObject({ value: { clips: 2, tasks: 1, known: 1 } });
  });

  it('ends when the disk is full, with all that it took up by then, and goes on when there is room', async () => {
    for (const n of [1, 2, 3]) await old.addClip(n, { content: String(n).repeat(1_000_000) });
    await old.exportTo(path);
    carry(old, fresh);
    fresh.files.setFree(50 * 1024 * 1024 + 2_500_000);
    expect(await fresh.importFrom(path)).toEqual(problem('disk_full'));
    expect(fresh.clips.count()).toBe(2);
    fresh.files.setFree(null);
    expect(await fresh.importFrom(path)).toMatchObject({ value: { clips: 1, known: 2, damaged: [] } });
  });

  it('takes nothing from what is no archive of ours, nor from one of a newer version', async () => {
    fresh.files.put(path, 'not an archive');
    expect(await fresh.importFrom(path)).toEqual(problem('archive_bad'));
    expect(await fresh.importFrom('/stick/no.zip')).toEqual(problem('file_missing'));
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeFiles, type FakeFiles } from '../../../tests/fakes/files.ts';
import { indexOf } from '../../../tests/fakes/library-index.ts';
import { putFiles, someClip } from '../../../tests/fakes/library.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { createFakeTrash, type FakeTrash } from '../../../tests/fakes/trash.ts';
import { migrate } from '../database/migrations.ts';
import type { Sql } from '../ports.ts';
import { createClipPlaces, type ClipPlaces } from './clip-places.ts';
import { type ClipStore, createClipStore } from './clip-store.ts';
import { createRemoving, type Removing, undoMs } from './removing.ts';

const folder = '/music';
const everything = { text: '', sort: 'newest', offset: 0, limit: 10 } as const;

describe('Removing clips', () => {
  let clock: FakeClock;
  let files: FakeFiles;
  let trash: FakeTrash;
  let sql: Sql;
  let clips: ClipStore;
  let places: ClipPlaces;
  let removing: Removing;
  let refusals: [string, string, number][];
  let missed: string[];
  const shown = (): string[] =>
    indexOf(sql)
      .page(everything)
      .clips.map(({ id }) => id);
  const names = (): string[] => [...files.disk.keys()].map((path) => path.slice(folder.length + 1)).sort();
  const trashed = (): string[] => [...trash.held.keys()].map((path) => path.slice(folder.length + 1)).sort();

  const build = (): Removing =>
    createRemoving({
      ...{ clock, files, trash, places, log: createFakeLog(), libraryFolder: () => folder },
      checkFolder: (path) => files.checkFolder(path),
      transaction: (inside) => sql.transaction(inside),
      onFolder: (problem) => missed.push(problem.code),
      onRefused: (problem, clip, more) => refusals.push([problem.code, clip.id, more]),
      onChange: () => undefined,
    });
  const add = (id: string, more: Parameters<typeof someClip>[1] = {}): void => {
    const clip = someClip(id, more);
    clips.add(clip);
    putFiles(files, folder, clip);
  };

  beforeEach(async () => {
    clock = createFakeClock();
    files = createFakeFiles({ folders: [folder] });
    trash = createFakeTrash(files);
    sql = memorySql();
    migrate(sql);
    clips = createClipStore(sql);
    places = createClipPlaces(sql);
    refusals = [];
    missed = [];
    removing = build();
    add('a', { audio: 'a.mp3', cover: 'a.jpg' });
    add('b', { audio: 'b.mp3' });
    files.put(`${folder}/a.cliploft.json`, '{}');
  });

  it('takes a clip out of every list at once, and touches no file before the time to undo is over', async () => {
    expect(removing.removeClips(['a'])).toEqual({ removed: ['a'], undoUntil: clock.now() + undoMs });
    expect(shown()).toEqual(['b']);
    expect(clips.count()).toBe(1);
    expect(clips.get('a')).toBeNull();
    expect(clips.has('a')).toBe(true);
    await clock.advance(undoMs - 1);
    expect(names()).toEqual(['a.cliploft.json', 'a.jpg', 'a.mp3', 'b.mp3']);
    await clock.advance(1);
    expect(names()).toEqual(['b.mp3']);
    expect(trashed()).toEqual(['a.cliploft.json', 'a.jpg', 'a.mp3']);
    expect(shown()).toEqual(['b']);
    expect(clips.has('a')).toBe(true);
  });

  it('brings it back within the time, for good', async () => {
    removing.removeClips(['a', 'b']);
    await clock.advance(9000);
    removing.undoRemove(['a']);
    expect(shown()).toEqual(['a']);
    await clock.advance(60_000);
    expect(names()).toEqual(['a.cliploft.json', 'a.jpg', 'a.mp3']);
    expect(shown()).toEqual(['a']);
  });

  it('gives the whole time again to what is removed a second time', async () => {
    removing.removeClips(['a']);
    await clock.advance(9000);
    removing.undoRemove(['a']);
    removing.removeClips(['a']);
    await clock.advance(9000);
    expect(trashed()).toEqual([]);
    await clock.advance(1000);
    expect(trashed()).toContain('a.mp3');
  });

  it('cannot be undone any more once the files are in the trash', async () => {
    removing.removeClips(['a']);
    await clock.advance(undoMs);
    removing.undoRemove(['a']);
    expect(shown()).toEqual(['b']);
  });

  it('goes on after an end within the time', async () => {
    removing.removeClips(['a']);
    removing.stop();
    await clock.advance(60_000);
    expect(trashed()).toEqual([]);
    removing = build();
    await removing.start();
    expect(trashed()).toEqual(['a.cliploft.json', 'a.jpg', 'a.mp3']);
    expect(shown()).toEqual(['b']);
  });

  it('goes on after an end between the trash and the database', async () => {
    removing.removeClips(['a']);
    removing.stop();
    await trash.put(`${folder}/a.mp3`);
    removing = build();
    await removing.start();
    expect(names()).toEqual(['b.mp3']);
    await removing.start();
    expect(shown()).toEqual(['b']);
  });

  it('waits for a folder that is gone, and loses nothing', async () => {
    const mounted = [...files.disk];
    removing.removeClips(['a']);
    files.unmount(folder);
    await clock.advance(60_000);
    expect([trashed(), missed]).toEqual([[], ['folder_missing']]);
    mounted.forEach(([path, bytes]) => files.put(path, bytes));
    await removing.goOn();
    expect(trashed()).toContain('a.mp3');
    expect(shown()).toEqual(['b']);
    expect(refusals).toEqual([]);
  });

  it('brings all clips back that the trash refuses, and says so once', async () => {
    trash.refuse(true);
    removing.removeClips(['a', 'b']);
    await clock.advance(undoMs);
    expect(shown().sort()).toEqual(['a', 'b']);
    expect(names()).toEqual(['a.cliploft.json', 'a.jpg', 'a.mp3', 'b.mp3']);
    expect(refusals).toEqual([['trash_failed', 'a', 1]]);
    trash.refuse(false);
    removing.removeClips(['b']);
    await clock.advance(undoMs);
    expect(trashed()).toEqual(['b.mp3']);
  });

  it('brings a clip back whose folder may not be written', async () => {
    files.setDenied(folder);
    removing.removeClips(['a']);
    await clock.advance(undoMs);
    expect(shown().sort()).toEqual(['a', 'b']);
    expect(refusals).toEqual([['trash_failed', 'a', 0]]);
  });

  it('is fine with a file that is gone already', async () => {
    files.disk.delete(`${folder}/b.mp3`);
    removing.removeClips(['b']);
    await clock.advance(undoMs);
    expect(shown()).toEqual(['a']);
    expect(refusals).toEqual([]);
  });

  it('leaves a file that another clip has too', async () => {
    add('c', { audio: 'a.mp3' });
    removing.removeClips(['a']);
    await clock.advance(undoMs);
    expect(names()).toContain('a.mp3');
    await removing.start();
    expect(shown().sort()).toEqual(['b', 'c']);
  });

  it('leaves cover and sidecar to another format of the same name', async () => {
    add('c', { audio: 'a.m4a', cover: 'a.jpg' });
    removing.removeClips(['a']);
    await clock.advance(undoMs);
    expect(trashed()).toEqual(['a.mp3']);
  });

  it('brings back what somebody took out of the trash', async () => {
    removing.removeClips(['a']);
    await clock.advance(undoMs);
    files.put(`${folder}/a.mp3`, 'bytes of a.mp3');
    await removing.start();
    expect(shown().sort()).toEqual(['a', 'b']);
    removing.removeClips(['a']);
    await clock.advance(undoMs);
    expect(names()).toEqual(['b.mp3']);
  });

  it('keeps still while files move', async () => {
    removing.removeClips(['a']);
    const release = await removing.hold();
    await clock.advance(60_000);
    expect(trashed()).toEqual([]);
    release();
    await clock.advance(0);
    expect(trashed()).toContain('a.mp3');
  });

  it('knows nothing of ids that are no clips', async () => {
    removing.removeClips(['nobody']);
    removing.undoRemove(['nobody']);
    await clock.advance(60_000);
    expect(shown().sort()).toEqual(['a', 'b']);
    expect(clock.pending()).toBe(0);
  });
});

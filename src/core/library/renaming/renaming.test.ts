import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeFiles, type FakeFiles } from '../../../../tests/fakes/files.ts';
import { putFiles, someClip } from '../../../../tests/fakes/library.ts';
import { createFakeLog } from '../../../../tests/fakes/log.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import { fail, ok } from '../../../shared/problem.ts';
import { migrate } from '../../database/migrations.ts';
import type { Files, Sql } from '../../ports.ts';
import type { ClipRecord } from '../clip-record.ts';
import { createClipStore } from '../clip-store.ts';
import { createRenameStore } from './rename-store.ts';
import { createRenaming } from './renaming.ts';

const folder = '/music';

/** A killed program does nothing more. */
class Killed extends Error {}

const createWorld = () => {
  const files: FakeFiles = createFakeFiles({ folders: [folder] });
  const sql = memorySql();
  migrate(sql);
  const clips = createClipStore(sql);
  let template = '{title}';
  let holds = 0;
  const renamingOn = (disk: Files = files, database: Sql = sql) =>
    createRenaming({
      ...{ files: disk, log: createFakeLog(), store: createRenameStore(database) },
      ...{ libraryFolder: () => folder, fileNames: () => template, checkFolder: disk.checkFolder },
      async hold() {
        holds += 1;
        return () => void (holds -= 1);
      },
    });
  const renaming = renamingOn();
  const run = async (
    how: 'run' | 'back' = 'run',
    { signal = new AbortController().signal, onStep = () => undefined } = {},
  ) => {
    const steps = { signal, total: () => undefined, step: onStep };
    const report = await renaming[how](steps);
    if (!report.ok) throw new Error(report.problem.code);
    return report.value;
  };
  return {
    ...{ files, sql, clips, renaming, renamingOn, run },
    holds: () => holds,
    name: (next: string) => void (template = next),
    save(id: string, more: Partial<ClipRecord> = {}): ClipRecord {
      const clip = someClip(id, more);
      clips.add(clip);
      putFiles(files, folder, clip);
      return clip;
    },
    names: () => [...files.disk.keys()].map((path) => path.slice(folder.length + 1)).sort(),
    audioOf: (id: string) => clips.get(id)?.audio,
  };
};

describe('renaming the library', () => {
  it('gives sound, cover and sidecar their names together, and makes the folders', async () => {
    const world = createWorld();
    world.save('a', { title: 'Low Orbit', cover: 'Song a [a].jpg' });
    world.files.put(`${folder}/Song a [a].cliploft.json`, '{}');
    world.name('{year}/{title}');
    expect(await world.run()).toEqual({ renamed: 1, stayed: 0, missing: 0, failed: [], stopped: false });
    expect(world.names()).toEqual([
      '2023/Low Orbit.cliploft.json',
      '2023/Low Orbit.jpg',
      '2023/Low Orbit.mp3',
    ]);
    expect(world.clips.get('a')).toMatchObject({ audio: '2023/Low Orbit.mp3', cover: '2023/Low Orbit.jpg' });
    expect(world.holds()).toBe(0);
    expect(await world.run()).toMatchObject({ renamed: 0, stayed: 1 });
  });

  it('says before what it would do, and changes nothing by that', async () => {
    const world = createWorld();
    ['a', 'b', 'c'].forEach((id) => world.save(id, { title: 'Same' }));
    const gone = world.save('gone');
    world.files.disk.delete(`${folder}/${gone.audio}`);
    world.save('so', { title: 'So', audio: 'So.mp3' });
    world.files.put(`${folder}/SAME 2.png`, 'a stranger’s picture');
    const before = world.names();
    const plan = await world.renaming.plan();
    expect(plan).toEqual(
      ok({
        ...{ rename: 3, stay: 1, missing: 1, numbered: 2, back: 0 },
        first: [
          { id: 'a', from: 'Song a [a].mp3', to: 'Same.mp3', numbered: false },
          { id: 'b', from: 'Song b [b].mp3', to: 'Same 3.mp3', numbered: true },
          { id: 'c', from: 'Song c [c].mp3', to: 'Same 4.mp3', numbered: true },
        ],
      }),
    );
    expect(world.names()).toEqual(before);
    await world.run();
    expect(['a', 'b', 'c'].map(world.audioOf)).toEqual(['Same.mp3', 'Same 3.mp3', 'Same 4.mp3']);
  });

  it('shows 200, and counts all', async () => {
    const world = createWorld();
    Array.from({ length: 230 }, (_, n) => world.save(`clip${n}`));
    const plan = await world.renaming.plan();
    expect(plan.ok && [plan.value.rename, plan.value.first.length]).toEqual([230, 200]);
  });

  it('lets whoever comes later have the name that somebody gave up, and keeps letters as they are', async () => {
    const world = createWorld();
    world.save('a', { title: 'New', audio: 'Old.mp3' });
    world.save('b', { title: 'Old', audio: 'Other.mp3' });
    world.save('c', { title: 'CASE', audio: 'case.mp3' });
    expect(await world.run()).toMatchObject({ renamed: 2, stayed: 1 });
    expect(['a', 'b', 'c'].map(world.audioOf)).toEqual(['New.mp3', 'Old.mp3', 'case.mp3']);
  });

  it('names a clip by the title that the user gave it', async () => {
    const world = createWorld();
    world.save('a');
    world.sql.run("UPDATE clips SET own_title = 'Mine' WHERE id = 'a'");
    await world.run();
    expect(world.audioOf('a')).toBe('Mine.mp3');
  });

  it('can be taken back, folders and all', async () => {
    const world = createWorld();
    world.save('a', { cover: 'Song a [a].jpg' });
    world.save('b', { title: 'B' });
    const before = world.names();
    world.name('{model}/{title}');
    await world.run();
    // This one was named by hand since: it is no longer ours to rename back.
    world.files.put(`${folder}/by hand.mp3`, 'x');
    world.sql.run("UPDATE clips SET audio = 'by hand.mp3' WHERE id = 'b'");
    expect((await world.renaming.plan()).ok).toBe(true);
    expect(await world.run('back')).toMatchObject({ renamed: 1 });
    expect(world.names()).toEqual(
      expect.arrayContaining([...before.filter((name) => name.includes('Song a')), 'by hand.mp3']),
    );
    expect(world.audioOf('a')).toBe('Song a [a].mp3');
    expect(await world.run('back')).toMatchObject({ renamed: 0 });
  });

  it('stops when asked, and what is done stays done and can be taken back', async () => {
    const world = createWorld();
    Array.from({ length: 120 }, (_, n) => world.save(`clip${n}`, { title: `T${n}` }));
    const controller = new AbortController();
    let steps = 0;
    const report = await world.run('run', {
      signal: controller.signal,
      onStep: () => ((steps += 1) === 60 ? controller.abort() : undefined) as undefined,
    });
    expect(report).toMatchObject({ renamed: 60, stopped: true });
    expect(createRenameStore(world.sql).due()).toEqual([]);
    expect(world.names().filter((name) => /^T\d+\.mp3$/.test(name))).toHaveLength(60);
    expect(await world.run('back')).toMatchObject({ renamed: 60 });
    expect(world.names().every((name) => name.startsWith('Song '))).toBe(true);
  });

  it('leaves one that another program holds as it is, all of it, and goes on with the others', async () => {
    const world = createWorld();
    world.save('a', { title: 'Held', cover: 'Song a [a].jpg' });
    world.save('b', { title: 'Free' });
    const held: Files = {
      ...world.files,
      rename: async (from, to) =>
        from.endsWith('Song a [a].mp3') ? fail('file_locked') : world.files.rename(from, to),
    };
    const report = await world.renamingOn(held).run({
      ...{ signal: new AbortController().signal, total: () => undefined, step: () => undefined },
    });
    expect(report).toMatchObject({ ok: true, value: { renamed: 1, stayed: 1, failed: ['Held'] } });
    expect(world.names()).toEqual(['Free.mp3', 'Song a [a].jpg', 'Song a [a].mp3']);
    expect(world.clips.get('a')).toMatchObject({ audio: 'Song a [a].mp3', cover: 'Song a [a].jpg' });
  });

  it('does nothing where the folder is not there', async () => {
    const world = createWorld();
    world.save('a');
    world.files.takeAway(folder);
    expect(await world.renaming.plan()).toMatchObject({ ok: false, problem: { code: 'folder_missing' } });
    await expect(world.run()).rejects.toThrow('folder_missing');
    world.files.bringBack(folder);
    expect(world.audioOf('a')).toBe('Song a [a].mp3');
  });
});

describe('killed at any moment', () => {
  it('disk and database agree after the next start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(18), fc.boolean(), async (after, loseSoon) => {
        const world = createWorld();
        for (const id of ['a', 'b', 'c']) {
          world.save(id, { title: 'T', cover: `Song ${id} [${id}].jpg` });
          world.files.put(`${folder}/Song ${id} [${id}].cliploft.json`, '{}');
        }
        let left = after;
        const live = (): void => {
          left -= 1;
          if (left < 0) throw new Killed();
        };
        const disk: Files = {
          ...world.files,
          // Both names for a moment, as a hard link is.
          async rename(from, to) {
            live();
            const bytes = world.files.disk.get(from);
            const done = await world.files.rename(from, to);
            if (left === 0 && done.ok && bytes !== undefined) {
              world.files.disk.set(from, bytes);
              throw new Killed();
            }
            return done;
          },
        };
        const database: Sql = {
          ...world.sql,
          transaction(work, durable) {
            live();
            // A power cut takes back what was not yet durable.
            if (loseSoon && durable === 'soon' && left < 6) throw new Killed();
            return world.sql.transaction(work, durable);
          },
        };
        const steps = { signal: new AbortController().signal, total: () => undefined, step: () => undefined };
        await world
          .renamingOn(disk, database)
          .run(steps)
          .catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error;
          });
        // What a killed rename left under both names is one file with two names: the real disk sees to it.
        const start: Files = {
          ...world.files,
          async rename(from, to) {
            const [one, two] = [world.files.disk.get(from), world.files.disk.get(to)];
            if (one !== undefined && one === two) world.files.disk.delete(to);
            return world.files.rename(from, to);
          },
        };
        await world.renamingOn(start).settle();
        for (const id of ['a', 'b', 'c']) {
          const clip = world.clips.get(id);
          const base = clip?.audio.slice(0, -4) ?? '';
          expect(world.names()).toEqual(
            expect.arrayContaining([`${base}.mp3`, `${base}.jpg`, `${base}.cliploft.json`]),
          );
          expect(clip?.cover).toBe(`${base}.jpg`);
          const sound = world.files.disk.get(`${folder}/${base}.mp3`);
          expect(new TextDecoder().decode(sound)).toBe(`bytes of Song ${id} [${id}].mp3`);
        }
        expect(world.names()).toHaveLength(9);
        expect(createRenameStore(world.sql).due()).toEqual([]);
      }),
      { seed: 20_261_126, numRuns: 150 },
    );
  });
});

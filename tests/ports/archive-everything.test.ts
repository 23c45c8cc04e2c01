import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSql } from '../../src/main/adapters/sql.ts';
import { createArchives } from '../../src/main/adapters/archives.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import type { Sql } from '../../src/core/ports.ts';
import { type ArchiveWorld, createArchiveWorld } from '../fakes/archive-world.ts';

/** Export and import over real zip files, a real disk and a real database. */
describe('everything as one archive', () => {
  const seed = 20261124;
  let root: string;
  let open: Sql[];
  const at = (...names: string[]): string => join(root, ...names);
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cliploft-everything-'));
    open = [];
  });
  afterEach(() => {
    open.forEach((sql) => sql.close());
    rmSync(root, { recursive: true, force: true });
  });

  let worlds = 0;
  const create = (): ArchiveWorld => {
    worlds += 1;
    const folder = at(`library ${worlds}`);
    mkdirSync(folder);
    const sql = openSql(at(`${worlds}.db`));
    open.push(sql);
    return createArchiveWorld({ files: createFiles(), archives: createArchives(), sql, folder });
  };
  const path = (): string => at('all.zip');

  const songs = fc.uniqueArray(
    fc.record({
      n: fc.nat(500),
      title: fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
        .map((title) => title.replace(/[/\0]/g, '_')),
      content: fc.string({ unit: 'binary', minLength: 1, maxLength: 3000 }),
      cover: fc.boolean(),
      wav: fc.boolean(),
    }),
    { selector: ({ n }) => n, minLength: 1, maxLength: 8 },
  );

  it('comes out as it went in, into an empty library and into one that has a part of it', async () => {
    await fc.assert(
      fc.asyncProperty(songs, fc.nat(8), async (list, some) => {
        const old = create();
        const [fresh, partly] = [create(), create()];
        for (const [index, { n, ...parts }] of list.entries()) {
          const known = index < some;
          await old.addClip(n, parts);
          if (known) await partly.addClip(n, parts);
          old.addTask(n, {}, 'saved');
        }
        await old.addSheet(1, 'Sheet [task1].txt');
        const before = await old.contents();
        expect(await old.exportTo(path())).toMatchObject({ ok: true, value: { missing: [] } });
        expect(await fresh.importFrom(path())).toMatchObject({ ok: true, value: { damaged: [] } });
        const after = await fresh.contents();
        const named = ({ clips, ...rest }: typeof after) => ({
          ...{ sheets: rest.sheets, tasks: rest.tasks, items: rest.items },
          clips: clips.map(
            (clip) => clip && { ...clip, audio: null, cover: clip.cover === null ? null : '' },
          ),
          hashes: Object.values(rest.files).map(String).sort(),
        });
        expect(named(after)).toEqual(named(before));
        const again = await fresh.importFrom(path());
        expect(again).toMatchObject({ value: { clips: 0, lyricSheets: 0, tasks: 0, damaged: [] } });
        expect(await fresh.contents()).toEqual(after);
        expect(await partly.importFrom(path())).toMatchObject({
          value: { clips: Math.max(0, list.length - some), damaged: [] },
        });
        expect(named(await partly.contents())).toEqual(named(before));
        open.forEach((sql) => sql.close());
        open = [];
      }),
      { seed, numRuns: 6 },
    );
  }, 30_000);

  it('never harms the library, however the archive is damaged', async () => {
    const old = create();
    for (const n of [1, 2, 3]) await old.addClip(n, { cover: true, content: `${n} `.repeat(2000) });
    old.addTask(1, {}, 'saved', 'saved', 'saved');
    await old.addSheet(4, 'Sheet [task4].txt');
    await old.exportTo(path());
    const whole = readFileSync(path());
    const fresh = create();
    await fresh.addClip(2, { title: 'Mine' });
    const mine = await fresh.contents();
    const sound = new Set(Object.values((await old.contents()).files).concat(Object.values(mine.files)));
    let took = 0;
    const damages = fc.oneof(
      fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
      fc
        .array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        })
        .map((places) => {
          const copy = Buffer.from(whole);
          for (const [place, change] of places) copy[place] = (copy[place] ?? 0) ^ change;
          return copy;
        }),
    );
    await fc.assert(
      fc.asyncProperty(damages, async (bytes) => {
        writeFileSync(at('damaged.zip'), bytes);
        const report = await fresh.importFrom(at('damaged.zip'));
        if (report.ok) took += report.value.clips;
        else expect(report.problem.code).toBe('archive_bad');
        const { clips, files } = await fresh.contents();
        // What was there is there; what came is one of the sound files, whole, under a record of its own.
        expect(files).toMatchObject(mine.files);
        expect(clips).toContainEqual(mine.clips[0]);
        expect(Object.values(files).filter((hash) => !sound.has(hash))).toEqual([]);
        for (const clip of clips) expect(files[clip?.audio ?? '']).toBe(clip?.sha256);
        expect(await fresh.files.list(fresh.at('.cliploft'))).toEqual([]);
        // The next damage finds it as it was.
        fresh.sql.exec("DELETE FROM clips WHERE id <> 'clip-2'; DELETE FROM lyric_sheets");
        fresh.tasks.remove([...fresh.tasks.ids()]);
        fresh.items.dropTasks(['task-1']);
        for (const name of Object.keys(files))
          if (!(name in mine.files)) await fresh.files.remove(fresh.at(name));
      }),
      { seed, numRuns: 60 },
    );
    expect(took).toBeGreaterThan(10);
  }, 30_000);
});

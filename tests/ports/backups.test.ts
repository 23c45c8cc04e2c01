import {
  closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync, writeSync,
} from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/core/database/migrations.ts';
import type { Backups, Sql } from '../../src/core/ports.ts';
import { createBackups } from '../../src/main/adapters/backups.ts';
import { createFakeBackups } from '../fakes/backups.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { engines } from '../tools/engines.ts';
import { smallDisk } from '../tools/small-disk.ts';

const day = 24 * 60 * 60_000;
let root: string;
let folder: string;
let clock: ReturnType<typeof createFakeClock>;
let close: (() => void)[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cliploft-backups-'));
  folder = join(root, 'backups');
  clock = createFakeClock();
  close = [];
});
afterEach(() => {
  close.forEach((end) => end());
  rmSync(root, { recursive: true, force: true });
});

type Open = (path: string) => Sql;

const library = (open: Open, where = root): Sql => {
  const sql = open(join(where, 'library.db'));
  close.push(() => sql.close());
  migrate(sql);
  sql.run("INSERT INTO tasks (id, added_at, watch, title) VALUES ('a', 1, 'active', '夜行列車')");
  return sql;
};
const real = (open: Open): Backups => createBackups(library(open), folder, { now: () => clock.now(), open });

describe.each<[string, () => Backups]>([
  ...engines.map(([name, open]): [string, () => Backups] => [name, () => real(open)]),
  ['the fake', () => createFakeBackups(clock)],
])('Backups: %s', (_name, make) => {
  it('knows when the newest was made', async () => {
    const backups = make();
    expect(backups.newestAt()).toBeNull();
    const first = clock.now();
    expect(await backups.make()).toEqual({ ok: true, value: undefined });
    expect(backups.newestAt()).toBe(first);
    clock.jump(day);
    await backups.make();
    expect(backups.newestAt()).toBe(first + day);
  });
});

describe.each(engines)('Backups with %s', (_name, open) => {
  it('makes a whole copy that stands alone, of what was committed up to now', async () => {
    const sql = library(open);
    const backups = createBackups(sql, folder, { now: () => clock.now(), open });
    sql.run("INSERT INTO tasks (id, added_at, watch) VALUES ('b', 1, 'active')");
    await backups.make();
    const names = readdirSync(folder);
    expect(names).toEqual(['library-2026-06-01T00-00-00-000Z.db']);
    const copy = open(join(folder, names[0] ?? ''));
    expect(copy.all('SELECT id, title FROM tasks ORDER BY id')).toEqual([
      { id: 'a', title: '夜行列車' },
      { id: 'b', title: null },
    ]);
    copy.close();
  });

  it('keeps a bounded number of them, whatever else lies in the folder', async () => {
    const backups = real(open);
    mkdirSync(folder);
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    for (let run = 0; run < 40; run += 1) {
      expect((await backups.make()).ok).toBe(true);
      clock.jump(day);
    }
    const names = readdirSync(folder);
    // Seven days, the ends of the two weeks before the last, and what is not ours.
    expect(names).toHaveLength(7 + 2 + 1);
    expect(names).toContain('mine.txt');
  });

  it('clears away what a crash left half made', async () => {
    const backups = real(open);
    mkdirSync(folder);
    const half = join(folder, 'library-2026-05-01T00-00-00-000Z.db.making');
    [half, `${half}-journal`, `${half}-wal`].forEach((path) => writeFileSync(path, 'half'));
    mkdirSync(`${half}.lock`);
    await backups.make();
    expect(readdirSync(folder)).toEqual(['library-2026-06-01T00-00-00-000Z.db']);
  });

  it('makes none of a damaged database, and keeps those that it has', async () => {
    const whole = library(open);
    await createBackups(whole, folder, { now: () => clock.now(), open }).make();
    whole.transaction(() => {
      for (let n = 0; n < 50; n += 1) {
        whole.run("INSERT INTO tasks (id, added_at, watch, title) VALUES (?, 1, 'active', ?)", [
          n,
          'x'.repeat(3000),
        ]);
      }
    });
    close.pop()?.();
    const handle = openSync(join(root, 'library.db'), 'r+');
    writeSync(handle, Buffer.alloc(3 * 4096, 0xaa), 0, 3 * 4096, 70 * 4096);
    closeSync(handle);
    const sql = open(join(root, 'library.db'));
    close.push(() => sql.close());
    const backups = createBackups(sql, folder, { now: () => clock.now(), open });
    clock.jump(day);
    expect(await backups.make()).toMatchObject({ ok: false, problem: { code: 'disk_fault' } });
    expect(readdirSync(folder)).toEqual(['library-2026-06-01T00-00-00-000Z.db']);
  });

  it('says why the folder does not take one', async () => {
    const backups = real(open);
    writeFileSync(folder, 'no folder');
    utimesSync(folder, 1, 1);
    expect(await backups.make()).toMatchObject({ ok: false });
    expect(statSync(folder).mtimeMs).toBe(1000);
  });

  it('leaves the last room on a disk to saving', async () => {
    const disk = smallDisk(join(root, 'disk'), 16 * 1024);
    const where = disk === null ? root : disk.path;
    const sql = library(open, where);
    const backups = createBackups(sql, join(where, 'backups'), { now: () => clock.now(), open });
    const made = await backups.make();
    close.forEach((end) => end());
    close = [];
    disk?.remove();
    // Without a small disk the same call goes well: then it is only the room that makes the difference.
    expect(made).toEqual(
      disk === null
        ? { ok: true, value: undefined }
        : { ok: false, problem: { code: 'disk_full', detail: 'kept free' } },
    );
  });
});

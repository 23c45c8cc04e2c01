import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseOf } from '../../headless/engine.ts';
import { smallDisk } from '../../tools/small-disk.ts';
import type { Fault } from './fault.ts';
import type { FaultWorld } from './world.ts';

const room = 'database';
const restore = 'src/main/database/restore.test.ts';
const refusals = 'src/main/database/refusals.test.ts';
const sqlFaults = 'tests/ports/sql-faults.test.ts';
const recovery = 'src/core/database/recovery.test.ts';
const restored = {
  sees: 'a report: where the damaged file lies, what came from the backup, the folder and the journal',
  next: 'the newest sound backup takes its place and is completed; every id is watched again',
};

/** What is there without a clean end, so that all of it is looked at. */
const unclean = (world: FaultWorld): void => {
  for (const beside of ['-wal', '-shm']) rmSync(databaseOf(world.profile) + beside, { force: true });
};

const damaged = (name: string, how: (path: string) => void, withoutBackups = false): Fault => ({
  ...{
    name,
    room,
    ...restored,
    by: [restore, recovery],
    shows: ['recovered'],
    ends: 'saved',
    when: 'between',
  },
  begin(world) {
    unclean(world);
    writeFileSync(`${databaseOf(world.profile)}.open`, '');
    how(databaseOf(world.profile));
    if (withoutBackups) rmSync(join(world.profile, 'backups'), { recursive: true, force: true });
  },
});

const overwrite = (path: string, from: number, bytes: number): void => {
  const all = readFileSync(path);
  all.fill(0xaa, from, from + bytes);
  writeFileSync(path, all);
};

/** Another program's grip on the database, until it lets go. */
const grips = new WeakMap<FaultWorld, DatabaseSync>();

/** How the disk under the database is filled, and emptied again. */
const rooms = new WeakMap<FaultWorld, { fill: () => void; free: () => void }>();

/** Enough for the profile of a run. */
const profileKilobytes = 24 * 1024;

/** A disk of its own for the profile; where we may not mount one, a database that may not grow stands in. */
const prepareRoom = (world: FaultWorld): void => {
  const disk = smallDisk(world.profile, profileKilobytes);
  const pages = (most: string): void => world.sql?.exec(`PRAGMA max_page_count = ${most}`);
  let filled: { free: () => void } | null = null;
  rooms.set(world, {
    fill() {
      if (disk !== null) filled = disk.fill();
      else pages(String(world.sql?.all('PRAGMA page_count')[0]?.['page_count'] ?? 1));
    },
    free() {
      filled?.free();
      filled = null;
      if (disk === null) pages('1000000');
    },
  });
  if (disk !== null) world.onEnd.push(disk.remove);
};

/** What is to be kept and cannot, notices among it. */
const fullUnder = (name: string): Omit<Fault, 'begin'> => ({
  ...{
    name,
    room,
    prepare: prepareRoom,
    by: [sqlFaults],
    shows: ['banner disk_full'],
    tells: null,
    ends: 'saved',
  },
  ...{ sees: 'one banner: no room for what the program keeps', next: 'goes on by itself when there is room' },
  lift: (world) => rooms.get(world)?.free(),
});

const aside = (path: string): string => `${path}.as-it-was`;

export const databaseFaults: readonly Fault[] = [
  {
    ...fullUnder('its disk full while watching'),
    begin: (world) => void world.clock.after(5000, () => rooms.get(world)?.fill()),
  },
  {
    ...fullUnder('its disk full while saving'),
    ...{ when: 'saving', begin: (world) => rooms.get(world)?.fill() },
  },
  damaged('cut short', (path) => truncateSync(path, 9000)),
  damaged('header overwritten', (path) => overwrite(path, 0, 100)),
  damaged('a page in the middle overwritten', (path) => overwrite(path, 4096 * 2, 4096)),
  damaged('all of it nonsense', (path) => writeFileSync(path, 'no database\n'.repeat(1000))),
  damaged('empty', (path) => truncateSync(path, 0)),
  damaged('cut short, and no backup', (path) => truncateSync(path, 9000), true),
  damaged('gone', (path) => rmSync(path)),
  {
    ...{ name: 'locked by another program', room, shows: ['no start'], ends: 'saved', when: 'between' },
    by: [refusals, sqlFaults],
    ...{
      sees: 'a box: another program holds the database',
      next: 'nothing was changed; the next start goes on',
    },
    begin(world) {
      const grip = new DatabaseSync(databaseOf(world.profile));
      grip.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
      grips.set(world, grip);
      world.onEnd.push(() => grips.get(world)?.close());
    },
    lift(world) {
      grips.get(world)?.close();
      grips.delete(world);
    },
  },
  {
    ...{ name: 'from a newer version', room, shows: ['no start'], ends: 'saved', when: 'between' },
    by: ['src/main/database/open.test.ts', 'tests/ports/migrations.test.ts'],
    ...{
      sees: 'a box: this library belongs to a newer Cliploft',
      next: 'nothing was changed; the newer one opens it',
    },
    begin(world) {
      const path = databaseOf(world.profile);
      copyFileSync(path, aside(path));
      const newer = new DatabaseSync(path);
      newer.exec('PRAGMA user_version = 99');
      newer.close();
    },
    lift(world) {
      const path = databaseOf(world.profile);
      if (!existsSync(aside(path))) return;
      copyFileSync(aside(path), path);
      rmSync(aside(path));
    },
  },
];

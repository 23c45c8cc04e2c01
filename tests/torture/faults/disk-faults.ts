import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, type ProblemCode } from '../../../src/shared/problem.ts';
import type { Fault } from './fault.ts';
import type { FaultWorld } from './world.ts';

const room = 'disk';
const folder = 'tests/ports/library-folder.test.ts';
const notices = 'src/core/engine.notices.test.ts';
const onFolder = 'src/core/engine.folder.test.ts';

const onDisk = (name: string, what: string, code: ProblemCode, by: string[]): Omit<Fault, 'begin' | 'lift'> => ({
  ...{ name, room, sees: `one banner and on each clip: ${what}; one notice`, by, ends: 'saved' },
  next: 'saving stops and looks again by itself; it goes on when the cause is gone',
  ...{ shows: [`banner ${code}`, 'not_saved', 'needs_user', code], tells: ['folder'] },
}); // prettier-ignore

/** These calls answer with a problem until the fault is lifted, as a disk would that we cannot break. */
const refusing = (
  code: ProblemCode,
  ...calls: ('checkFolder' | 'createPart' | 'publish' | 'ensureFolder')[]
): Pick<Fault, 'begin' | 'lift'> => ({
  begin(world) {
    const no = async (): Promise<ReturnType<typeof fail>> => fail(code, { detail: 'made to fail' });
    for (const call of calls) world.files = { ...world.files, [call]: no };
  },
  lift(world) {
    world.files = {};
  },
});

const mounted = new WeakSet<FaultWorld>();

/** A small disk of its own for the library; false where we may not mount one. */
const mountSmall = (world: FaultWorld, megabytes: number): boolean => {
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', world.library];
    const staged = mkdtempSync(join(tmpdir(), 'cliploft-staged-'));
    cpSync(world.library, staged, { recursive: true });
    execFileSync('mount', options, { stdio: 'ignore' });
    // What the library held already is on the small disk too.
    cpSync(staged, world.library, { recursive: true });
    rmSync(staged, { recursive: true });
    mounted.add(world);
    world.onEnd.push(() => execFileSync('umount', ['-l', world.library]));
    return true;
  } catch {
    return false;
  }
};

const filler = (world: FaultWorld): string => join(world.library, 'filler.bin');
const fill = (world: FaultWorld): void => {
  try {
    for (let part = 0; ; part += 1)
      writeFileSync(filler(world), Buffer.alloc(64 * 1024), { flag: part === 0 ? 'w' : 'a' });
  } catch {
    // ENOSPC: that is what was wanted.
  }
};

const fullDisk = (name: string, freeSpaceIsKnown: boolean): Fault => ({
  ...onDisk(name, 'no room', 'disk_full', [notices, 'src/core/engine.test.ts']),
  begin(world) {
    if (!mountSmall(world, freeSpaceIsKnown ? 64 : 2)) {
      const full = fail('disk_full', { detail: 'made to fail' });
      world.files = { createPart: async () => full };
      return;
    }
    fill(world);
    if (!freeSpaceIsKnown) world.files = { freeSpace: async () => null };
  },
  lift(world) {
    if (mounted.has(world)) rmSync(filler(world), { force: true });
    if (freeSpaceIsKnown || !mounted.has(world)) world.files = {};
  },
});

const away = (world: FaultWorld): string => join(world.root, 'away');

export const diskFaults: readonly Fault[] = [
  fullDisk('disk full', true),
  {
    ...fullDisk('disk full in the middle of a file', false),
    by: [notices, 'src/core/saving/download-first.test.ts'],
  },
  {
    ...onDisk('library folder gone', 'the folder is not there', 'folder_missing', [folder, onFolder]),
    when: 'between',
    begin: (world) => renameSync(world.library, away(world)),
    lift: (world) => renameSync(away(world), world.library),
  },
  {
    ...onDisk('library folder moved away while saving', 'the folder is not there', 'folder_missing', [
      folder,
    ]),
    ...{ lived: true, when: 'saving' },
    begin: (world) => renameSync(world.library, away(world)),
    lift(world) {
      if (!existsSync(away(world))) return;
      rmSync(world.library, { recursive: true, force: true });
      renameSync(away(world), world.library);
    },
  },
  {
    ...onDisk('library folder read-only', 'the folder may not be written', 'folder_denied', [
      folder,
      notices,
    ]),
    begin(world) {
      // Whoever may do everything is not stopped by rights; a disk mounted read-only stops them too.
      if (mountSmall(world, 64)) execFileSync('mount', ['-o', 'remount,ro', world.library]);
      else chmodSync(world.library, 0o555);
    },
    lift(world) {
      if (mounted.has(world)) execFileSync('mount', ['-o', 'remount,rw', world.library]);
      else chmodSync(world.library, 0o755);
    },
  },
  {
    ...onDisk('a file where the library folder should be', 'the folder is not there', 'folder_missing', [
      'tests/ports/files.test.ts',
    ]),
    begin(world) {
      renameSync(world.library, away(world));
      writeFileSync(world.library, 'in the way');
    },
    lift(world) {
      rmSync(world.library);
      renameSync(away(world), world.library);
    },
  },
  {
    ...onDisk('file locked by another program', 'another program holds the file', 'file_locked', [
      'src/core/saving/save-clip.test.ts',
      'tests/ports/files.test.ts',
    ]),
    ...refusing('file_locked', 'publish'),
  },
  {
    ...onDisk('the disk fails to write', 'the disk itself fails', 'disk_fault', [
      'tests/ports/files.test.ts',
    ]),
    ...refusing('disk_fault', 'createPart', 'publish'),
  },
];

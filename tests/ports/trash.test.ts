import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Trash } from '../../src/core/ports.ts';
import { createTrash, type TrashItem } from '../../src/main/adapters/trash.ts';
import { createFakeFiles } from '../fakes/files.ts';
import { createFakeTrash } from '../fakes/trash.ts';

vi.mock('electron', () => ({ shell: {} }));

interface World {
  trash: Trash;
  root: string;
  put(path: string): void;
  isThere(path: string): boolean;
  /** Names in the trash. */
  held(): string[];
  refuse(on: boolean): void;
  clean(): void;
}

const hasGio = ((): boolean => {
  try {
    return execFileSync('gio', ['version'], { stdio: 'ignore' }) === null;
  } catch {
    return false;
  }
})();

/** The real adapter with what Electron runs on Linux, or, where that is not there, with a folder for a trash. */
const realWorld = (): World => {
  // Within the home's disk: the trash of another disk lies on that disk, which the freedesktop rules leave to be refused.
  const root = mkdtempSync(join(homedir(), '.cliploft-trash-test-'));
  const data = join(root, 'data');
  const place = hasGio ? join(data, 'Trash', 'files') : join(root, 'bin');
  mkdirSync(place, { recursive: true });
  let refusing = false;
  const item: TrashItem = async (path) => {
    if (refusing) throw new Error('Failed to move item to trash');
    if (hasGio)
      execFileSync('gio', ['trash', path], { env: { ...process.env, XDG_DATA_HOME: data }, stdio: 'pipe' });
    else {
      writeFileSync(join(place, path.split('/').pop() ?? ''), '');
      rmSync(path);
    }
  };
  return {
    trash: createTrash(item),
    root,
    put: (path) => writeFileSync(path, 'song'),
    isThere: existsSync,
    held: () => readdirSync(place).sort(),
    refuse: (on) => {
      refusing = on;
    },
    clean: () => rmSync(root, { recursive: true, force: true }),
  };
};

const fakeWorld = (): World => {
  const files = createFakeFiles({ folders: ['/library'] });
  const trash = createFakeTrash(files);
  return {
    trash,
    root: '/library',
    put: (path) => files.put(path, 'song'),
    isThere: (path) => files.disk.has(path),
    held: () => [...trash.held.keys()].map((path) => path.split('/').pop() ?? '').sort(),
    refuse: (on) => trash.refuse(on),
    clean: () => undefined,
  };
};

describe.each([
  [hasGio ? 'the system’s' : 'the real adapter', realWorld],
  ['the fake', fakeWorld],
] as const)('Trash: %s', (_name, make) => {
  let world: World;
  beforeEach(() => {
    world = make();
  });
  afterEach(() => world.clean());

  it('takes a file out of its place and keeps it', async () => {
    const path = join(world.root, 'Lied [1a2b] 歌 — “x”.mp3');
    world.put(path);
    expect(await world.trash.put(path)).toEqual({ ok: true, value: undefined });
    expect(world.isThere(path)).toBe(false);
    expect(world.held()).toEqual(['Lied [1a2b] 歌 — “x”.mp3']);
  });

  it('says that a file is not there', async () => {
    expect(await world.trash.put(join(world.root, 'none.mp3'))).toMatchObject({
      ok: false,
      problem: { code: 'file_missing' },
    });
  });

  it('leaves the file in its place when it refuses', async () => {
    const path = join(world.root, 'song.mp3');
    world.put(path);
    world.refuse(true);
    expect(await world.trash.put(path)).toMatchObject({ ok: false, problem: { code: 'trash_failed' } });
    expect(world.isThere(path)).toBe(true);
    expect(world.held()).toEqual([]);
  });
});

describe('Trash: a program that fails in silence', () => {
  it('does not pass for one that did it', async () => {
    const world = realWorld();
    const path = join(world.root, 'song.mp3');
    world.put(path);
    expect(await createTrash(async () => undefined).put(path)).toMatchObject({
      ok: false,
      problem: { code: 'trash_failed' },
    });
    expect(existsSync(path)).toBe(true);
    world.clean();
  });
});

describe('Trash: no program for it', () => {
  it('is said with the name of what is missing', async () => {
    const world = realWorld();
    const path = join(world.root, 'song.mp3');
    world.put(path);
    const before = process.env['PATH'];
    process.env['PATH'] = world.root;
    const refused = await createTrash(async () => {
      throw new Error('Failed to move item to trash');
    }).put(path);
    process.env['PATH'] = before;
    const detail = refused.ok ? '' : (refused.problem.detail ?? '');
    expect(detail).toContain('Failed to move item to trash');
    expect(detail.includes('libglib2.0-bin')).toBe(process.platform === 'linux');
    world.clean();
  });
});

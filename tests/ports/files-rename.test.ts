import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Files } from '../../src/core/ports.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createTakenNames } from '../../src/main/adapters/taken-names.ts';
import { createFakeFiles } from '../fakes/files.ts';

interface World {
  files: Files;
  root: string;
  clean(): void;
}

const worlds: [string, () => World][] = [
  [
    'the real file system',
    () => {
      const root = mkdtempSync(join(tmpdir(), 'cliploft-rename-'));
      return { files: createFiles(), root, clean: () => rmSync(root, { recursive: true, force: true }) };
    },
  ],
  [
    'the fake',
    () => ({ files: createFakeFiles({ folders: ['/lib'] }), root: '/lib', clean: () => undefined }),
  ],
];

const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });

describe.each(worlds)('Files, other names: %s', (_name, create) => {
  let world: World;
  beforeEach(() => void (world = create()));
  afterEach(() => world.clean());
  const at = (name: string): string => world.files.join(world.root, name);
  const put = async (name: string, text: string): Promise<void> => {
    await world.files.ensureFolder(at(name.slice(0, Math.max(0, name.lastIndexOf('/')))));
    const part = await world.files.createPart(at(name));
    if (!part.ok) throw new Error(part.problem.code);
    await part.value.write(new TextEncoder().encode(text));
    await part.value.finish();
  };
  const text = async (name: string): Promise<string | null> => {
    const read = await world.files.readText(at(name), 1000);
    return read.ok ? read.value : null;
  };

  it('gives a file another name, in another folder too', async () => {
    const { files } = world;
    await put('a.mp3', 'song');
    expect(await files.rename(at('a.mp3'), at('b.mp3'))).toMatchObject({ ok: true });
    await files.ensureFolder(at('x/y'));
    expect(await files.rename(at('b.mp3'), at('x/y/c.mp3'))).toMatchObject({ ok: true });
    expect(await files.listDeep(world.root)).toEqual(['x/y/c.mp3']);
    expect(await text('x/y/c.mp3')).toBe('song');
  });

  it('never over another, and says what is not there', async () => {
    const { files } = world;
    await put('a.mp3', 'one');
    await put('b.mp3', 'two');
    expect(await files.rename(at('a.mp3'), at('b.mp3'))).toEqual(problem('bad_request'));
    expect([await text('a.mp3'), await text('b.mp3')]).toEqual(['one', 'two']);
    expect(await files.rename(at('no.mp3'), at('c.mp3'))).toEqual(problem('file_missing'));
    expect(await files.rename(at('a.mp3'), at('no/c.mp3'))).toEqual(problem('folder_missing'));
    expect(await text('a.mp3')).toBe('one');
  });

  it('lists files within folders, but not those of hidden ones', async () => {
    for (const name of [
      'b.mp3',
      'x/a.mp3',
      'x/y/z.txt',
      '.cliploft/library.json',
      'x/.git/c.mp3',
      '.dot.mp3',
    ])
      await put(name, 'x');
    expect(await world.files.listDeep(world.root)).toEqual(['.dot.mp3', 'b.mp3', 'x/a.mp3', 'x/y/z.txt']);
    expect(await world.files.listDeep(at('no'))).toEqual([]);
  });

  it('removes a folder only when it holds nothing', async () => {
    const { files } = world;
    await put('x/a.mp3', 'one');
    await files.removeEmptyFolder(at('x'));
    expect(await text('x/a.mp3')).toBe('one');
    await files.remove(at('x/a.mp3'));
    await files.removeEmptyFolder(at('x'));
    await files.removeEmptyFolder(at('x'));
    expect(await files.exists(at('x'))).toBe(false);
  });
});

describe('Files, other names: what only a real disk shows', () => {
  const files = createFiles();
  let root: string;
  let at: (name: string) => string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cliploft-rename-'));
    at = (name) => join(root, name);
    writeFileSync(at('a.mp3'), 'song');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('completes what was killed between the two names', async () => {
    linkSync(at('a.mp3'), at('b.mp3'));
    expect(await files.rename(at('a.mp3'), at('b.mp3'))).toMatchObject({ ok: true });
    expect(await files.listDeep(root)).toEqual(['b.mp3']);
  });

  it('does not take one name written in two ways for two', async () => {
    mkdirSync(at('real'));
    writeFileSync(at('real/a.mp3'), 'one');
    symlinkSync(at('real'), at('also'));
    expect(await files.rename(at('real/a.mp3'), at('also/a.mp3'))).toEqual(problem('bad_request'));
    expect(readFileSync(at('real/a.mp3'), 'utf8')).toBe('one');
    expect(await files.listDeep(root)).toEqual(['a.mp3', 'also', 'real/a.mp3']);
  });

  it('takes a name where a disk knows no links, and completes that too', async () => {
    const taken = createTakenNames();
    expect(await taken.move(at('a.mp3'), at('b.mp3'))).toMatchObject({ ok: true });
    expect([existsSync(at('a.mp3')), readFileSync(at('b.mp3'), 'utf8')]).toEqual([false, 'song']);
    // Killed behind the stand-in.
    writeFileSync(at('c.mp3'), 'Cliploft takes this name for b.mp3.\n');
    expect(await taken.move(at('b.mp3'), at('c.mp3'))).toMatchObject({ ok: true });
    expect(readFileSync(at('c.mp3'), 'utf8')).toBe('song');
    writeFileSync(at('d.mp3'), 'another');
    expect(await taken.move(at('c.mp3'), at('d.mp3'))).toEqual(problem('bad_request'));
    // The same stand-in is in nobody's way where links are known.
    writeFileSync(at('e.mp3'), 'Cliploft takes this name for c.mp3.\n');
    expect(await files.rename(at('c.mp3'), at('e.mp3'))).toMatchObject({ ok: true });
    expect(readFileSync(at('e.mp3'), 'utf8')).toBe('song');
  });
});

import type * as filesModule from 'node:fs/promises';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Files } from '../../src/core/ports.ts';
import { createFiles } from '../../src/main/adapters/files.ts';

/** What the disk answers to a hard link (FAT and some network shares have none), to a rename, to a flush, and how much it takes at once. */
const refusal = vi.hoisted(() => ({ link: 'EPERM', rename: '', sync: '', mostBytes: 7 }));
/** What was flushed, in order. */
const flushed = vi.hoisted(() => [] as string[]);

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof filesModule>();
  const refuse = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
  return {
    ...real,
    open: async (path: string, flags: string) => {
      const handle = await real.open(path, flags);
      const write = handle.write.bind(handle) as (
        ...args: [chunk: Uint8Array, at: number, length: number, position: number]
      ) => Promise<unknown>;
      const sync = handle.sync.bind(handle);
      return Object.assign(handle, {
        sync: () => {
          flushed.push(path);
          return refusal.sync === '' ? sync() : refuse(refusal.sync);
        },
        write: (chunk: Uint8Array, at: number, length: number, position: number) =>
          write(chunk, at, Math.min(length, refusal.mostBytes), position),
      });
    },
    link: () => refuse(refusal.link),
    rename: (from: string, to: string) => {
      if (refusal.rename === 'a crash') return new Promise(() => undefined);
      return refusal.rename === '' ? real.rename(from, to) : refuse(refusal.rename);
    },
  };
});

describe.each(['EPERM', 'ENOTSUP', 'ENOSYS'])('Files on a disk that answers %s to a hard link', (code) => {
  const files = createFiles();
  let root: string;
  const at = (name: string): string => join(root, name);
  beforeEach(() => {
    refusal.link = code;
    refusal.rename = '';
    root = mkdtempSync(join(tmpdir(), 'cliploft-files-'));
    writeFileSync(at('a.part'), 'new');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('publishes all the same', async () => {
    expect(await files.publish(at('a.part'), at('a.mp3'))).toEqual({ ok: true, value: undefined });
    expect(readdirSync(root)).toEqual(['a.mp3']);
    expect(readFileSync(at('a.mp3'), 'utf8')).toBe('new');
  });

  it('never publishes over another file, an empty one neither', async () => {
    for (const old of ['old', '']) {
      writeFileSync(at('a.mp3'), old);
      expect(await files.publish(at('a.part'), at('a.mp3'))).toMatchObject({
        ok: false,
        problem: { code: 'bad_request' },
      });
      expect(readFileSync(at('a.mp3'), 'utf8')).toBe(old);
      expect(readFileSync(at('a.part'), 'utf8')).toBe('new');
    }
  });

  it('leaves no empty file under the name when the rename fails', async () => {
    refusal.rename = 'ENOSPC';
    expect(await files.publish(at('a.part'), at('a.mp3'))).toMatchObject({
      ok: false,
      problem: { code: 'disk_full' },
    });
    expect(readdirSync(root)).toEqual(['a.part']);
  });
});

describe('A crash while a file is given its name, on a disk without hard links', () => {
  let root: string;
  let parts: string;
  const part = 'abcd0123-song-1.part';
  const at = (...names: string[]): string => join(root, ...names);
  /** The program dies between taking the name and the rename: nothing after that is done. */
  const crash = async (name: string): Promise<Files> => {
    refusal.rename = 'a crash';
    const files = createFiles();
    void files.publish(join(parts, part), at(name));
    await vi.waitFor(() => expect(readFileSync(at(name), 'utf8')).toMatch(/\n$/));
    refusal.rename = '';
    return files;
  };

  beforeEach(() => {
    [refusal.link, refusal.rename] = ['EPERM', ''];
    root = mkdtempSync(join(tmpdir(), 'cliploft-files-'));
    parts = at('.cliploft');
    mkdirSync(parts);
    writeFileSync(join(parts, part), 'new');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('leaves nothing in the way: the name is free again, and the part as it was', async () => {
    await crash('Song.mp3');
    const files = createFiles();
    await files.sweepNames(parts, 'abcd0123-');
    expect([readdirSync(root), readdirSync(parts)]).toEqual([['.cliploft'], [part]]);
    expect((await files.publish(join(parts, part), at('Song.mp3'))).ok).toBe(true);
    expect([readdirSync(root).sort(), readdirSync(parts)]).toEqual([['.cliploft', 'Song.mp3'], []]);
    expect(readFileSync(at('Song.mp3'), 'utf8')).toBe('new');
  });

  it('is known after the part was swept away, and in a folder that was moved since', async () => {
    await crash('Song.mp3');
    rmSync(join(parts, part));
    const moved = `${root}-moved`;
    renameSync(root, moved);
    await createFiles().sweepNames(join(moved, '.cliploft'), 'abcd0123-');
    renameSync(moved, root);
    expect([readdirSync(root), readdirSync(parts)]).toEqual([['.cliploft'], []]);
  });

  it('costs nobody a file: another’s under that name stays, an empty one too', async () => {
    for (const theirs of ['', 'a song', 'Cliploft takes this name for abcd0123-other-1.part.\n']) {
      await crash('Song.mp3');
      writeFileSync(at('Song.mp3'), theirs);
      await createFiles().sweepNames(parts, 'abcd0123-');
      expect(readFileSync(at('Song.mp3'), 'utf8')).toBe(theirs);
      expect(readdirSync(parts)).toEqual([part]);
      rmSync(at('Song.mp3'));
    }
  });

  it('is another computer’s own business, and none of a look while it goes on', async () => {
    const giving = await crash('Song.mp3');
    await createFiles().sweepNames(parts, 'eeee0123-');
    await giving.sweepNames(parts, 'abcd0123-');
    expect(readdirSync(root).sort()).toEqual(['.cliploft', 'Song.mp3']);
    expect(readdirSync(parts)).toEqual([part, `${part}.name`]);
  });

  it('is nothing where there is no folder, and odd notes lead nowhere', async () => {
    writeFileSync(join(parts, 'abcd0123-a.part.name'), '../../..');
    writeFileSync(join(parts, 'abcd0123-b.part.name'), 'no\0name');
    symlinkSync(join(parts, part), at('Linked.mp3'));
    writeFileSync(join(parts, `${part}.name`), '../Linked.mp3');
    await createFiles().sweepNames(parts, 'abcd0123-');
    await createFiles().sweepNames(at('nowhere'), 'abcd0123-');
    expect(readdirSync(root).sort()).toEqual(['.cliploft', 'Linked.mp3']);
    expect(readFileSync(join(parts, part), 'utf8')).toBe('new');
  });
});

describe('Files on a disk that cannot link for another reason', () => {
  it('says so and touches nothing', async () => {
    refusal.link = 'ENOSPC';
    const root = mkdtempSync(join(tmpdir(), 'cliploft-files-'));
    writeFileSync(join(root, 'a.part'), 'new');
    expect(await createFiles().publish(join(root, 'a.part'), join(root, 'a.mp3'))).toMatchObject({
      ok: false,
      problem: { code: 'disk_full' },
    });
    expect(readdirSync(root)).toEqual(['a.part']);
    rmSync(root, { recursive: true });
  });
});

describe('Files on a disk that takes a few bytes at a time', () => {
  it('writes a chunk whole and in order', async () => {
    const root = mkdtempSync(join(tmpdir(), 'cliploft-files-'));
    const part = await createFiles().createPart(join(root, 'a.part'));
    if (!part.ok) throw new Error(part.problem.code);
    for (const text of ['A slow harbour waltz, ', '', 'played by nobody']) {
      expect((await part.value.write(new TextEncoder().encode(text))).ok).toBe(true);
    }
    expect((await part.value.finish()).ok).toBe(true);
    expect(readFileSync(join(root, 'a.part'), 'utf8')).toBe('A slow harbour waltz, played by nobody');
    rmSync(root, { recursive: true });
  });
});

describe('A folder that is made', () => {
  let root: string;
  const ensure = (...parts: string[]) => createFiles().ensureFolder(join(root, ...parts));
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cliploft-files-'));
    flushed.length = 0;
    refusal.sync = '';
  });
  afterEach(() => {
    refusal.sync = '';
    rmSync(root, { recursive: true, force: true });
  });

  it('is flushed with all that are made around it, each in the one around it', async () => {
    expect((await ensure('a', 'b', 'c')).ok).toBe(true);
    expect(flushed.sort()).toEqual([root, join(root, 'a'), join(root, 'a', 'b')]);
    flushed.length = 0;
    expect((await ensure('a', 'b', '..', 'd', 'e')).ok).toBe(true);
    expect(flushed.sort()).toEqual([join(root, 'a'), join(root, 'a', 'd')]);
  });

  it('costs nothing where it is there', async () => {
    await ensure('a');
    flushed.length = 0;
    expect((await ensure('a')).ok).toBe(true);
    expect(flushed).toEqual([]);
  });

  it('is there where folders cannot be flushed, and is a problem where the disk fails at it', async () => {
    refusal.sync = 'EINVAL';
    expect((await ensure('a')).ok).toBe(true);
    refusal.sync = 'EIO';
    expect(await ensure('b')).toMatchObject({ ok: false, problem: { code: 'disk_fault' } });
  });
});

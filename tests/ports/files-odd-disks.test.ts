import type * as filesModule from 'node:fs/promises';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
    rename: (from: string, to: string) =>
      refusal.rename === '' ? real.rename(from, to) : refuse(refusal.rename),
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

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveEntry } from '../../src/core/ports.ts';
import { createArchives } from '../../src/main/adapters/archives.ts';
import { createFiles } from '../../src/main/adapters/files.ts';

const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });
const never = new AbortController().signal;

/** A ZIP put together by hand, so that it can lie. */
interface Part {
  name: string | Uint8Array;
  content?: string;
  flags?: number;
  method?: number;
  /** What it says of its length. */
  claims?: number;
}
const zipOf = (parts: readonly Part[], total = parts.length): Uint8Array => {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', flags = 0x800, method = 0, claims } of parts) {
    const called = Buffer.from(name);
    const data = Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(called.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(flags, 8);
    record.writeUInt16LE(method, 10);
    record.writeUInt32LE(data.length, 20);
    record.writeUInt32LE(claims ?? data.length, 24);
    record.writeUInt16LE(called.length, 28);
    record.writeUInt32LE(offset, 42);
    locals.push(local, called, data);
    central.push(record, called);
    offset += 30 + called.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(total, 8);
  end.writeUInt16LE(total, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
};

describe('zip files by other hands', () => {
  let root: string;
  const archives = createArchives();
  const at = (name: string): string => join(root, name);
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cliploft-zip-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const open = (bytes: Uint8Array) => {
    writeFileSync(at('a.zip'), bytes);
    return archives.open(at('a.zip'));
  };

  it.each([
    ['a way out', '../evil'],
    ['a way out further in', 'library/../../evil'],
    ['a place of its own', '/etc/evil'],
    ['a drive', 'C:evil'],
    ['a backslash', 'library\\..\\evil'],
    ['a NUL', 'evil\0.mp3'],
    ['a name as good as none', 'library//evil'],
    ['no name', ''],
  ])('refuses an archive with %s in a name', async (_what, name) => {
    expect(await open(zipOf([{ name: 'fine' }, { name }]))).toEqual(problem('archive_bad'));
  });

  it('refuses one with two entries of a name, and one that promises more entries than it has', async () => {
    expect(await open(zipOf([{ name: 'a' }, { name: 'a' }]))).toEqual(problem('archive_bad'));
    expect(await open(zipOf([{ name: 'a' }], 7))).toEqual(problem('archive_bad'));
  });

  it('does not mind folders, nor names in an older code', async () => {
    const opened = await open(
      zipOf([{ name: 'library/' }, { name: Uint8Array.from([0x61, 0x81]), flags: 0 }, { name: 'a' }]),
    );
    expect(opened.ok && opened.value.entries.map(({ name }) => name)).toEqual(['aü', 'a']);
    if (opened.ok) await opened.value.close();
  });

  it.each([
    ['encrypted', { name: 'a', content: 'x'.repeat(20), flags: 0x801, claims: 8 }],
    ['packed in an unknown way', { name: 'a', content: 'x', method: 93 }],
    ['a trap that promises gigabytes', { name: 'a', content: 'x', method: 8, claims: 0xfffffff0 }],
    ['no sound deflate stream', { name: 'a', content: 'zzzz', method: 8, claims: 400 }],
    ['of another checksum', { name: 'a', content: 'x' }],
  ])('gives nothing of an entry that is %s', async (_what, part) => {
    const opened = await open(zipOf([part]));
    if (!opened.ok) throw new Error(opened.problem.detail);
    expect(await opened.value.text('a', 0xffffffff)).toEqual(problem('archive_bad'));
    expect(await opened.value.extract('a', at('out'), never)).toEqual(problem('archive_bad'));
    expect(await createFiles().exists(at('out'))).toBe(false);
    await opened.value.close();
  });

  it('says which folder refuses, and leaves nothing there', async () => {
    mkdirSync(at('shut'));
    chmodSync(at('shut'), 0o500);
    async function* entries(): AsyncGenerator<ArchiveEntry> {
      yield { name: 'a', source: { text: 'x' } };
    }
    const written = await archives.write(join(at('shut'), 'a.zip'), entries(), never);
    // The administrator may write everywhere.
    if (process.getuid?.() === 0) expect(written).toMatchObject({ ok: true });
    else expect(written).toEqual(problem('folder_denied'));
    chmodSync(at('shut'), 0o700);
  });
});

import { createHash } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Files } from '../../src/core/ports.ts';
import { fileProblem } from '../../src/main/adapters/file-problems.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createFakeFiles } from '../fakes/files.ts';

interface World {
  files: Files;
  /** A folder that is there and empty. */
  root: string;
  clean(): void;
  /** Takes the root and all in it away, as a disk that is pulled out. */
  unmount(): void;
  /** Another program writes to a file, at another time than any before. */
  rewrite(path: string, text: string): void;
}

const worlds: [string, () => World][] = [
  [
    'the real file system',
    () => {
      const root = mkdtempSync(join(tmpdir(), 'cliploft-files-'));
      const clean = (): void => rmSync(root, { recursive: true, force: true });
      const rewrite = (path: string, text: string): void => {
        writeFileSync(path, text);
        utimesSync(path, 1, 1);
      };
      return { files: createFiles(), root, clean, unmount: clean, rewrite };
    },
  ],
  [
    'the fake',
    () => {
      const files = createFakeFiles({ folders: ['/library'] });
      return {
        ...{ files, root: '/library', clean: () => undefined },
        unmount: () => files.unmount('/library'),
        rewrite: files.put,
      };
    },
  ],
];

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const done = { ok: true, value: undefined };
const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });

describe.each(worlds)('Files: %s', (_name, make) => {
  let world: World;
  let files: Files;
  const at = (...names: string[]): string => files.join(world.root, ...names);
  beforeEach(() => {
    world = make();
    files = world.files;
  });
  afterEach(() => world.clean());

  const write = async (path: string, ...pieces: (string | Uint8Array)[]): Promise<void> => {
    const part = await files.createPart(path);
    if (!part.ok) throw new Error(part.problem.code);
    for (const piece of pieces) {
      expect(await part.value.write(typeof piece === 'string' ? bytes(piece) : piece)).toEqual(done);
    }
    expect(await part.value.finish()).toMatchObject({ ok: true });
  };

  it('says whether a folder is there, and makes one with all above it', async () => {
    expect(await files.checkFolder(world.root)).toEqual(done);
    expect(await files.checkFolder(at('a', 'b'))).toEqual(problem('folder_missing'));
    expect(await files.ensureFolder(at('a', 'b'))).toEqual(done);
    expect(await files.ensureFolder(at('a', 'b'))).toEqual(done);
    expect(await files.checkFolder(at('a', 'b'))).toEqual(done);
    expect(await files.exists(at('a'))).toBe(true);
  });

  it('reads a small text, and says why it cannot', async () => {
    await write(at('note.txt'), 'ein Lied, 歌');
    expect(await files.readText(at('note.txt'), 100)).toEqual({ ok: true, value: 'ein Lied, 歌' });
    expect(await files.readText(at('note.txt'), 5)).toEqual(problem('bad_request'));
    expect(await files.readText(at('other.txt'), 100)).toEqual(problem('file_missing'));
  });

  it('reads the bytes of a small file as they are, and says why it cannot', async () => {
    await write(at('a.m3u'), new Uint8Array([0x43, 0xe9, 0, 0xff]));
    expect(await files.readBytes(at('a.m3u'), 4)).toEqual({
      ok: true,
      value: new Uint8Array([0x43, 0xe9, 0, 0xff]),
    });
    expect(await files.readBytes(at('a.m3u'), 3)).toEqual(problem('bad_request'));
    expect(await files.readBytes(at('b.m3u'), 10)).toEqual(problem('file_missing'));
  });

  it('puts a finished file in the place of another, or where none is', async () => {
    await write(at('list'), 'old');
    await write(at('part'), 'new');
    expect(await files.replace(at('part'), at('list'))).toEqual(done);
    expect(await files.readText(at('list'), 10)).toEqual({ ok: true, value: 'new' });
    await write(at('part'), 'first');
    expect(await files.replace(at('part'), at('other'))).toEqual(done);
    expect(await files.list(world.root)).toEqual(['list', 'other']);
  });

  it('replaces nothing by what is not there, nor where there is no folder', async () => {
    await write(at('list'), 'old');
    expect(await files.replace(at('part'), at('list'))).toEqual(problem('file_missing'));
    await write(at('part'), 'new');
    expect(await files.replace(at('part'), at('none', 'list'))).toEqual(problem('folder_missing'));
    expect(await files.readText(at('list'), 10)).toEqual({ ok: true, value: 'old' });
    expect(await files.readText(at('part'), 10)).toEqual({ ok: true, value: 'new' });
  });

  it('does not take a file for a folder', async () => {
    await write(at('file'), 'x');
    expect(await files.checkFolder(at('file'))).toEqual(problem('folder_missing'));
  });

  it('writes a part piece by piece, then gives it its name', async () => {
    await write(at('a.part'), 'one ', 'two');
    expect(await files.exists(at('a.mp3'))).toBe(false);
    expect(await files.publish(at('a.part'), at('a.mp3'))).toEqual(done);
    expect(await files.exists(at('a.part'))).toBe(false);
    expect(await files.size(at('a.mp3'))).toBe(7);
    expect(await files.sha256(at('a.mp3'))).toEqual({ ok: true, value: hash('one two') });
  });

  it('never gives a name that is taken, and then loses neither file', async () => {
    await write(at('a.mp3'), 'first');
    await write(at('b.part'), 'second');
    expect(await files.publish(at('b.part'), at('a.mp3'))).toEqual(problem('bad_request'));
    expect(await files.sha256(at('a.mp3'))).toEqual({ ok: true, value: hash('first') });
    expect(await files.sha256(at('b.part'))).toEqual({ ok: true, value: hash('second') });
  });

  it('says so when there is nothing to name, or no folder to name it in', async () => {
    expect(await files.publish(at('no.part'), at('a.mp3'))).toEqual(problem('file_missing'));
    await write(at('a.part'), 'x');
    expect(await files.publish(at('a.part'), at('no', 'a.mp3'))).toEqual(problem('folder_missing'));
    expect(await files.exists(at('a.part'))).toBe(true);
  });

  it('starts a part anew where one was left behind, and leaves nothing of a discarded one', async () => {
    await write(at('a.part'), 'left by a crash');
    const part = await files.createPart(at('a.part'));
    if (!part.ok) throw new Error(part.problem.code);
    expect(await files.size(at('a.part'))).toBe(0);
    await part.value.write(bytes('x'));
    await part.value.discard();
    expect(await files.exists(at('a.part'))).toBe(false);
    expect(await part.value.write(bytes('x'))).toEqual(problem('internal'));
    await part.value.discard();
  });

  it('goes on with a part that was kept, cut to what is wanted of it, and knows the whole', async () => {
    const first = await files.createPart(at('a.part'));
    if (!first.ok) throw new Error(first.problem.code);
    await first.value.write(bytes('one two and more'));
    await first.value.keep();
    await first.value.keep();
    expect(await first.value.write(bytes('x'))).toEqual(problem('internal'));
    expect(await first.value.finish()).toEqual(problem('internal'));
    const again = await files.openPart(at('a.part'), 8);
    if (!again.ok) throw new Error(again.problem.code);
    expect(await files.size(at('a.part'))).toBe(8);
    expect(await again.value.write(bytes('three'))).toEqual(done);
    expect(await again.value.write(bytes('!'))).toEqual(done);
    const facts = { bytes: 14, sha256: hash('one two three!') };
    expect(await again.value.finish()).toEqual({ ok: true, value: facts });
    expect(await files.sha256(at('a.part'))).toEqual({ ok: true, value: facts.sha256 });
  });

  it('goes on with nothing that is missing, too short, or no file, and leaves it as it is', async () => {
    expect(await files.openPart(at('a.part'), 0)).toEqual(problem('file_missing'));
    await write(at('a.part'), 'short');
    expect(await files.openPart(at('a.part'), 6)).toEqual(problem('bad_request'));
    expect(await files.size(at('a.part'))).toBe(5);
    await files.ensureFolder(at('folder'));
    expect(await files.openPart(at('folder'), 0)).toEqual(problem('bad_request'));
  });

  it('makes no part where there is no folder', async () => {
    expect(await files.createPart(at('no', 'a.part'))).toEqual(problem('folder_missing'));
  });

  it('blames the folder, not the file, when the disk is pulled out under way', async () => {
    await write(at('a.part'), 'x');
    world.unmount();
    expect(await files.publish(at('a.part'), at('a.mp3'))).toEqual(problem('folder_missing'));
    expect(await files.checkFolder(world.root)).toEqual(problem('folder_missing'));
    expect(await files.createPart(at('b.part'))).toEqual(problem('folder_missing'));
    expect(await files.exists(at('a.part'))).toBe(false);
    expect(await files.list(world.root)).toEqual([]);
  });

  it('copies to a new file only', async () => {
    await write(at('a'), 'same');
    expect(await files.copy(at('a'), at('b'))).toEqual(done);
    expect(await files.sha256(at('b'))).toEqual(await files.sha256(at('a')));
    expect(await files.copy(at('a'), at('b'))).toEqual(problem('bad_request'));
    expect(await files.copy(at('no'), at('c'))).toEqual(problem('file_missing'));
    expect(await files.copy(at('a'), at('no', 'c'))).toEqual(problem('folder_missing'));
  });

  it('knows one file or folder under all its names, and that nothing is not the same as nothing', async () => {
    await write(at('a'), 'x');
    await write(at('b'), 'x');
    await files.ensureFolder(at('folder'));
    expect(await files.sameFile(at('a'), at('folder', '..', 'a'))).toBe(true);
    expect(await files.sameFile(world.root, `${world.root}/`)).toBe(true);
    expect(await files.sameFile(world.root, `${world.root}/folder/..`)).toBe(true);
    expect(await files.sameFile(world.root, `${world.root}/.`)).toBe(true);
    expect(await files.sameFile(at('a'), at('b'))).toBe(false);
    expect(await files.sameFile(world.root, at('folder'))).toBe(false);
    expect(await files.sameFile(at('no'), at('no'))).toBe(false);
    expect(await files.sameFile(at('a'), at('no'))).toBe(false);
  });

  it('removes a file, and is content when there is none', async () => {
    await write(at('a'), 'x');
    expect(await files.remove(at('a'))).toEqual(done);
    expect(await files.exists(at('a'))).toBe(false);
    expect(await files.remove(at('a'))).toEqual(done);
  });

  it('lists names in order; none for a folder that is not there', async () => {
    await write(at('b 夜.mp3'), 'x');
    await write(at('a.mp3'), 'x');
    await files.ensureFolder(at('folder'));
    expect(await files.list(world.root)).toEqual(['a.mp3', 'b 夜.mp3', 'folder']);
    expect(await files.list(at('no'))).toEqual([]);
  });

  it('knows no size and no hash of what is not there', async () => {
    expect(await files.size(at('no'))).toBeNull();
    expect(await files.size(world.root)).toBeNull();
    expect(await files.sha256(at('no'))).toEqual(problem('file_missing'));
    expect(await files.imageType(at('no'))).toBeNull();
  });

  it('tells a file that was written to from one that was not, however long it is', async () => {
    await write(at('a'), 'one');
    const before = await files.stamp(at('a'));
    expect(before).toEqual({ bytes: 3, writtenAt: expect.any(Number) as unknown });
    expect(await files.stamp(at('a'))).toEqual(before);
    world.rewrite(at('a'), 'two');
    const after = await files.stamp(at('a'));
    expect(after?.bytes).toBe(3);
    expect(after?.writtenAt).not.toBe(before?.writtenAt);
    await files.publish(at('a'), at('b'));
    expect(await files.stamp(at('b'))).toEqual(after);
    expect([await files.stamp(at('a')), await files.stamp(world.root)]).toEqual([null, null]);
  });

  it('tells pictures by their first bytes', async () => {
    await write(at('a.jpeg'), new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]));
    await write(at('b.png'), new Uint8Array([0xff, 0xd8, 0xff, 0xe0]));
    await write(at('c.png'), '<html>');
    expect(await files.imageType(at('a.jpeg'))).toBe('image/png');
    expect(await files.imageType(at('b.png'))).toBe('image/jpeg');
    expect(await files.imageType(at('c.png'))).toBeNull();
  });
});

describe('Files: the real file system', () => {
  const files = createFiles();
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cliploft-files-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('leaves a published file alone whose part name a crash left behind', async () => {
    writeFileSync(join(root, 'a.mp3'), 'whole');
    linkSync(join(root, 'a.mp3'), join(root, 'a.part'));
    const part = await files.createPart(join(root, 'a.part'));
    if (!part.ok) throw new Error(part.problem.code);
    await part.value.write(bytes('new'));
    await part.value.finish();
    expect(readFileSync(join(root, 'a.mp3'), 'utf8')).toBe('whole');
    expect(readFileSync(join(root, 'a.part'), 'utf8')).toBe('new');
  });

  it('does not go on with a part that was published under another name, nor through a link', async () => {
    writeFileSync(join(root, 'a.mp3'), 'whole');
    linkSync(join(root, 'a.mp3'), join(root, 'a.part'));
    symlinkSync(join(root, 'a.mp3'), join(root, 'b.part'));
    for (const name of ['a.part', 'b.part'])
      expect(await files.openPart(join(root, name), 2)).toEqual(problem('bad_request'));
    expect(readFileSync(join(root, 'a.mp3'), 'utf8')).toBe('whole');
  });

  it('knows a file and a folder again through links', async () => {
    mkdirSync(join(root, 'real'));
    writeFileSync(join(root, 'real', 'a'), 'x');
    symlinkSync(join(root, 'real'), join(root, 'linked'));
    linkSync(join(root, 'real', 'a'), join(root, 'b'));
    expect(await files.sameFile(join(root, 'real'), join(root, 'linked'))).toBe(true);
    expect(await files.sameFile(join(root, 'real', 'a'), join(root, 'linked', 'a'))).toBe(true);
    expect(await files.sameFile(join(root, 'real', 'a'), join(root, 'b'))).toBe(true);
  });

  it('writes chunks far larger than a pipe, whole and in order', async () => {
    const chunk = Uint8Array.from({ length: 3_000_001 }, (_, at) => at % 251);
    const part = await files.createPart(join(root, 'a.part'));
    if (!part.ok) throw new Error(part.problem.code);
    expect(await part.value.write(chunk)).toEqual(done);
    expect(await part.value.finish()).toEqual({
      ok: true,
      value: { bytes: chunk.length, sha256: createHash('sha256').update(chunk).digest('hex') },
    });
    expect(await part.value.finish()).toEqual(problem('internal'));
    expect(readFileSync(join(root, 'a.part')).equals(chunk)).toBe(true);
  });

  it('keeps what stands at the target when a copy is refused', async () => {
    writeFileSync(join(root, 'a'), 'new');
    writeFileSync(join(root, 'b'), 'old');
    expect(await files.copy(join(root, 'a'), join(root, 'b'))).toEqual(problem('bad_request'));
    expect(readFileSync(join(root, 'b'), 'utf8')).toBe('old');
  });

  it('knows how much room is left, and that it cannot know for a folder that is not there', async () => {
    expect(await files.freeSpace(root)).toBeGreaterThan(0);
    expect(await files.freeSpace(join(root, 'no'))).toBeNull();
  });

  it('knows WebP and GIF', async () => {
    writeFileSync(join(root, 'a'), 'RIFF\0\0\0\0WEBPVP8 ');
    writeFileSync(join(root, 'b'), 'GIF89a');
    expect(await files.imageType(join(root, 'a'))).toBe('image/webp');
    expect(await files.imageType(join(root, 'b'))).toBe('image/gif');
  });

  it.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EACCES', 'folder_denied'],
    ['EPERM', 'folder_denied'],
    ['EROFS', 'folder_denied'],
    ['ENOENT', 'folder_missing'],
    ['ENOTDIR', 'folder_missing'],
    ['ENODEV', 'folder_missing'],
    ['ENXIO', 'folder_missing'],
    ['ESTALE', 'folder_missing'],
    ['ENOTCONN', 'folder_missing'],
    ['EHOSTDOWN', 'folder_missing'],
    ['EBUSY', 'file_locked'],
    ['ETXTBSY', 'file_locked'],
    ['ENOLCK', 'file_locked'],
    ['EIO', 'disk_fault'],
    ['EFBIG', 'disk_full'],
    ['EMFILE', 'internal'],
  ])('says %s as %s, without a path', (code, problemCode) => {
    const error = Object.assign(new Error(`${code}: open '/home/somebody/x'`), { code });
    expect(fileProblem(error).problem).toEqual({ code: problemCode, detail: code });
  });
});

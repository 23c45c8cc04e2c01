import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveEntry, ArchiveReader, Archives, Files } from '../../src/core/ports.ts';
import { createArchives } from '../../src/main/adapters/archives.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createFakeArchives } from '../fakes/archives.ts';
import { createFakeFiles } from '../fakes/files.ts';

interface World {
  archives: Archives;
  files: Files;
  root: string;
  put(path: string, bytes: Uint8Array | string): void;
  bytes(path: string): Uint8Array;
  clean(): void;
}

const worlds: [string, () => World][] = [
  [
    'zip files on disk',
    () => {
      const root = mkdtempSync(join(tmpdir(), 'cliploft-archives-'));
      return {
        ...{ archives: createArchives(), files: createFiles(), root },
        put: (path, bytes) => writeFileSync(path, bytes),
        bytes: (path) => new Uint8Array(readFileSync(path)),
        clean: () => rmSync(root, { recursive: true, force: true }),
      };
    },
  ],
  [
    'the fake',
    () => {
      const files = createFakeFiles({ folders: ['/root'] });
      return {
        ...{ archives: createFakeArchives(files), files, root: '/root', put: files.put },
        bytes: (path) => files.disk.get(path) ?? new Uint8Array(0),
        clean: () => undefined,
      };
    },
  ],
];

const done = { ok: true, value: undefined };
const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });
const never = new AbortController().signal;
const hash = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
/** Bytes that do not compress, the same in every run. */
const noise = (length: number): Uint8Array => {
  let state = 7;
  return Uint8Array.from({ length }, () => (state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16);
};

async function* list(entries: readonly ArchiveEntry[]): AsyncGenerator<ArchiveEntry> {
  yield* entries;
}
const text = (name: string, content: string): ArchiveEntry => ({ name, source: { text: content } });

describe.each(worlds)('Archives: %s', (_name, make) => {
  let world: World;
  const at = (...names: string[]): string => world.files.join(world.root, ...names);
  beforeEach(() => {
    world = make();
  });
  afterEach(() => world.clean());

  const write = (entries: readonly ArchiveEntry[], signal = never) =>
    world.archives.write(at('all.zip'), list(entries), signal);
  const read = async <T>(look: (reader: ArchiveReader) => Promise<T>): Promise<T> => {
    const opened = await world.archives.open(at('all.zip'));
    if (!opened.ok) throw new Error(opened.problem.detail);
    try {
      return await look(opened.value);
    } finally {
      await opened.value.close();
    }
  };

  it('gives back texts and files as they were, in any script, empty ones too', async () => {
    const sound = noise(300_000);
    world.put(at('a.mp3'), sound);
    world.put(at('empty'), '');
    const written = await write([
      text('cliploft.json', '{"夜":"🌃"}\n'),
      { name: 'library/夜行列車 [c0000000].mp3', source: { path: at('a.mp3') } },
      { name: 'library/empty', source: { path: at('empty') } },
      text('none', ''),
    ]);
    expect(written).toEqual({ ok: true, value: world.bytes(at('all.zip')).length });
    await read(async (reader) => {
      expect(reader.entries).toEqual([
        { name: 'cliploft.json', bytes: 15 },
        { name: 'library/夜行列車 [c0000000].mp3', bytes: 300_000 },
        { name: 'library/empty', bytes: 0 },
        { name: 'none', bytes: 0 },
      ]);
      expect(await reader.text('cliploft.json', 100)).toEqual({ ok: true, value: '{"夜":"🌃"}\n' });
      expect(await reader.text('none', 0)).toEqual({ ok: true, value: '' });
      expect(await reader.extract('library/夜行列車 [c0000000].mp3', at('b'), never)).toEqual(done);
      expect(await reader.extract('library/empty', at('c'), never)).toEqual(done);
    });
    expect(hash(world.bytes(at('b')))).toBe(hash(sound));
    expect(await world.files.size(at('c'))).toBe(0);
    expect(await world.files.exists(at('all.zip.part'))).toBe(false);
  });

  it('is an archive without anything in it, too', async () => {
    expect(await write([])).toMatchObject({ ok: true });
    await read(async (reader) => expect(reader.entries).toEqual([]));
  });

  it('replaces what was there, but only once the new one is whole', async () => {
    world.put(at('all.zip'), 'what was there');
    world.put(at('all.zip.part'), 'left by a crash');
    const refused = await write([text('a', 'x'), { name: 'b', source: { path: at('no') } }]);
    expect(refused).toEqual(problem('file_missing'));
    expect(hash(world.bytes(at('all.zip')))).toBe(hash('what was there'));
    expect(await world.files.exists(at('all.zip.part'))).toBe(false);
    expect(await write([text('a', 'x')])).toMatchObject({ ok: true });
    expect(await read((reader) => reader.text('a', 10))).toEqual({ ok: true, value: 'x' });
  });

  it('leaves nothing when it is called off, before or while it writes', async () => {
    const controller = new AbortController();
    world.put(at('a.mp3'), noise(500_000));
    async function* entries(): AsyncGenerator<ArchiveEntry> {
      yield { name: 'a', source: { path: at('a.mp3') } };
      controller.abort();
      yield { name: 'b', source: { path: at('a.mp3') } };
    }
    const stopped = await world.archives.write(at('all.zip'), entries(), controller.signal);
    expect(stopped).toEqual(problem('bad_request'));
    expect(await write([text('a', 'x')], controller.signal)).toEqual(problem('bad_request'));
    expect(await world.files.list(world.root)).toEqual(['a.mp3']);
  });

  it('says so when the folder is not there', async () => {
    expect(await world.archives.write(at('no', 'all.zip'), list([text('a', 'x')]), never)).toEqual(
      problem('folder_missing'),
    );
    expect(await world.files.exists(at('no'))).toBe(false);
  });

  it.each(['../a', 'a/../../b', '/a', 'a\\b', 'C:/a', 'a//b', './a', 'a\0b', ''])(
    'takes in no entry called %j, and none twice',
    async (name) => {
      expect(await write([text(name, 'x')])).toEqual(problem('bad_request'));
      expect(await write([text('a', 'x'), text('a', 'y')])).toEqual(problem('bad_request'));
      expect(await world.files.list(world.root)).toEqual([]);
    },
  );

  it('gives no text that is longer than wanted, no UTF-8, or not there', async () => {
    world.put(at('latin'), Uint8Array.from([0x66, 0xfc, 0x72]));
    await write([text('long', 'x'.repeat(1000)), { name: 'latin', source: { path: at('latin') } }]);
    await read(async (reader) => {
      expect(await reader.text('long', 999)).toEqual(problem('archive_bad'));
      expect(await reader.text('long', 1000)).toMatchObject({ ok: true });
      expect(await reader.text('latin', 1000)).toEqual(problem('archive_bad'));
      expect(await reader.text('no', 1000)).toEqual(problem('archive_bad'));
      expect(await reader.extract('no', at('b'), never)).toEqual(problem('archive_bad'));
    });
    expect(await world.files.exists(at('b'))).toBe(false);
  });

  it('unpacks to a new file only, whole or not at all', async () => {
    world.put(at('mine'), 'mine');
    await write([text('a', 'x')]);
    await read(async (reader) => {
      expect(await reader.extract('a', at('mine'), never)).toEqual(problem('bad_request'));
      expect(hash(world.bytes(at('mine')))).toBe(hash('mine'));
      expect(await reader.extract('a', at('no', 'b'), never)).toEqual(problem('folder_missing'));
      const controller = new AbortController();
      controller.abort();
      expect(await reader.extract('a', at('b'), controller.signal)).toEqual(problem('bad_request'));
      expect(await world.files.exists(at('b'))).toBe(false);
      expect(await reader.extract('a', at('b'), never)).toEqual(done);
    });
  });

  it('takes nothing else for an archive', async () => {
    expect(await world.archives.open(at('all.zip'))).toEqual(problem('file_missing'));
    for (const junk of ['', 'PK', 'not an archive at all', noise(5000)]) {
      world.put(at('all.zip'), junk);
      expect(await world.archives.open(at('all.zip'))).toEqual(problem('archive_bad'));
    }
  });

  it('never gives back anything else than was put in, wherever it is cut or changed', async () => {
    const sound = noise(3000);
    world.put(at('a.mp3'), sound);
    await write([text('lines', '{"a":1}\n'.repeat(50)), { name: 'a', source: { path: at('a.mp3') } }]);
    const whole = world.bytes(at('all.zip'));
    let refused = 0;
    const damaged = fc.oneof(
      fc.nat(whole.length - 1).map((length) => whole.slice(0, length)),
      fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })).map(([place, change]) => {
        const copy = whole.slice();
        copy[place] = (copy[place] ?? 0) ^ change;
        return copy;
      }),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        world.put(at('all.zip'), bytes);
        const opened = await world.archives.open(at('all.zip'));
        if (!opened.ok) {
          expect(opened).toEqual(problem('archive_bad'));
          refused += 1;
          return;
        }
        const lines = await opened.value.text('lines', 10_000);
        const extracted = await opened.value.extract('a', at('out'), never);
        await opened.value.close();
        if (lines.ok) expect(lines.value).toBe('{"a":1}\n'.repeat(50));
        else expect(lines).toEqual(problem('archive_bad'));
        if (extracted.ok) expect(hash(world.bytes(at('out')))).toBe(hash(sound));
        else expect(extracted).toEqual(problem('archive_bad'));
        expect(await world.files.exists(at('out'))).toBe(extracted.ok);
        await world.files.remove(at('out'));
      }),
      { seed: 20261123, numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});

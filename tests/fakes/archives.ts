import { createHash } from 'node:crypto';
import { isEntryName } from '../../src/core/archive/names.ts';
import type { ArchiveEntry, Archives } from '../../src/core/ports.ts';
import { fail, ok, type Result } from '../../src/shared/problem.ts';
import type { FakeFiles } from './files.ts';

interface Listed {
  name: string;
  from: number;
  bytes: number;
  sum: string;
}

const magic = 'FAKEZIP1';
const sumOf = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** The bytes of a fake archive: its list, then one content after the other. Asks no questions about names. */
export const packFake = (entries: readonly (readonly [string, Uint8Array | string])[]): Uint8Array => {
  let from = 0;
  const contents = entries.map(([, content]) => Buffer.from(content));
  const list = entries.map(([name], index): Listed => {
    const content = contents[index] ?? Buffer.alloc(0);
    from += content.length;
    return { name, from: from - content.length, bytes: content.length, sum: sumOf(content) };
  });
  const listed = Buffer.from(JSON.stringify(list));
  const head = Buffer.from(`${magic}${String(listed.length).padStart(10)}${sumOf(listed)}`);
  return new Uint8Array(Buffer.concat([head, listed, ...contents]));
};

/** What is in a fake archive, damaged or not; null when it is none. */
const unpackFake = (archive: Uint8Array): { list: Listed[]; content: Uint8Array } | null => {
  const head = Buffer.from(archive.subarray(0, 50)).toString();
  const listEnd = 50 + Number(head.slice(8, 18));
  const listed = archive.subarray(50, listEnd);
  if (!head.startsWith(magic) || sumOf(listed) !== head.slice(18)) return null;
  return {
    list: JSON.parse(Buffer.from(listed).toString()) as Listed[],
    content: archive.subarray(listEnd),
  };
};

/** Archives in memory beside fake files: a format of their own that can be cut, damaged and lied in like any other. */
export const createFakeArchives = (files: FakeFiles): Archives => ({
  async write(path, entries, signal) {
    const part = `${path}.part`;
    const packed: [string, Uint8Array | string][] = [];
    const take = async ({ name, source }: ArchiveEntry): Promise<Result<void>> => {
      if (!isEntryName(name) || packed.some(([taken]) => taken === name))
        return fail('bad_request', { detail: name });
      const content = 'text' in source ? source.text : files.disk.get(source.path);
      if (content === undefined) return fail('file_missing', { detail: name });
      packed.push([name, content]);
      return ok(undefined);
    };
    const opened = await files.createPart(part);
    if (!opened.ok) return opened;
    const give = async (): Promise<Result<number>> => {
      for await (const entry of entries) {
        const taken = signal.aborted ? null : await take(entry);
        if (taken === null) break;
        if (!taken.ok) return taken;
      }
      if (signal.aborted) return fail('bad_request', { detail: 'called off' });
      const bytes = packFake(packed);
      const written = await opened.value.write(bytes);
      if (!written.ok) return written;
      await opened.value.finish();
      await files.remove(path);
      const published = await files.publish(part, path);
      return published.ok ? ok(bytes.length) : published;
    };
    const given = await give();
    if (!given.ok) await opened.value.discard();
    return given;
  },

  async open(path) {
    const archive = files.disk.get(path);
    if (archive === undefined) return fail('file_missing');
    const found = unpackFake(archive);
    const names = found?.list.map(({ name }) => name) ?? [];
    if (found === null || !names.every(isEntryName) || new Set(names).size < names.length)
      return fail('archive_bad');
    const content = (name: string): Result<Uint8Array> => {
      const entry = found.list.find((listed) => listed.name === name);
      const bytes = found.content.subarray(entry?.from ?? 0, (entry?.from ?? 0) + (entry?.bytes ?? 0));
      return entry !== undefined && sumOf(bytes) === entry.sum
        ? ok(new Uint8Array(bytes))
        : fail('archive_bad', { detail: name });
    };
    return ok({
      entries: found.list.map(({ name, bytes }) => ({ name, bytes })),
      async text(name, longest) {
        const bytes = content(name);
        if (!bytes.ok) return bytes;
        if (bytes.value.length > longest) return fail('archive_bad', { detail: 'too long' });
        try {
          return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value));
        } catch {
          return fail('archive_bad', { detail: 'no UTF-8' });
        }
      },
      async extract(name, to, signal) {
        if (await files.exists(to)) return fail('bad_request', { detail: 'name taken' });
        const bytes = content(name);
        if (signal.aborted) return fail('bad_request', { detail: 'called off' });
        const part = bytes.ok ? await files.createPart(to) : bytes;
        if (!bytes.ok || !part.ok) return bytes.ok ? fail(part.ok ? 'internal' : part.problem.code) : bytes;
        const written = await part.value.write(bytes.value);
        if (!written.ok) {
          await part.value.discard();
          return written;
        }
        const finished = await part.value.finish();
        return finished.ok ? ok(undefined) : finished;
      },
      close: async () => undefined,
    });
  },
});

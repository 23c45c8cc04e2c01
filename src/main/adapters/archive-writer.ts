import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { isEntryName } from '../../core/archive/names.ts';
import type { ArchiveEntry, Archives } from '../../core/ports.ts';
import { fail, ok } from '../../shared/problem.ts';
import { fileProblem, systemCode } from './file-problems.ts';

/** Why an entry cannot go in; anything else that stops the writing comes from the disk. */
class Refused extends Error {
  readonly problem: 'file_missing' | 'bad_request';
  constructor(problem: 'file_missing' | 'bad_request', message: string) {
    super(message);
    this.problem = problem;
  }
}

const sourceOf = async ({ name, source }: ArchiveEntry): Promise<Readable> => {
  if ('text' in source) return Readable.from([Buffer.from(source.text)]);
  try {
    return (await open(source.path, 'r')).createReadStream();
  } catch (error) {
    throw systemCode(error) === 'ENOENT' ? new Refused('file_missing', name) : error;
  }
};

/** Hands one entry over and waits until all of it has been read, so that only one file at a time is open. */
const add = async (zip: ZipFile, output: Readable, entry: ArchiveEntry): Promise<void> => {
  const stream = await sourceOf(entry);
  // When nobody takes what it gives, it would wait for ever.
  const giveUp = (): void => void stream.destroy(new Error('the archive is closed'));
  output.once('close', giveUp);
  try {
    await new Promise<void>((resolve, reject) => {
      stream.once('end', resolve).once('error', reject);
      if (output.destroyed) giveUp();
      // Sound is packed already: packing it again costs minutes and gains nothing.
      else zip.addReadStream(stream, entry.name, { compress: 'text' in entry.source });
    });
  } finally {
    output.removeListener('close', giveUp);
    stream.destroy();
  }
};

const addAll = async (
  zip: ZipFile,
  output: Readable,
  entries: AsyncIterable<ArchiveEntry>,
): Promise<void> => {
  const names = new Set<string>();
  try {
    for await (const entry of entries) {
      if (!isEntryName(entry.name) || names.has(entry.name)) throw new Refused('bad_request', entry.name);
      names.add(entry.name);
      await add(zip, output, entry);
    }
    zip.end();
  } catch (error) {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  }
};

/** Makes a file's content survive a power cut. */
const flush = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
};

/** Makes a name survive a power cut, where the system can flush a folder (Windows and some shares cannot). */
const flushFolder = async (path: string): Promise<void> => {
  const handle = await open(path, 'r').catch(() => null);
  await handle
    ?.sync()
    .catch(() => undefined)
    .finally(() => handle.close());
};

/**
 * Writes an archive beside its place and puts it there when it is whole and flushed; what was there under that
 * name is replaced only then.
 */
export const writeArchive: Archives['write'] = async (path, entries, signal) => {
  const part = `${path}.part`;
  const zip = new ZipFile();
  const output = zip.outputStream as Readable; // yazl: a PassThrough
  zip.once('error', (error: Error) => output.destroy(error));
  try {
    await rm(part, { force: true }); // a crash may have left it
    const [written] = await Promise.all([
      // Settles first, so that a fault of the disk is told as such and not as what it led to.
      pipeline(output, createWriteStream(part, { flags: 'wx' }), { signal }).then(
        () => null,
        (error: unknown) => ({ error }),
      ),
      addAll(zip, output, entries),
    ]);
    if (written !== null) throw written.error;
    await flush(part);
    const { size } = await stat(part);
    if (signal.aborted) throw new Error('called off');
    await rename(part, path);
    await flushFolder(dirname(path));
    return ok(size);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    if (signal.aborted) return fail('bad_request', { detail: 'called off' });
    if (error instanceof Refused) return fail(error.problem, { detail: error.message });
    return fileProblem(error);
  }
};

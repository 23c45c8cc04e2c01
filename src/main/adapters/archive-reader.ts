import { type FileHandle, open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { isEntryName } from '../../core/archive/names.ts';
import type { ArchiveReader, Archives } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { crc32 } from './crc32.ts';
import { fileProblem, systemCode } from './file-problems.ts';

const mostEntries = 500_000;
/** Deflate packs a byte into no less than 1/1032 of it (RFC 1951); what promises more is a trap. */
const mostPacking = 1032;

const bad = (detail: string) => fail('archive_bad', { detail });
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Every file of the archive by its name, or why the archive is not to be trusted. Folders say nothing. */
const readEntries = async (zip: ZipFile): Promise<Result<Map<string, Entry>>> => {
  if (zip.entryCount > mostEntries) return bad(`${zip.entryCount} entries`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (!isEntryName(name.replace(/\/$/, '')))
      return bad(`an entry is called ${JSON.stringify(name.slice(0, 100))}`);
    if (name.endsWith('/')) continue;
    if (entries.has(name)) return bad(`two entries are called ${name}`);
    entries.set(name, entry);
  }
  return ok(entries);
};

/**
 * The content of an entry, piece by piece. Throws where it is encrypted, packed in a way unknown to us, longer or
 * shorter than it says, or where its checksum differs.
 */
async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.uncompressedSize > entry.compressedSize * mostPacking + mostPacking)
    throw new Error('it promises more than it can hold');
  const stream: Readable = await zip.openReadStreamPromise(entry);
  // The loop hears of the first error; what a torn-down stream says after that concerns nobody.
  stream.on('error', () => undefined);
  let crc = 0;
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > entry.uncompressedSize) break;
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (bytes !== entry.uncompressedSize) throw new Error('its length is not what it says');
  if (crc !== entry.crc32) throw new Error('its checksum differs');
}

const readText = async (zip: ZipFile, entry: Entry, longest: number): Promise<Result<string>> => {
  if (entry.uncompressedSize > longest) return bad(`${entry.fileName}: ${entry.uncompressedSize} bytes`);
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of contentOf(zip, entry)) pieces.push(piece);
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)));
  } catch (error) {
    return bad(`${entry.fileName}: ${messageOf(error)}`);
  }
};

/** Writes all of a piece: the system may take less than it was given. */
const writeAll = async (handle: FileHandle, piece: Uint8Array): Promise<void> => {
  for (let done = 0; done < piece.length;)
    done += (await handle.write(piece, done, piece.length - done)).bytesWritten;
};

const unpack = async (zip: ZipFile, entry: Entry, to: string, signal: AbortSignal): Promise<Result<void>> => {
  let handle: FileHandle;
  try {
    handle = await open(to, 'wx');
  } catch (error) {
    return fileProblem(error);
  }
  const content = contentOf(zip, entry);
  const write = async (): Promise<Result<void>> => {
    for (;;) {
      if (signal.aborted) return fail('bad_request', { detail: 'called off' });
      // Reading and writing fail for different reasons, and the user can do something about only one of them.
      const next = await content.next().catch((error: unknown) => ({ error }));
      if ('error' in next) return bad(`${entry.fileName}: ${messageOf(next.error)}`);
      try {
        if (next.done === true) return ok(await handle.sync());
        await writeAll(handle, next.value);
      } catch (error) {
        return fileProblem(error);
      }
    }
  };
  const written = await write();
  await content.return(undefined);
  await handle.close().catch(() => undefined);
  if (!written.ok) await rm(to, { force: true }).catch(() => undefined);
  return written;
};

/** Opens an archive and reads what is in it; nothing is unpacked yet. */
export const openArchive: Archives['open'] = async (path) => {
  let zip: ZipFile;
  try {
    // Strict names: a backslash is refused, not taken for a slash.
    zip = await openPromise(path, { autoClose: false, validateEntrySizes: true, strictFileNames: true });
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? fail('file_missing') : bad(messageOf(error));
  }
  const closed = new Promise<void>(
    (resolve) => void zip.once('close', resolve).once('error', () => resolve()),
  );
  const close = async (): Promise<void> => {
    zip.close();
    await closed;
  };
  const found = await readEntries(zip).catch((error: unknown) => bad(messageOf(error)));
  if (!found.ok) {
    await close();
    return found;
  }
  const entries = found.value;
  const reader: ArchiveReader = {
    entries: [...entries].map(([name, entry]) => ({ name, bytes: entry.uncompressedSize })),
    async text(name, longest) {
      const entry = entries.get(name);
      return entry === undefined ? bad(`${name} is not in it`) : readText(zip, entry, longest);
    },
    async extract(name, to, signal) {
      const entry = entries.get(name);
      return entry === undefined ? bad(`${name} is not in it`) : unpack(zip, entry, to, signal);
    },
    close,
  };
  return ok(reader);
};

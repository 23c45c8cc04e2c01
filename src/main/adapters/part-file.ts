import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { PartFile } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { fileProblem, systemCode } from './file-problems.ts';

/** Writes all of a chunk: the system may take less than it was given. */
const writeAll = async (handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < chunk.length;) {
    done += (await handle.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
  }
};

/** A part over an open file that holds so many bytes, which `hash` has seen. */
const partOver = (path: string, opened: FileHandle, hash: Hash, from: number): PartFile => {
  let handle: FileHandle | null = opened;
  let bytes = from;
  const close = async (): Promise<void> => {
    const was = handle;
    handle = null;
    await was?.close();
  };
  return {
    path,
    async write(chunk) {
      if (handle === null) return fail('internal', { detail: 'part file is closed' });
      try {
        await writeAll(handle, chunk, bytes);
        hash.update(chunk);
        bytes += chunk.length;
        return ok(undefined);
      } catch (error) {
        return fileProblem(error);
      }
    },
    async finish() {
      if (handle === null) return fail('internal', { detail: 'part file is closed' });
      try {
        await handle.sync();
        await close();
        return ok({ bytes, sha256: hash.digest('hex') });
      } catch (error) {
        await close().catch(() => undefined);
        return fileProblem(error);
      }
    },
    async keep() {
      // What cannot be flushed may still be there at the next try; what is there then decides.
      await handle?.sync().catch(() => undefined);
      await close().catch(() => undefined);
    },
    async discard() {
      await close().catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
};

/**
 * Opens a new, empty part file. One that a crash left behind under this name is removed, never emptied: it may
 * be another name of a file that was published already.
 */
export const createPart = async (path: string): Promise<Result<PartFile>> => {
  try {
    await rm(path, { force: true });
    return ok(partOver(path, await open(path, 'wx'), createHash('sha256'), 0));
  } catch (error) {
    return fileProblem(error);
  }
};

const hashStart = async (handle: FileHandle, bytes: number): Promise<Hash | null> => {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(256 * 1024);
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, bytes - at), at);
    if (bytesRead === 0) return null;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash;
};

const openKept = async (path: string, handle: FileHandle, bytes: number): Promise<Result<PartFile>> => {
  const facts = await handle.stat();
  if (!facts.isFile()) return fail('bad_request', { detail: 'no ordinary file' });
  // A crash came between publishing and letting the part's name go: these bytes are somebody's song now.
  if (facts.nlink > 1) return fail('bad_request', { detail: 'the file has another name' });
  if (facts.size < bytes) return fail('bad_request', { detail: `${facts.size} bytes are there` });
  await handle.truncate(bytes);
  const hash = await hashStart(handle, bytes);
  if (hash === null) return fail('bad_request', { detail: 'the file became shorter' });
  return ok(partOver(path, handle, hash, bytes));
};

/** What a link at the part's place says when it is not followed. */
const isLink = new Set(['ELOOP', 'EMLINK', 'EFTYPE', 'EISDIR']);

/** Opens a part that was kept, cut to its first `bytes`; a link is not followed, and a file with a second name is left alone. */
export const openPart = async (path: string, bytes: number): Promise<Result<PartFile>> => {
  let handle: FileHandle | null = null;
  try {
    // Windows knows no such flag; making links there takes rights that few have.
    const noFollow = (constants as { O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
    handle = await open(path, constants.O_RDWR | noFollow);
    const part = await openKept(path, handle, bytes);
    if (!part.ok) await handle.close();
    return part;
  } catch (error) {
    await handle?.close().catch(() => undefined);
    const code = systemCode(error);
    if (code === 'ENOENT') return fail('file_missing');
    return isLink.has(code) ? fail('bad_request', { detail: 'no ordinary file' }) : fileProblem(error);
  }
};

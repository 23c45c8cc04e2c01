import { open, rm, type FileHandle } from 'node:fs/promises';
import type { PartFile } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { fileProblem } from './file-problems.ts';

/** Writes all of a chunk: the system may take less than it was given. */
const writeAll = async (handle: FileHandle, chunk: Uint8Array): Promise<void> => {
  for (let done = 0; done < chunk.length;) {
    done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten;
  }
};

/**
 * Opens a new, empty part file. One that a crash left behind under this name is removed, never emptied: it may
 * be another name of a file that was published already.
 */
export const createPart = async (path: string): Promise<Result<PartFile>> => {
  let handle: FileHandle | null;
  try {
    await rm(path, { force: true });
    handle = await open(path, 'wx');
  } catch (error) {
    return fileProblem(error);
  }
  const close = async (): Promise<void> => {
    const was = handle;
    handle = null;
    await was?.close();
  };
  return ok({
    path,
    async write(chunk) {
      if (handle === null) return fail('internal', { detail: 'part file is closed' });
      try {
        await writeAll(handle, chunk);
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
        return ok(undefined);
      } catch (error) {
        await close().catch(() => undefined);
        return fileProblem(error);
      }
    },
    async discard() {
      await close().catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
    },
  });
};

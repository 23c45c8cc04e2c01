import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Trash } from '../../src/core/ports.ts';
import { fail, ok } from '../../src/shared/problem.ts';

/** A trash that is an ordinary folder: nothing in it is ever overwritten. */
export const folderTrash = (folder: string): Trash => {
  let thrown = 0;
  return {
    async put(path) {
      thrown += 1;
      try {
        await mkdir(folder, { recursive: true });
        await rename(path, join(folder, `${process.pid}-${thrown}-${basename(path)}`));
        return ok(undefined);
      } catch (error) {
        const missing = (error as { code?: unknown }).code === 'ENOENT';
        return missing ? fail('file_missing') : fail('trash_failed', { detail: String(error) });
      }
    },
  };
};

import { shell } from 'electron';
import type { Trash } from '../../core/ports.ts';
import { fail, ok } from '../../shared/problem.ts';

/** The system's trash, through Electron. */
export const createTrash = (): Trash => ({
  async put(path) {
    try {
      await shell.trashItem(path);
      return ok(undefined);
    } catch (error) {
      return fail('trash_failed', { detail: error instanceof Error ? error.message : String(error) });
    }
  },
});

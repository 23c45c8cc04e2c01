import type { Trash } from '../../src/core/ports.ts';
import { fail, ok } from '../../src/shared/problem.ts';
import type { FakeFiles } from './files.ts';

export interface FakeTrash extends Trash {
  /** What was put there, by path. */
  readonly held: Map<string, Uint8Array>;
  /** Refuses from now on, or takes again. */
  refuse(on: boolean): void;
}

/** A trash in memory beside fake files. */
export const createFakeTrash = (files: FakeFiles): FakeTrash => {
  const held = new Map<string, Uint8Array>();
  let refusing = false;
  return {
    held,
    refuse: (on) => {
      refusing = on;
    },
    async put(path) {
      if (refusing) return fail('trash_failed');
      const bytes = files.disk.get(path);
      if (bytes === undefined) return fail('file_missing');
      held.set(path, bytes);
      files.disk.delete(path);
      return ok(undefined);
    },
  };
};

import { execFile } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { shell } from 'electron';
import type { Trash } from '../../core/ports.ts';
import { fail, ok } from '../../shared/problem.ts';
import { systemCode } from './file-problems.ts';

/** Moves a file to the system's trash, or throws. */
export type TrashItem = (path: string) => Promise<void>;

/** Electron leaves it to this program on Linux, unless the desktop is KDE (there `kioclient5`) or ELECTRON_TRASH says otherwise. */
const linuxProgram = 'gio';

const isInstalled = (program: string): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(program, ['version'], { timeout: 5000 }, (error) => resolve(error?.code !== 'ENOENT'));
  });

/** Electron says only that it failed; a program that is missing is worth a word. */
const whyNot = async (error: unknown): Promise<string> => {
  const words = error instanceof Error ? error.message : String(error);
  if (process.platform !== 'linux' || (await isInstalled(linuxProgram))) return words;
  return `${words} (the program "${linuxProgram}", of the package libglib2.0-bin or glib2, is not installed)`;
};

/** The system's trash. A file that is not there is `file_missing`; what cannot be looked at, or is refused, `trash_failed`. */
export const createTrash = (trashItem: TrashItem = (path) => shell.trashItem(path)): Trash => ({
  async put(path) {
    try {
      await lstat(path);
    } catch (error) {
      const code = systemCode(error);
      return code === 'ENOENT' || code === 'ENOTDIR'
        ? fail('file_missing')
        : fail('trash_failed', { detail: code });
    }
    try {
      await trashItem(path);
    } catch (error) {
      return fail('trash_failed', { detail: await whyNot(error) });
    }
    // A program that failed without saying so must not pass for a file that is in the trash.
    const still = await lstat(path).then(
      () => true,
      () => false,
    );
    return still ? fail('trash_failed', { detail: 'the file is still in its place' }) : ok(undefined);
  },
});

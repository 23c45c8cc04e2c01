import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Flushes a file to the disk. Throws as the file system does. */
export const flushFile = (path: string): void => {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Flushes the folder that holds `path`: a new, renamed or removed name is then on the disk. */
export const flushFolderOf = (path: string): void => {
  // Windows opens no folders; its file systems keep names in a journal of their own.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

/** Gives a file a name, over another one too, and flushes that. */
export const renameFlushed = (from: string, to: string): void => {
  renameSync(from, to);
  flushFolderOf(to);
};

/** Puts `content` in the place of the file at `path`, all or nothing, flushed. Throws as the file system does. */
export const replaceFile = (path: string, content: Uint8Array): void => {
  const made = `${path}.new`;
  try {
    writeFileSync(made, content);
    flushFile(made);
    renameFlushed(made, path);
  } catch (error) {
    rmSync(made, { force: true });
    throw error;
  }
};

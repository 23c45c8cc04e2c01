import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { copyFile, chmod } from 'node:fs/promises';
import { flushFolderOf } from '../adapters/flushed.ts';

/**
 * Puts a program's file in the place of another, whole or not at all: what runs from the old one goes on. Rejects as
 * file systems do, and then the old one is as it was.
 */
export const swapFile = async (from: string, to: string): Promise<void> => {
  const beside = `${to}.new`;
  try {
    rmSync(beside, { force: true });
    await copyFile(from, beside);
    await chmod(beside, 0o755);
    const file = openSync(beside, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, to);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  flushFolderOf(to);
};

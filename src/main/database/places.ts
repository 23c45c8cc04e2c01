import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../adapters/file-problems.ts';
import { flushFolderOf } from '../adapters/flushed.ts';

/** Where everything about the database lies in the folder of user data. */
export interface DatabasePlaces {
  file: string;
  /** There while the database is in use; found at a start, the last run did not end well. */
  marker: string;
  /** What is being done about a damaged file, until the report of it is in the database. */
  note: string;
  /** A backup on its way to take the file's place. */
  restoring: string;
  backups: string;
}

export const placesIn = (userData: string): DatabasePlaces => {
  const file = join(userData, 'library.db');
  return {
    file,
    marker: `${file}.open`,
    note: `${file}.recovery`,
    restoring: `${file}.restoring`,
    backups: join(userData, 'backups'),
  };
};

/** What SQLite keeps beside a database: belongs to that file and no other. */
const companions = ['-journal', '-wal', '-shm'];

/** Size in bytes; null where there is nothing. Throws for anything but a file, and as the file system does. */
export const sizeOf = (path: string): number | null => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile()) throw new Error(`${path} is no file`);
  return found.size;
};

/** Names in a folder; none where there is no folder, or something else in its place. */
export const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  }
};

/** Is there something beside `path` that was not brought into it yet? */
export const hasUnmerged = (path: string): boolean =>
  companions.slice(0, 2).some((ending) => (sizeOf(path + ending) ?? 0) > 0);

/**
 * Gives a database and what belongs to it another name, flushed. The file itself goes last: as long as it stands,
 * it is plain that this was not finished.
 */
export const setAside = (from: string, to: string): void => {
  for (const ending of [...companions, '']) {
    if (existsSync(from + ending)) renameSync(from + ending, to + ending);
  }
  flushFolderOf(to);
};

/** Removes a database that is only a copy, with all that belongs to it. */
export const removeCopy = (path: string): void => {
  for (const ending of [...companions, '.lock', '']) rmSync(path + ending, { recursive: true, force: true });
};

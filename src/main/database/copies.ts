import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { versionOf } from '../../core/database/migrations.ts';
import type { Log, Sql } from '../../core/ports.ts';
import { flushFile, flushFolderOf, renameFlushed } from '../adapters/flushed.ts';
import { SqlFault } from '../adapters/sql-faults.ts';
import { type BackupName, inOrderOfTrust, readBackupNames } from './backup-names.ts';
import { type DatabasePlaces, namesIn, removeCopy, sizeOf } from './places.ts';
import { closeAnyhow, faultIn, faultInHeader, isNewer, type OpenSql } from './soundness.ts';

/** Is the disk to blame, and not what the file holds? */
const isOfDisk = (error: unknown): boolean =>
  error instanceof SqlFault ? error.kind !== 'damaged' : error instanceof Error && 'syscall' in error;

/**
 * What is wrong with the database file at `path`, which nobody has open; null when it is sound and has tables. Throws
 * what the disk is to blame for.
 */
const faultInCopy = (path: string, open: OpenSql): string | null => {
  let sql: Sql | null = null;
  try {
    const fault = faultInHeader(path);
    if (fault !== null) return fault;
    sql = open(path);
    const version = versionOf(sql);
    if (isNewer(version)) return 'of a newer version';
    return version === 0 ? 'empty' : faultIn(sql, path, true);
  } catch (error) {
    if (isOfDisk(error)) throw error;
    return error instanceof Error ? error.message : String(error);
  } finally {
    if (sql !== null) closeAnyhow(sql);
  }
};

/**
 * Copies the whole open database to a new file `name` in `folder`, which is made where it is missing. The copy is
 * flushed, and checked page by page, before it gets its name. Throws as SQLite (SqlFault) or the file system does;
 * then nothing is left of it.
 */
export const copyOut = (sql: Sql, folder: string, name: string, open: OpenSql): void => {
  mkdirSync(folder, { recursive: true });
  flushFolderOf(folder);
  namesIn(folder)
    .filter((other) => other.endsWith('.making'))
    .forEach((other) => removeCopy(join(folder, other)));
  const making = join(folder, `${name}.making`);
  try {
    sql.run('VACUUM INTO ?', [making]);
    const fault = faultInCopy(making, open);
    if (fault !== null) throw new Error(`the copy is not sound: ${fault}`);
    flushFile(making);
    renameFlushed(making, join(folder, name));
  } catch (error) {
    removeCopy(making);
    throw error;
  }
};

/** Bytes at once. */
const chunkBytes = 1024 * 1024;

/** What is wrong with reading one backup; anything else is the fault of the disk that is written. */
class Unreadable extends Error {}

const orUnreadable = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : String(error), { cause: error });
  }
};

/**
 * Copies one file to another, which is new and may be written even if the first one may not. Throws Unreadable for the
 * first, and as the file system does for the second.
 */
const copyReadable = (from: string, to: string): void => {
  const source = orUnreadable(() => {
    if (sizeOf(from) === null) throw new Error('it is gone');
    return openSync(from, 'r');
  });
  try {
    const target = openSync(to, 'wx', (fstatSync(source).mode & 0o777) | 0o600);
    try {
      const chunk = Buffer.alloc(chunkBytes);
      for (let at = 0; ;) {
        const read = orUnreadable(() => readSync(source, chunk, 0, chunk.length, at));
        if (read === 0) break;
        for (let done = 0; done < read;) done += writeSync(target, chunk, done, read - done, at + done);
        at += read;
      }
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
};

/** Copies a backup to `path`; what is wrong with it, in words for the log, or null. Throws where `path` is refused. */
const copyIn = (backup: string, path: string, open: OpenSql): string | null => {
  removeCopy(path);
  try {
    copyReadable(backup, path);
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
  const fault = faultInCopy(path, open);
  if (fault === null) flushFile(path);
  return fault;
};

/**
 * Puts a copy of the newest sound backup at `places.restoring`, flushed and checked. Null when there is none: one that
 * cannot be read, or is not sound, hides none behind it. Throws when the disk does not take the copy.
 */
export const fetchBackup = (
  places: DatabasePlaces,
  now: number,
  open: OpenSql,
  log: Log,
): BackupName | null => {
  for (const backup of inOrderOfTrust(readBackupNames(namesIn(places.backups)), now)) {
    const fault = copyIn(join(places.backups, backup.name), places.restoring, open);
    if (fault === null) return backup;
    log.warn('backup passed over', { backup: backup.name, fault });
  }
  removeCopy(places.restoring);
  return null;
};

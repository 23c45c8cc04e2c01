import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { versionOf } from '../../core/database/migrations.ts';
import type { Log, Sql } from '../../core/ports.ts';
import { systemCode } from '../adapters/file-problems.ts';
import { flushFile, flushFolderOf, renameFlushed } from '../adapters/flushed.ts';
import { SqlFault } from '../adapters/sql-faults.ts';
import { type BackupName, inOrderOfTrust, readBackupNames } from './backup-names.ts';
import { type DatabasePlaces, namesIn, removeCopy } from './places.ts';
import { closeAnyhow, faultIn, isNewer, type OpenSql } from './soundness.ts';

/** What is wrong with the database file at `path`, which nobody has open; null when it is sound and has tables. */
const faultInCopy = (path: string, open: OpenSql): string | null => {
  let sql: Sql | null = null;
  try {
    sql = open(path);
    const version = versionOf(sql);
    if (isNewer(version)) return 'of a newer version';
    return version === 0 ? 'empty' : faultIn(sql, path, true);
  } catch (error) {
    if (error instanceof SqlFault && error.kind === 'damaged') return error.message;
    throw error;
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

/**
 * Puts a copy of the newest sound backup at `places.restoring`, flushed and checked. Null when there is none. Throws
 * when the disk does not take it.
 */
export const fetchBackup = (
  places: DatabasePlaces,
  now: number,
  open: OpenSql,
  log: Log,
): BackupName | null => {
  for (const backup of inOrderOfTrust(readBackupNames(namesIn(places.backups)), now)) {
    removeCopy(places.restoring);
    let fault: string | null;
    try {
      copyFileSync(join(places.backups, backup.name), places.restoring);
      fault = faultInCopy(places.restoring, open);
    } catch (error) {
      if (systemCode(error) !== 'EIO') throw error;
      fault = 'the disk does not read it';
    }
    if (fault === null) {
      flushFile(places.restoring);
      return backup;
    }
    log.warn('backup passed over', { backup: backup.name, fault });
  }
  removeCopy(places.restoring);
  return null;
};

import { statSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Backups, Sql } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { backupName, newestAt, readBackupNames, toLetGo } from '../database/backup-names.ts';
import { copyOut } from '../database/copies.ts';
import { namesIn, removeCopy } from '../database/places.ts';
import type { OpenSql } from '../database/soundness.ts';
import { fileProblem, systemCode } from './file-problems.ts';
import { SqlFault } from './sql-faults.ts';
import { openSql } from './sql.ts';

/** What has to stay free for saving when a backup was made. Bytes. */
const roomForOthers = 32 * 1024 * 1024;

/** Bytes that a copy of the database takes at most. */
const sizeOf = (sql: Sql): number =>
  Number(sql.all('PRAGMA page_count')[0]?.['page_count']) *
  Number(sql.all('PRAGMA page_size')[0]?.['page_size']);

const freeAt = (folder: string): number => {
  // The folder is made with the first backup.
  const there = statSync(folder, { throwIfNoEntry: false }) === undefined ? dirname(folder) : folder;
  const { bavail, bsize } = statfsSync(there);
  return bavail * bsize;
};

interface BackupOptions {
  /** The date, in ms since the epoch. */
  now?: () => number;
  /** Opens a copy to look whether it is sound. */
  open?: OpenSql;
}

/**
 * Copies of the open database in a folder of their own, one file each. Making one keeps the program waiting: some
 * 300 ms for 100 MB. Only after a new one was proven sound do older ones go, so that a sound one is always there.
 */
export const createBackups = (
  sql: Sql,
  folder: string,
  { now = Date.now, open = openSql }: BackupOptions = {},
): Backups => {
  const make = (): Result<void> => {
    try {
      if (freeAt(folder) < sizeOf(sql) + roomForOthers) return fail('disk_full', { detail: 'kept free' });
      copyOut(sql, folder, backupName(now()), open);
      const old = toLetGo(readBackupNames(namesIn(folder)), now());
      old.forEach(({ name }) => removeCopy(join(folder, name)));
      return ok(undefined);
    } catch (error) {
      if (error instanceof SqlFault) return { ok: false, problem: error.problem };
      if (systemCode(error) !== '') return fileProblem(error);
      return fail('internal', { detail: error instanceof Error ? error.message : String(error) });
    }
  };
  return {
    make: () => Promise.resolve(make()),
    newestAt: () => newestAt(readBackupNames(namesIn(folder)), now()),
  };
};

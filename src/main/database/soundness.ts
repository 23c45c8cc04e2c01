import { closeSync, openSync, readSync } from 'node:fs';
import { databaseVersion, tablesOf, versionOf } from '../../core/database/migrations.ts';
import type { Sql } from '../../core/ports.ts';
import { SqlFault } from '../adapters/sql-faults.ts';
import { sizeOf } from './places.ts';

/** Opens a database with one engine or the other; throws a SqlFault where the file or the disk is to blame. */
export type OpenSql = (path: string) => Sql;

/** Closes a database that may be damaged: what SQLite would still like to do to it may fail. */
export const closeAnyhow = (sql: Sql): void => {
  try {
    sql.close();
  } catch (error) {
    if (!(error instanceof SqlFault)) throw error;
  }
};

const magic = 'SQLite format 3\0';
/** Where the header holds the version (https://www.sqlite.org/fileformat.html, 1.3). */
const versionAt = 60;

/** The version that the header of a file tells, without opening it as a database; null where it has no header. */
export const versionInHeader = (path: string): number | null => {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header, 0, header.length, 0) < header.length) return null;
  } finally {
    closeSync(file);
  }
  return header.toString('latin1', 0, magic.length) === magic ? header.readUInt32BE(versionAt) : null;
};

const isShort = (sql: Sql, path: string): boolean => {
  // Only when the log is merged does the file have to be as long as it says.
  sql.all('PRAGMA wal_checkpoint(TRUNCATE)');
  const pages = Number(sql.all('PRAGMA page_count')[0]?.['page_count']);
  const bytes = Number(sql.all('PRAGMA page_size')[0]?.['page_size']);
  return (sizeOf(path) ?? 0) < pages * bytes;
};

/** Is this a newer version's database? */
export const isNewer = (version: number): boolean => version > databaseVersion;

/**
 * What is wrong with the open database at `path`, in words for the log; null when it is sound. A quick look at the
 * tables always, at every page when `thorough` (some 100 ms for 100 MB). Throws a SqlFault where not even that works.
 */
export const faultIn = (sql: Sql, path: string, thorough: boolean): string | null => {
  const version = versionOf(sql);
  const names = sql.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
  const found = names.map((row) => String(row['name']));
  if (version === 0 && found.length > 0) return `tables of no version: ${found.join(', ')}`;
  const missing = tablesOf(version).filter((table) => !found.includes(table));
  if (missing.length > 0) return `version ${version} without ${missing.join(', ')}`;
  if (!thorough) return null;
  const checked = sql.all('PRAGMA quick_check(1)')[0]?.['quick_check'];
  if (checked !== 'ok') return String(checked);
  return isShort(sql, path) ? 'the file is cut short' : null;
};

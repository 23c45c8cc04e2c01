import { closeSync, openSync, readSync } from 'node:fs';
import { keepFact, knownFact } from '../../core/database/facts.ts';
import { databaseVersion, migrate, schemaHash, tablesOf, versionOf } from '../../core/database/migrations.ts';
import type { Sql } from '../../core/ports.ts';
import { systemCode } from '../adapters/file-problems.ts';
import { SqlFault } from '../adapters/sql-faults.ts';
import { openSql } from '../adapters/sql.ts';
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

/** What the first bytes of a database file tell (https://www.sqlite.org/fileformat.html, 1.3). */
interface Header {
  version: number;
  /** How it is to be written: 1 with a journal, 2 with a log. */
  writing: number;
}

/** The header of a file, without opening it as a database; null where it has none, or the disk does not read it. */
export const readHeader = (path: string): Header | null => {
  const bytes = Buffer.alloc(100);
  try {
    const file = openSync(path, 'r');
    try {
      if (readSync(file, bytes, 0, bytes.length, 0) < bytes.length) return null;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // Whoever opens it comes upon the same.
    if (systemCode(error) === 'EIO') return null;
    throw error;
  }
  if (bytes.toString('latin1', 0, magic.length) !== magic) return null;
  return { version: bytes.readInt32BE(60), writing: bytes.readUInt8(18) };
};

/** What is wrong with the header of the file at `path`, in words for the log: such a one SQLite takes for read-only. */
export const faultInHeader = (path: string): string | null => {
  const writing = readHeader(path)?.writing ?? 1;
  return writing > 2 ? `no way of writing is ${writing}` : null;
};

const isShort = (sql: Sql, path: string): boolean => {
  // Only when the log is merged does the file have to be as long as it says.
  sql.all('PRAGMA wal_checkpoint(TRUNCATE)');
  const pages = Number(sql.all('PRAGMA page_count')[0]?.['page_count']);
  const bytes = Number(sql.all('PRAGMA page_size')[0]?.['page_size']);
  return (sizeOf(path) ?? 0) < pages * bytes;
};

/** No version will ever be so high: it is a number that was damaged. */
const highestVersion = 1000;

/** Is this a newer version's database? */
export const isNewer = (version: number): boolean => version > databaseVersion && version <= highestVersion;

/** Each column of each table with its type and what it may hold, one a line. */
const columnsOf = (sql: Sql): string[] =>
  sql
    .all(
      `SELECT m.name AS "table", c.name AS "column", c.type, c."notnull", c.dflt_value, c.pk
       FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`,
    )
    .map((row) => Object.values(row).join(' '));

/** Columns that this version makes and the database does not have: a letter was hit in the statement that made its table. */
const missingColumns = (sql: Sql): string[] => {
  const fresh = openSql(':memory:');
  try {
    migrate(fresh);
    const found = new Set(columnsOf(sql));
    return columnsOf(fresh).filter((column) => !found.has(column));
  } finally {
    fresh.close();
  }
};

/** The fact by which a database says that its tables, as they are written down in it now, have every column. */
const comparedFact = 'schema_compared';

/** Were these very tables compared by an earlier start? A database that cannot say so is compared. */
const isCompared = (sql: Sql): boolean => {
  try {
    return knownFact(sql, comparedFact) === schemaHash(sql);
  } catch (error) {
    if (error instanceof SqlFault) return false;
    throw error;
  }
};

/**
 * Notes in a sound database of this version that its tables need not be compared again while they stay as they are: a
 * comparison makes a new database, the longest part of a quick look. Where it cannot be noted, the next start compares.
 */
export const noteCompared = (sql: Sql): void => {
  if (isCompared(sql)) return;
  try {
    keepFact(sql, comparedFact, schemaHash(sql));
  } catch (error) {
    if (!(error instanceof SqlFault)) throw error;
  }
};

/** A value that no reading of ours could take, and of which SQLite thinks nothing: any column may hold bytes. */
const strangeValue = (sql: Sql, tables: readonly string[]): string | null => {
  for (const table of tables) {
    const columns = sql
      .all('SELECT name FROM pragma_table_info(?)', [table])
      .map((row) => String(row['name']));
    const isStrange = columns.map((column) => `typeof("${column}") = 'blob'`).join(' OR ');
    const found = sql.all(`SELECT 1 AS found FROM "${table}" NOT INDEXED WHERE ${isStrange} LIMIT 1`);
    if (found.length > 0) return `${table} holds bytes`;
  }
  return null;
};

/**
 * What is wrong with the open database at `path`, in words for the log; null when it is sound. A quick look at the
 * tables and their columns always; when `thorough`, at every page, at each index against its table, and at the kind of every value: 2 to
 * 3 s for 100,000 clips (800 MB). Throws a SqlFault where not even that works.
 */
export const faultIn = (sql: Sql, path: string, thorough: boolean): string | null => {
  const version = versionOf(sql);
  if (version < 0 || version > highestVersion) return `no version is ${version}`;
  const names = sql.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
  const found = names.map((row) => String(row['name']));
  if (version === 0 && found.length > 0) return `tables of no version: ${found.join(', ')}`;
  const missing = tablesOf(version).filter((table) => !found.includes(table));
  if (missing.length > 0) return `version ${version} without ${missing.join(', ')}`;
  const lost = version === databaseVersion && (thorough || !isCompared(sql)) ? missingColumns(sql) : [];
  if (lost.length > 0) return `no column ${lost.join(', ')}`;
  if (!thorough) return null;
  const checked = sql.all('PRAGMA integrity_check(1)')[0]?.['integrity_check'];
  if (checked !== 'ok') return String(checked);
  return isShort(sql, path) ? 'the file is cut short' : strangeValue(sql, tablesOf(version));
};

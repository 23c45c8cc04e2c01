import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { databaseVersion, migrate, versionOf } from '../../core/database/migrations.ts';
import type { DatabaseRecovery } from '../../core/engine-api.ts';
import type { Log, Sql } from '../../core/ports.ts';
import { fileProblem, systemCode } from '../adapters/file-problems.ts';
import { flushFolderOf } from '../adapters/flushed.ts';
import { SqlFault } from '../adapters/sql-faults.ts';
import { openSql } from '../adapters/sql.ts';
import { backupName, readBackupNames } from './backup-names.ts';
import { copyOut } from './copies.ts';
import { isHalfAside, readNote, removeNote } from './note.ts';
import { type DatabasePlaces, hasUnmerged, namesIn, placesIn, sizeOf } from './places.ts';
import { restore, type RestoreOptions } from './restore.ts';
import {
  closeAnyhow,
  faultIn,
  faultInHeader,
  isNewer,
  noteCompared,
  type OpenSql,
  readHeader,
} from './soundness.ts';
import { withMarker } from './with-marker.ts';

/**
 * Why a database is not opened. Nothing was changed, set aside or replaced then, but for `damaged`: that is what took
 * the place of one that was set aside.
 */
export type Refusal =
  'newer' | 'locked' | 'full' | 'denied' | 'disk' | 'migration' | 'unreadable' | 'damaged';

export interface OpenDatabase {
  /** Migrated. Closing it says that this run ended well. */
  sql: Sql;
  /** What was done about a damaged file; null when it was sound. */
  recovery: DatabaseRecovery | null;
  /** The report of the recovery is in the database: it need not be told again. */
  reported(): void;
}

export type Opening = { ok: true; value: OpenDatabase } | { ok: false; why: Refusal; error: unknown };

export interface OpenOptions {
  userData: string;
  /** ms since the epoch. */
  now: number;
  log: Log;
  open?: OpenSql;
  /**
   * What the program came upon when it read the database that was opened just before. Damage leads to setting it aside
   * at once, whatever a check would say; what the disk did not read is looked at once more, all of it.
   */
  trouble?: SqlFault | null;
}

class Refused extends Error {
  readonly why: Refusal;

  constructor(why: Refusal, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.why = why;
  }
}

const whyOf = (error: unknown): Refusal => {
  if (error instanceof Refused) return error.why;
  if (error instanceof SqlFault) return error.kind;
  if (systemCode(error) === '') return 'unreadable';
  const { code } = fileProblem(error).problem;
  if (code === 'disk_full') return 'full';
  if (code === 'disk_fault') return 'disk';
  if (code === 'file_locked') return 'locked';
  return code === 'folder_denied' ? 'denied' : 'unreadable';
};

const newer = (version: number): Refused =>
  new Refused('newer', `version ${version}, this program knows ${databaseVersion}`);

const damaged = (detail: string): SqlFault => new SqlFault('damaged', 'disk_fault', detail, null);

/** Opens what is there and brings it to this version. Throws a SqlFault of kind `damaged` when it is not sound. */
const openSound = ({ places, now, open }: RestoreOptions, thorough: boolean): Sql => {
  const { file } = places;
  const oddHeader = sizeOf(file) === null ? null : faultInHeader(file);
  if (oddHeader !== null) throw damaged(oddHeader);
  const sql = open(file);
  try {
    const version = versionOf(sql);
    if (isNewer(version)) throw newer(version);
    const isOld = version > 0 && version < databaseVersion;
    // What is about to be changed is looked at as closely as what did not end well.
    const fault = faultIn(sql, file, thorough || isOld);
    if (fault !== null) throw damaged(fault);
    if (isOld) copyOut(sql, places.backups, backupName(now, version), open);
    try {
      migrate(sql);
    } catch (error) {
      throw error instanceof SqlFault ? error : new Refused('migration', error);
    }
    noteCompared(sql);
    return sql;
  } catch (error) {
    closeAnyhow(sql);
    throw error;
  }
};

/** Is the file gone, or empty, although there was more? Then it is as good as damaged. In words for the log. */
const lossOf = (places: DatabasePlaces): string | null => {
  const note = readNote(places.note);
  const size = sizeOf(places.file);
  if (note !== null && isHalfAside(note)) return 'it was being set aside';
  if ((size ?? 0) > 0) return null;
  if (size === null && note !== null) return 'it was set aside and not yet replaced';
  const known = readBackupNames(namesIn(places.backups)).length > 0;
  const gone = size === null ? 'the file is gone' : 'the file is empty';
  return known || (size === null && hasUnmerged(places.file)) ? gone : null;
};

/** Something else has to take the file's place: it is damaged, or the disk does not read it. */
export const isTrouble = (error: unknown): error is SqlFault =>
  error instanceof SqlFault && (error.kind === 'damaged' || error.kind === 'disk');

/** Opens what is there; or what stands in the way of that. */
const openOrTrouble = (options: RestoreOptions, thorough: boolean): Sql | SqlFault => {
  const loss = lossOf(options.places);
  if (loss !== null) return damaged(loss);
  try {
    return openSound(options, thorough);
  } catch (error) {
    if (isTrouble(error)) return error;
    throw error;
  }
};

const openOrRestore = (options: RestoreOptions, unclean: boolean, trouble: SqlFault | null): OpenDatabase => {
  const { places, log } = options;
  const opened = (sql: Sql): OpenDatabase => ({
    sql: withMarker(sql, () => rmSync(places.marker, { force: true })),
    recovery: readNote(places.note),
    reported: () => removeNote(places.note),
  });
  const found = trouble?.kind === 'damaged' ? trouble : openOrTrouble(options, unclean || trouble !== null);
  if (!(found instanceof SqlFault)) return opened(found);
  log.error('database damaged', { damage: found.message });
  // The disk that does not read it now may read it again: only for a sound backup, which it reads and writes, is it moved.
  const done = restore(options, found.kind === 'disk');
  if (done === null) throw found;
  log.warn('database set aside', { ...done });
  return opened(openSound(options, true));
};

/**
 * Opens the database of the folder of user data. One that is damaged is set aside, and the newest sound backup takes
 * its place, or a new one; one that the disk does not read, only where there is such a backup. Whatever else stands in
 * the way is said, and nothing is touched. Only the one instance that owns the profile may call this.
 */
export const openDatabase = (options: OpenOptions): Opening => {
  const places = placesIn(options.userData);
  let unclean = true;
  try {
    if (sizeOf(places.file) !== null) {
      // Opened for reading alone, SQLite would say so only with the first change.
      accessSync(places.file, constants.R_OK | constants.W_OK);
      const header = readHeader(places.file);
      if (header !== null && isNewer(header.version)) throw newer(header.version);
    }
    unclean = existsSync(places.marker);
    writeFileSync(places.marker, '');
    flushFolderOf(places.marker);
    const { now, log, open = openSql, trouble = null } = options;
    return { ok: true, value: openOrRestore({ places, now, open, log }, unclean, trouble) };
  } catch (error) {
    if (!unclean) rmSync(places.marker, { force: true });
    return { ok: false, why: whyOf(error), error };
  }
};

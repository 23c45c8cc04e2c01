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
import { restore } from './restore.ts';
import { closeAnyhow, faultIn, isNewer, type OpenSql, versionInHeader } from './soundness.ts';
import { withMarker } from './with-marker.ts';

/** Why a database is not opened. None of these is damage: nothing was changed, set aside or replaced. */
export type Refusal = 'newer' | 'locked' | 'full' | 'denied' | 'disk' | 'migration' | 'unreadable';

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
  if (error instanceof SqlFault) return error.kind === 'damaged' ? 'unreadable' : error.kind;
  if (systemCode(error) === '') return 'unreadable';
  const { code } = fileProblem(error).problem;
  if (code === 'disk_full') return 'full';
  if (code === 'disk_fault') return 'disk';
  if (code === 'file_locked') return 'locked';
  return code === 'folder_denied' ? 'denied' : 'unreadable';
};

const newer = (version: number): Refused =>
  new Refused('newer', `version ${version}, this program knows ${databaseVersion}`);

/** Opens what is there and brings it to this version. Throws a SqlFault of kind `damaged` when it is not sound. */
const openSound = (
  { places, now, open }: { places: DatabasePlaces; now: number; open: OpenSql },
  thorough: boolean,
): Sql => {
  const { file } = places;
  const sql = open(file);
  try {
    const version = versionOf(sql);
    if (isNewer(version)) throw newer(version);
    const fault = faultIn(sql, file, thorough);
    if (fault !== null) throw new SqlFault('damaged', 'disk_fault', fault, null);
    if (version > 0 && version < databaseVersion) {
      copyOut(sql, places.backups, backupName(now, version), open);
    }
    try {
      migrate(sql);
    } catch (error) {
      throw error instanceof SqlFault ? error : new Refused('migration', error);
    }
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

const isDamage = (error: unknown): error is SqlFault => error instanceof SqlFault && error.kind === 'damaged';

const openOrRestore = (options: OpenOptions, places: DatabasePlaces, unclean: boolean): OpenDatabase => {
  const { now, log, open = openSql } = options;
  const from = { places, now, open };
  const opened = (sql: Sql): OpenDatabase => ({
    sql: withMarker(sql, () => rmSync(places.marker, { force: true })),
    recovery: readNote(places.note),
    reported: () => removeNote(places.note),
  });
  let damage = lossOf(places);
  if (damage === null) {
    try {
      return opened(openSound(from, unclean));
    } catch (error) {
      if (!isDamage(error)) throw error;
      damage = error.message;
    }
  }
  log.error('database damaged', { damage });
  const done = restore(places, now, open, log);
  log.warn('database set aside', { ...done });
  return opened(openSound(from, true));
};

/**
 * Opens the database of the folder of user data. One that is damaged is set aside, and the newest sound backup takes
 * its place, or a new one; whatever else stands in the way is said, and nothing is touched. Only the one instance
 * that owns the profile may call this.
 */
export const openDatabase = (options: OpenOptions): Opening => {
  const places = placesIn(options.userData);
  let unclean = true;
  try {
    if (sizeOf(places.file) !== null) {
      // Opened for reading alone, SQLite would say so only with the first change.
      accessSync(places.file, constants.R_OK | constants.W_OK);
      const version = versionInHeader(places.file);
      if (version !== null && isNewer(version)) throw newer(version);
    }
    unclean = existsSync(places.marker);
    writeFileSync(places.marker, '');
    flushFolderOf(places.marker);
    return { ok: true, value: openOrRestore(options, places, unclean) };
  } catch (error) {
    if (!unclean) rmSync(places.marker, { force: true });
    return { ok: false, why: whyOf(error), error };
  }
};

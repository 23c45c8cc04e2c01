import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../shared/fault.ts';
import type { ProblemCode } from '../../shared/problem.ts';

/**
 * What SQLite stumbled over, in so far as it is not the statement: the file's content, a full disk, a disk that fails,
 * somebody else's lock, or rights.
 */
export type SqlFaultKind = 'damaged' | 'full' | 'disk' | 'locked' | 'denied';

/** Thrown by both engines for what lies outside of the program; any other error is thrown as it comes. */
export class SqlFault extends Fault {
  readonly kind: SqlFaultKind;

  constructor(kind: SqlFaultKind, code: ProblemCode, detail: string, cause: unknown) {
    super({ code, detail }, { cause, isDamage: kind === 'damaged' });
    this.name = 'SqlFault';
    this.kind = kind;
  }
}

const problems: Record<SqlFaultKind, ProblemCode> = {
  damaged: 'disk_fault',
  full: 'disk_full',
  disk: 'disk_fault',
  locked: 'file_locked',
  denied: 'internal',
};

/** SQLite's result codes (https://www.sqlite.org/rescode.html), the primary ones. */
const byCode: Readonly<Record<number, SqlFaultKind>> = {
  3: 'denied', // PERM
  5: 'locked', // BUSY
  8: 'denied', // READONLY
  10: 'disk', // IOERR
  11: 'damaged', // CORRUPT
  13: 'full', // FULL
  14: 'denied', // CANTOPEN
  18: 'damaged', // TOOBIG: nothing that we write is; the length of a value was hit
  26: 'damaged', // NOTADB
};

/** The engine in WebAssembly says only the words of a code; and some damage has no code of its own. */
const byWords: readonly [RegExp, SqlFaultKind][] = [
  [/disk image is malformed|malformed database schema|file is not a database|fts5: corrupt/, 'damaged'],
  [/unsupported file format|string or blob too big/, 'damaged'],
  [/database or disk is full/, 'full'],
  [/disk I\/O error/, 'disk'],
  [/^database is locked/, 'locked'],
  [/readonly database|unable to open database file|Could not open the database/, 'denied'],
];

const kindOf = (error: Error): SqlFaultKind | null => {
  const { errcode } = error as { errcode?: unknown };
  const kind = typeof errcode === 'number' ? byCode[errcode & 0xff] : undefined;
  return kind ?? byWords.find(([words]) => words.test(error.message))?.[1] ?? null;
};

/** Less than this, and no page, no journal and no lock finds room. Bytes. */
const noRoom = 64 * 1024;

const isFull = (path: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < noRoom;
  } catch {
    return false;
  }
};

/** The error as a SqlFault where it is one, else as it was. `path` is the database's. */
export const sqlFault = (error: unknown, path: string): unknown => {
  if (!(error instanceof Error) || error instanceof SqlFault) return error;
  const kind = kindOf(error);
  if (kind === null) return error;
  // WebAssembly's file system answers a full disk with "I/O error" or "unable to open".
  const told = (kind === 'disk' || kind === 'denied') && isFull(path) ? 'full' : kind;
  return new SqlFault(told, problems[told], error.message, error);
};

/** Runs `work` on the database at `path`; what it throws becomes a SqlFault where it is one. */
export const orSqlFault = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw sqlFault(error, path);
  }
};

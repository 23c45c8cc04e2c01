import { existsSync } from 'node:fs';
import type { DatabaseRecovery } from '../../core/engine-api.ts';
import type { Log } from '../../core/ports.ts';
import { renameFlushed } from '../adapters/flushed.ts';
import { stampOf } from './backup-names.ts';
import { fetchBackup } from './copies.ts';
import { isHalfAside, readNote, writeNote } from './note.ts';
import { type DatabasePlaces, hasUnmerged, setAside } from './places.ts';
import type { OpenSql } from './soundness.ts';

export interface RestoreOptions {
  places: DatabasePlaces;
  /** ms since the epoch. */
  now: number;
  open: OpenSql;
  log: Log;
}

/**
 * Sets the database aside (nothing is ever deleted) and puts the newest sound backup in its place; without one the
 * place stays empty; or, where it is done `onlyForBackup`, nothing is touched, and it gives null. A crash at any point
 * leaves something that the next start finishes. Throws when the disk refuses; then the file still stands, or the note
 * says where it is.
 */
export const restore = (
  { places, now, open, log }: RestoreOptions,
  onlyForBackup: boolean,
): DatabaseRecovery | null => {
  const { file, note, restoring } = places;
  // What takes its place is on the disk before anything is moved.
  const backup = fetchBackup(places, now, open, log);
  if (backup === null && onlyForBackup) return null;
  const before = readNote(note);
  const there = existsSync(file) || hasUnmerged(file);
  const unfinished = before !== null && (!there || isHalfAside(before));
  const recovery: DatabaseRecovery = {
    setAside: unfinished ? before.setAside : there ? `${file}.damaged-${stampOf(now)}` : '',
    backupAt: backup?.at ?? null,
  };
  writeNote(note, recovery);
  if (there) setAside(file, recovery.setAside);
  if (backup !== null) renameFlushed(restoring, file);
  return recovery;
};

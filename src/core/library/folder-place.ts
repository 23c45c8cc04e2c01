import { problemIn } from '../../shared/fault.ts';
import { ok, type Result } from '../../shared/problem.ts';
import type { Clock, Files, Log, Sql } from '../ports.ts';
import type { FolderFacts, GivenFolder, Standing } from './folder-facts.ts';
import { inTime } from './in-time.ts';
import { readMarker } from './marker.ts';

/** Which folder is the library's, and how another one takes its place: on disk first, then in memory. */
export interface FolderPlace {
  /**
   * Makes a folder that bears `marker` the one in force, for good. Problems: those of keeping the settings or the
   * database; then nothing was changed.
   */
  switchTo(folder: string, marker: string, standing: Standing): Result<void>;
  /** This folder was found in order. Where it is the one in force, that is kept for the next start. */
  isFine(folder: string): void;
  /** Looks at the folder in force; where that is not there, and another place may be meant, at that one. */
  look(check: (folder: string) => Promise<Result<void>>): Promise<Result<void>>;
}

export const createFolderPlace = (options: {
  clock: Clock;
  files: Files;
  sql: Sql;
  log: Log;
  facts: FolderFacts;
  given: Omit<GivenFolder, 'folder'>;
  libraryFolder: () => string;
  /** Keeps the folder in the settings; throws where that cannot be. */
  keepFolder: (folder: string) => void;
  /** Makes it the one in force, in memory. */
  useFolder: (folder: string) => void;
}): FolderPlace => {
  const { clock, files, sql, log, facts, libraryFolder, keepFolder, useFolder } = options;
  let { forThisRun, other } = options.given;

  const keep = (folder: string, marker: string, standing: Standing): void =>
    sql.transaction(() => {
      facts.keepId(marker);
      facts.keepStanding(folder, standing);
      facts.keepPlace(folder);
      // Last, so that the database takes it back when the settings refuse.
      keepFolder(folder);
    });

  /** Is the folder there, with the mark of this very library? */
  const bearsOurs = async (folder: string): Promise<boolean> => {
    const read = async (): Promise<Result<boolean>> =>
      ok((await readMarker({ files, folder })) === facts.id());
    const ours = await inTime(clock, read());
    return ours.ok && ours.value;
  };

  return {
    switchTo(folder, marker, standing) {
      try {
        keep(folder, marker, standing);
      } catch (error) {
        log.error('library folder not switched', { detail: String(error) });
        return { ok: false, problem: problemIn(error) };
      }
      forThisRun = false;
      other = null;
      useFolder(folder);
      return ok(undefined);
    },
    isFine(folder) {
      if (folder !== libraryFolder() || forThisRun) return;
      const disagreed = other !== null;
      other = null;
      if (facts.place() !== folder) facts.keepPlace(folder);
      if (disagreed) keepFolder(folder);
    },
    async look(check) {
      const folder = libraryFolder();
      const looked = await check(folder);
      if (looked.ok || looked.problem.code !== 'folder_missing' || other === null) return looked;
      const elsewhere = other;
      if (!(await bearsOurs(elsewhere)) || !(await check(elsewhere)).ok) return looked;
      // Somebody may have chosen a folder meanwhile.
      if (other !== elsewhere || libraryFolder() !== folder) return check(libraryFolder());
      log.warn('library folder found elsewhere');
      useFolder(elsewhere);
      return check(elsewhere);
    },
  };
};

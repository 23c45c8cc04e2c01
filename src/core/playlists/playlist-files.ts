import { keepFact, knownFact } from '../database/facts.ts';
import type { Result } from '../../shared/problem.ts';
import type { Clock, Log, Sql } from '../ports.ts';
import type { EntryStore } from './entry-store.ts';
import { type FolderFile, playlistFolder } from './folder-file.ts';
import type { PlaylistRecord, PlaylistStore } from './playlist-store.ts';

/** Keeps the files of playlists in the library folder as the lists are. */
export interface PlaylistFiles {
  /** Forgets what was removed in an earlier run, and looks. */
  start(): void;
  /** Something may have changed: what has is written a moment later. */
  look(): void;
  /** Names of all files, within the library folder. */
  names(): string[];
  /** Keeps still while files move; call what it gives to let it go on. */
  hold(): Promise<() => void>;
  /** Writes what is left to write first. Never rejects. */
  stop(): Promise<void>;
}

export interface PlaylistFilesOptions {
  clock: Clock;
  log: Log;
  sql: Sql;
  lists: PlaylistStore;
  entries: Pick<EntryStore, 'dropAll'>;
  file: FolderFile;
  libraryFolder: () => string;
  /** Is it the library folder, and may it be written? */
  checkFolder: (folder: string) => Promise<Result<void>>;
  /** A lost database is being recovered: what the folder holds may be newer than what is known. */
  isBlocked: () => boolean;
}

/** Changes that follow each other within this time are written as one. ms */
const gatherMs = 2_000;
/** A list that was removed keeps its file for this long: most of what is undone is undone at once. ms */
const discardAfterMs = 10_000;
/** The folder refuses, or is not there. ms */
const tryAgainMs = 60_000;
const folderFact = 'playlists.folder';

export const createPlaylistFiles = (options: PlaylistFilesOptions): PlaylistFiles => {
  const { clock, log, sql, lists, entries, file, libraryFolder, checkFolder, isBlocked } = options;
  let planned: { at: number; callOff: () => void } | null = null;
  let working: Promise<void> | null = null;
  let holds = 0;
  let stopped = false;
  /** Files that the trash did not take in this run. */
  const refused = new Set<string>();

  const plan = (ms: number): void => {
    const at = clock.now() + ms;
    if (stopped || (planned !== null && planned.at <= at && planned.at > clock.now())) return;
    planned?.callOff();
    planned = { at, callOff: clock.after(ms, () => void work(false)) };
  };

  /** In another folder than before, nothing is written yet. */
  const isElsewhere = (folder: string): boolean =>
    lists.files().length > 0 && knownFact(sql, folderFact) !== folder;
  const noteFolder = (folder: string): void => {
    if (knownFact(sql, folderFact) === folder) return;
    sql.transaction(() => {
      lists.setAllDue();
      keepFact(sql, folderFact, folder);
    });
  };

  const waits = ({ removedAt }: PlaylistRecord): boolean =>
    removedAt !== null && removedAt + discardAfterMs > clock.now();
  const due = (isLast: boolean): PlaylistRecord[] =>
    lists.due().filter((list) => !refused.has(list.id) && (isLast || !waits(list)));

  /** Without any, no timer needs to wake anybody. */
  const hasWork = (): boolean => lists.due().length > 0 || isElsewhere(libraryFolder());
  const look = (): void => {
    if (!stopped && hasWork()) plan(gatherMs);
  };

  const bring = async (folder: string, list: PlaylistRecord): Promise<Result<void>> => {
    if (list.removedAt !== null) {
      const gone = await file.discard(folder, list);
      if (gone.ok)
        sql.transaction(() => {
          lists.setFile(list.id, null);
          lists.setWritten(list.id, list.version);
        });
      else refused.add(list.id);
      return gone;
    }
    const written = await file.write(folder, list);
    if (!written.ok) return written;
    // Changed meanwhile, it is due again; half of one and half of another state was written then.
    sql.transaction(() => {
      lists.setFile(list.id, written.value);
      lists.setWritten(list.id, list.version);
    });
    return written.ok ? { ok: true, value: undefined } : written;
  };

  const round = async (isLast: boolean): Promise<void> => {
    if (!hasWork()) return;
    if (isBlocked() || holds > 0) return plan(tryAgainMs);
    const folder = libraryFolder();
    noteFolder(folder);
    const some = due(isLast);
    const there = some.length === 0 ? null : await checkFolder(folder);
    if (there?.ok === false) return plan(tryAgainMs);
    for (const list of some) {
      if (holds > 0 || (stopped && !isLast)) break;
      const brought = await bring(folder, list);
      if (brought.ok) continue;
      log.warn('playlist not written', { code: brought.problem.code, detail: brought.problem.detail });
      return plan(tryAgainMs);
    }
    if (due(false).length > 0) plan(gatherMs);
    else if (lists.due().some(waits)) plan(discardAfterMs);
  };

  const work = async (isLast: boolean): Promise<void> => {
    planned = null;
    await working;
    working = round(isLast)
      .catch((error: unknown) => log.error('playlist files', { detail: String(error) }))
      .then(() => void (working = null));
    await working;
  };

  return {
    start() {
      lists.forgetRemoved().forEach((id) => entries.dropAll(id));
      look();
    },
    look,
    names: () => lists.files().map((name) => `${playlistFolder}/${name}`),
    async hold() {
      holds += 1;
      await working;
      return () => {
        holds -= 1;
        look();
      };
    },
    async stop() {
      planned?.callOff();
      stopped = true;
      await working;
      await work(true);
    },
  };
};

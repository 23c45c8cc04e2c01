import { knownFact, keepFact } from '../../database/facts.ts';
import type { Problem, ProblemCode, Result } from '../../../shared/problem.ts';
import type { Clock, Log, Sql } from '../../ports.ts';
import type { SaidFolder, SaidTaken } from './said-folder.ts';
import type { SaidStore } from './said-store.ts';

/** Keeps the library folder as what is said of clips is, and the other way round. */
export interface SaidKeeper {
  /** Something may have been said, or clips have come: what waits for them is theirs, what is due is written a moment later. */
  look(): void;
  /** Takes up what the folder says that is newer than what is known; `all`: also of files that were read before. */
  takeUp(signal: AbortSignal, all: boolean): Promise<SaidTaken & { waiting: number }>;
  /** Names of the files, within the library folder. */
  names(): string[];
  /** Keeps still while files move; call what it gives to let it go on. */
  hold(): Promise<() => void>;
  /** Writes what is left to write first. Never rejects. */
  stop(): Promise<void>;
}

export interface SaidKeeperOptions {
  clock: Clock;
  log: Log;
  sql: Sql;
  store: SaidStore;
  folder: SaidFolder;
  libraryFolder: () => string;
  /** Is it the library folder, and may it be written? */
  checkFolder: (folder: string) => Promise<Result<void>>;
  /** Nothing may be written now: a lost database is being recovered, or the folder is known to be away. */
  isBlocked: () => boolean;
  /** Why nothing can be written, where that is so. */
  onProblem: (problem: Problem) => void;
  /** Clips came, and what was waiting for them is theirs. */
  onSettled: () => void;
}

/** Things that are said within this time are written as one. ms */
const gatherMs = 3_000;
/** The folder refuses, or is not there. ms */
const tryAgainMs = 60_000;
/** What a look at a folder does not show. */
const ofDisk: readonly ProblemCode[] = ['disk_full', 'disk_fault'];
const folderFact = 'said.folder';

export const createSaidKeeper = (options: SaidKeeperOptions): SaidKeeper => {
  const { clock, log, sql, store, libraryFolder } = options;
  let planned: { at: number; callOff: () => void } | null = null;
  let working: Promise<void> | null = null;
  let holds = 0;
  let stopped = false;

  const plan = (ms: number): void => {
    const at = clock.now() + ms;
    if (stopped || (planned !== null && planned.at <= at && planned.at > clock.now())) return;
    planned?.callOff();
    planned = { at, callOff: clock.after(ms, () => void work(false)) };
  };

  /** In another folder than before, nothing is written yet. */
  const isElsewhere = (): boolean => store.hasAny() && knownFact(sql, folderFact) !== libraryFolder();
  const hasWork = (): boolean => store.isDue() || isElsewhere();
  const look = (): void => {
    if (stopped) return;
    if (store.settle() > 0) options.onSettled();
    if (hasWork()) plan(gatherMs);
  };

  const round = async (isLast: boolean): Promise<void> => {
    if (!hasWork()) return;
    if (options.isBlocked() || holds > 0) return plan(tryAgainMs);
    const folder = libraryFolder();
    const there = await options.checkFolder(folder);
    if (!there.ok) {
      log.warn('what is said of clips not written', { code: there.problem.code });
      options.onProblem(there.problem);
      return plan(tryAgainMs);
    }
    if (isElsewhere())
      sql.transaction(() => {
        // The very first folder has all that it needs to be told marked as due already.
        if (knownFact(sql, folderFact) !== null) store.setAllDue();
        keepFact(sql, folderFact, folder);
      });
    for (const shelf of store.due()) {
      if (holds > 0 || (stopped && !isLast)) break;
      const written = await options.folder.write(folder, shelf);
      if (written.ok) continue;
      const { code, detail } = written.problem;
      log.warn('what is said of clips not written', { code, detail });
      // One file or `Said` itself that refuses says nothing of the library folder.
      const still = await options.checkFolder(folder);
      if (!still.ok) options.onProblem(still.problem);
      else if (ofDisk.includes(code)) options.onProblem(written.problem);
      break;
    }
    if (store.isDue()) plan(tryAgainMs);
  };

  const work = async (isLast: boolean): Promise<void> => {
    planned = null;
    await working;
    working = round(isLast)
      .catch((error: unknown) => {
        log.error('what is said of clips', { detail: String(error) });
        plan(tryAgainMs);
      })
      .then(() => void (working = null));
    await working;
  };

  return {
    look,
    async takeUp(signal, all) {
      store.settle();
      const taken = await options.folder.takeUp(libraryFolder(), signal, all);
      if (store.isDue()) plan(gatherMs);
      return { ...taken, waiting: store.waiting() };
    },
    names: options.folder.names,
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

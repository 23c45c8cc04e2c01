import type { Problem, Result } from '../../shared/problem.ts';
import type { Clock, Files, Log, Trash } from '../ports.ts';
import type { ClipPlace, ClipPlaces } from './clip-places.ts';
import { toTrash } from './to-trash.ts';

/** Taking clips out of the library: at once on screen, to the system's trash when the time to undo is over. */
export interface Removing {
  /** Gives which of them were in the library. */
  removeClips(ids: readonly string[]): { removed: string[]; undoUntil: number };
  /** Gives how many came back: none once the time is over. */
  undoRemove(ids: readonly string[]): number;
  /** Brings back what the user took out of the trash: its file lies in its place again. */
  lookForReturned(): Promise<void>;
  /** Goes on with what the last run left; brings back what the user took out of the trash. */
  start(): Promise<void>;
  /** The library folder is back: goes on with what waited for it. */
  goOn(): Promise<void>;
  /** Keeps still while files move; call what it gives to let it go on. */
  hold(): Promise<() => void>;
  stop(): void;
}

export interface RemovingOptions {
  clock: Clock;
  files: Files;
  trash: Trash;
  log: Log;
  places: ClipPlaces;
  libraryFolder: () => string;
  /** Is it the library folder, and is it there? */
  checkFolder: (folder: string) => Promise<Result<void>>;
  /** All or nothing. */
  transaction: <T>(work: () => T) => T;
  /** The folder is not there: what is to go to the trash waits until it is back. */
  onFolder: (problem: Problem) => void;
  /** The trash refused: this clip is in the library again. Once for all that were refused together. */
  onRefused: (problem: Problem, clip: { id: string; title: string }, more: number) => void;
  /** Clips left the library or came back. */
  onChange: () => void;
}

/** How long removing can be undone. ms */
export const undoMs = 10_000;

export const createRemoving = (options: RemovingOptions): Removing => {
  const { clock, files, log, places, libraryFolder, checkFolder, transaction, onChange } = options;
  /** Removed in this run and still to be undone, with the removal it was; what an earlier run removed is not. */
  const undoable = new Map<string, symbol>();
  const timers = new Set<() => void>();
  let working: Promise<void> | null = null;
  let again = false;
  let holds = 0;
  let stopped = false;

  const due = (): ClipPlace[] => places.pending().filter(({ id }) => !undoable.has(id));
  const isPending = (id: string): boolean => !undoable.has(id) && places.isPending(id);

  /** Gives those whose files the trash refused. */
  const clear = async (): Promise<{ clip: ClipPlace; problem: Problem }[]> => {
    const refused: { clip: ClipPlace; problem: Problem }[] = [];
    for (const clip of due()) {
      if (stopped || holds > 0 || !isPending(clip.id)) continue;
      const gone = await toTrash({ ...options, folder: libraryFolder() }, clip);
      if (stopped) break; // The next start finds out what became of it.
      if (gone.ok) places.setTrashed(clip.id, clock.now());
      else if (gone.problem.code === 'trash_failed') {
        places.restore([clip.id]);
        refused.push({ clip, problem: gone.problem });
      } else {
        options.onFolder(gone.problem);
        break;
      }
    }
    return refused;
  };

  const work = async (): Promise<void> => {
    const refused = await clear();
    const [first] = refused;
    if (first === undefined) return;
    log.warn('not moved to the trash', { clips: refused.length, detail: first.problem.detail });
    onChange();
    options.onRefused(first.problem, { id: first.clip.id, title: first.clip.title }, refused.length - 1);
  };

  /** One at a time: who comes meanwhile is served in another round. */
  const goOn = async (): Promise<void> => {
    if (stopped || holds > 0) return;
    if (working !== null) {
      again = true;
      return working;
    }
    working = work().catch((error: unknown) => log.error('removing broke', { detail: String(error) }));
    await working;
    working = null;
    if (again) {
      again = false;
      await goOn();
    }
  };

  const lookForReturned = async (): Promise<void> => {
    const gone = places.trashed();
    if (gone.length === 0 || holds > 0 || stopped) return;
    if (!(await checkFolder(libraryFolder())).ok) return;
    const there = new Set(await files.listDeep(libraryFolder()));
    const back = gone.filter(({ id, audio }) => there.has(audio) && !places.isUsedByOthers([audio], id));
    if (back.length === 0) return;
    transaction(() => places.restore(back.map(({ id }) => id)));
    log.info('taken out of the trash', { clips: back.length });
    onChange();
  };

  const round = async (): Promise<void> => {
    await goOn();
    await lookForReturned();
  };

  return {
    removeClips(ids) {
      const now = clock.now();
      const removed = transaction(() => places.remove(ids, now));
      if (removed.length > 0) {
        const removal = Symbol('removal');
        removed.forEach((id) => undoable.set(id, removal));
        const callOff = clock.after(undoMs, () => {
          timers.delete(callOff);
          for (const id of removed) if (undoable.get(id) === removal) undoable.delete(id);
          void goOn();
        });
        timers.add(callOff);
        onChange();
      }
      return { removed, undoUntil: now + undoMs };
    },
    undoRemove(ids) {
      const wanted = ids.filter((id) => undoable.has(id));
      if (wanted.length === 0) return 0;
      transaction(() => places.restore(wanted));
      wanted.forEach((id) => undoable.delete(id));
      onChange();
      return wanted.length;
    },
    lookForReturned,
    start: round,
    goOn: round,
    async hold() {
      holds += 1;
      await working;
      return () => {
        holds -= 1;
        void round();
      };
    },
    stop() {
      stopped = true;
      timers.forEach((callOff) => callOff());
      timers.clear();
    },
  };
};

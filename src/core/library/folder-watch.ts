import type { Problem, ProblemCode, Result } from '../../shared/problem.ts';
import type { Clock, Files } from '../ports.ts';

/** Whether the library folder can be used; looked at again and again only while it cannot. */
export interface FolderWatch {
  problem(): Problem | null;
  look(): Promise<void>;
  /** The folder is another one: if it can be used, whatever stood in the way of the last one is gone. */
  lookAfresh(): Promise<void>;
  /** What an attempt to save found out about the folder. */
  heard(problem: Problem | null): void;
  stop(): void;
}

const lookAgainMs = 15_000;
/**
 * Trouble that a look at the folder cannot see (a file that is held, a disk that fails within one) is over when an
 * attempt says so; looked for all the same, it would be tried again with each look. Without news of it for so long,
 * nothing waits for it any more: tries come every 2 minutes. ms.
 */
const unseenMs = 150_000;
const unseen: readonly ProblemCode[] = ['file_locked', 'disk_fault'];
/** Less room than this is a full disk; and so much must have been made since before it is worth another try. Bytes. */
const roomToSave = 50 * 1024 * 1024;
const roomMade = 10 * 1024 * 1024;

export const createFolderWatch = (options: {
  clock: Clock;
  files: Files;
  folder: () => string;
  /** Is it the library folder, and may it be written? */
  check: () => Promise<Result<void>>;
  /** What stood in the way is gone. */
  onBack: () => void;
  onChange: () => void;
}): FolderWatch => {
  const { clock, files, folder, check, onBack, onChange } = options;
  let problem: Problem | null = null;
  /** What was free when the disk was found full. */
  let freeThen: number | null = null;
  let callOff = (): void => undefined;
  let stopped = false;

  const become = (next: Problem | null): void => {
    callOff();
    if (stopped) return;
    const was = problem;
    problem = next;
    if (next?.code !== was?.code || next?.detail !== was?.detail) onChange();
    const pauseMs = next !== null && unseen.includes(next.code) ? unseenMs : lookAgainMs;
    if (next !== null) callOff = clock.after(pauseMs, () => void look());
    else if (was !== null) onBack();
  };

  /** A full disk is a fine folder; only room that was made ends that problem. */
  const stillFull = async (): Promise<boolean> => {
    const free = await files.freeSpace(folder());
    if (free === null) return false;
    freeThen ??= free;
    freeThen = Math.min(freeThen, free);
    return free < roomToSave || free < freeThen + roomMade;
  };

  const look = async (): Promise<void> => {
    const looked = await check();
    if (!looked.ok) become(looked.problem);
    else if (problem?.code === 'disk_full' && (await stillFull())) become(problem);
    else {
      freeThen = null;
      become(null);
    }
  };

  return {
    problem: () => problem,
    look,
    async lookAfresh() {
      const was = problem;
      await look();
      if (was === null && problem === null && !stopped) onBack();
    },
    heard(next) {
      if (next?.code !== 'disk_full') freeThen = null;
      become(next);
      if (next?.code === 'disk_full') void stillFull();
    },
    stop() {
      stopped = true;
      callOff();
    },
  };
};

import type { Problem, Result } from '../../shared/problem.ts';
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
    if (next !== null) callOff = clock.after(lookAgainMs, () => void look());
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

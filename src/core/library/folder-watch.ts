import type { Problem } from '../../shared/problem.ts';
import type { Clock, Files } from '../ports.ts';

/** Whether the library folder can be used; looked at again and again only while it cannot. */
export interface FolderWatch {
  problem(): Problem | null;
  look(): Promise<void>;
  /** What an attempt to save found out about the folder. */
  heard(problem: Problem | null): void;
  stop(): void;
}

const lookAgainMs = 15_000;

export const createFolderWatch = (options: {
  clock: Clock;
  files: Files;
  folder: () => string;
  /** Nothing was ever saved there. */
  isNew: () => boolean;
  onChange: () => void;
}): FolderWatch => {
  const { clock, files, folder, isNew, onChange } = options;
  let problem: Problem | null = null;
  let callOff = (): void => undefined;

  const become = (next: Problem | null): void => {
    callOff();
    if (next?.code !== problem?.code) onChange();
    problem = next;
    if (next !== null) callOff = clock.after(lookAgainMs, () => void look());
  };

  const look = async (): Promise<void> => {
    // A folder that never held anything is made; one that is gone may be on a disk that is not there yet (F36).
    if (isNew()) await files.ensureFolder(folder());
    const looked = await files.checkFolder(folder());
    become(looked.ok ? null : looked.problem);
  };

  return { problem: () => problem, look, heard: become, stop: () => callOff() };
};

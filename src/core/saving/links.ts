import { fail, type Result } from '../../shared/problem.ts';

/** Fresh links, one request per task however many of its clips need one. Not a download: it takes no place among them. */
export interface Links {
  /** Asks for the task's links unless that is under way; `done` hears how it ended. */
  refresh(taskId: string): void;
}

export const createLinks = (
  askTask: (taskId: string) => Promise<Result<void>>,
  done: (taskId: string, result: Result<void>) => void,
): Links => {
  const asking = new Set<string>();
  return {
    refresh(taskId) {
      if (asking.has(taskId)) return;
      asking.add(taskId);
      void askTask(taskId)
        .catch((error: unknown) => fail('internal', { detail: String(error) }))
        .then((result) => {
          asking.delete(taskId);
          done(taskId, result);
        });
    },
  };
};

import { ok, type Result } from '../../shared/problem.ts';
import { fileProblem } from './file-problems.ts';

/** Does work on files; what the file system throws becomes a problem. */
export const attempt = async (work: () => Promise<void>): Promise<Result<void>> => {
  try {
    await work();
    return ok(undefined);
  } catch (error) {
    return fileProblem(error);
  }
};

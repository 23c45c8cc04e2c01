import type { ImportReport } from '../../shared/contract.ts';
import { fail, type Result } from '../../shared/problem.ts';
import type { Sql } from '../ports.ts';
import type { WorkSteps } from '../work.ts';
import type { ArchiveOptions } from './export.ts';

/** Takes up what the archive holds and the library does not; changes nothing that is there. */
export const importFrom = async (
  _options: ArchiveOptions & { sql: Sql },
  _path: string,
  _steps: WorkSteps,
): Promise<Result<ImportReport>> => fail('internal');

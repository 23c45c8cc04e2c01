import type { ExportReport } from '../../shared/contract.ts';
import { fail, type Result } from '../../shared/problem.ts';
import type { ClipStore } from '../library/clip-store.ts';
import type { LyricStore } from '../library/lyric-store.ts';
import type { Notices } from '../notices/notices.ts';
import type { Archives, Clock, Files } from '../ports.ts';
import type { ItemStore } from '../saving/item-store.ts';
import type { TaskStore } from '../tasks/task-store.ts';
import type { WorkSteps } from '../work.ts';

export interface ArchiveOptions {
  clock: Clock;
  files: Files;
  archives: Archives;
  tasks: TaskStore;
  items: ItemStore;
  clips: ClipStore;
  lyrics: LyricStore;
  notices: Notices;
  libraryFolder: () => string;
}

/** Writes everything but the key into one archive at `path`. */
export const exportTo = async (
  _options: ArchiveOptions,
  _path: string,
  _steps: WorkSteps,
): Promise<Result<ExportReport>> => fail('internal');

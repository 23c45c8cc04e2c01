import type { Engine } from '../engine-api.ts';
import type { Clock, Files, Log, Trash } from '../ports.ts';
import type { ClipStore } from './clip-store.ts';

/** Taking clips out of the library: at once on screen, to the system's trash when the time to undo is over. */
export interface Removing extends Pick<Engine, 'removeClips' | 'undoRemove'> {
  /** Goes on with what the last run left; brings back what the user took out of the trash. */
  start(): Promise<void>;
  stop(): void;
}

export interface RemovingOptions {
  clock: Clock;
  files: Files;
  trash: Trash;
  log: Log;
  clips: ClipStore;
  libraryFolder: () => string;
  /** Clips left the library or came back. */
  onChange: () => void;
}

export const createRemoving = (options: RemovingOptions): Removing => ({
  removeClips: () => ({ undoUntil: options.clock.now() }),
  undoRemove: () => undefined,
  start: async () => undefined,
  stop: () => undefined,
});

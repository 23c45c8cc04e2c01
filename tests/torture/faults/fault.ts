import type { TaskOptions } from '../../../simulator/model.ts';
import type { FaultWorld } from './world.ts';

export const rooms = [
  'connection',
  'API answers',
  'API results',
  'audio',
  'covers and titles',
  'disk',
  'clock and sleep',
  'key',
  'database',
] as const;

/** One fault of the list (docs/reliability.md): how it is made and how it has to end. */
export interface Fault {
  name: string;
  room: (typeof rooms)[number];
  /** In words for the table: what the user sees, and what happens next. */
  sees: string;
  next: string;
  /** The simulator's task is made so. */
  task?: TaskOptions;
  /** Brings it about: before anything is asked, in the middle of saving, or between two lives of the program. */
  begin?: (world: FaultWorld) => void | Promise<void>;
  when?: 'before' | 'saving' | 'between';
  /** The program ran before and has saved another task. So it is for those between two lives. */
  lived?: true;
  /** Ends it, and does what the user is asked to do, if anything. Without it, it stays. */
  lift?: (world: FaultWorld) => void | Promise<void>;
  /** One of these must have shown while it lasted (see `shown` in judge.ts). Empty: nothing need be seen. */
  shows: readonly string[];
  /** `saved`: everything is in the library at the end; else the state that it ends in, which has a name. */
  ends: string;
}

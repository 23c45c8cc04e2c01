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

type Step = (world: FaultWorld) => void | Promise<void>;

/** One fault of the list (docs/reliability.md): how it is made and how it has to end. */
export interface Fault {
  name: string;
  room: (typeof rooms)[number];
  /** In words for the table: what the user sees, and what happens next. */
  sees: string;
  next: string;
  /** Tests that show it by itself, as paths from the root of the project. */
  by: readonly string[];
  /** The simulator's task is made so; in a pair otherwise, where that would only take long. */
  task?: TaskOptions;
  taskInPairs?: TaskOptions;
  /** What it needs to be there before the program starts for the first time. */
  prepare?: Step;
  /** Brings it about: before anything is asked, in the middle of saving, or between two lives of the program. */
  begin?: Step;
  when?: 'before' | 'saving' | 'between';
  /** The program ran before and has saved another task. So it is for those between two lives. */
  lived?: true;
  /** How long it lasts, in ms of the program's time; 20 minutes when left out. */
  lastsMs?: number;
  /** Ends it, and does what the user is asked to do, if anything. Without it, it stays. */
  lift?: Step;
  /** Each of these must have shown while it lasted (see `shownBy`); `a | b` is either. Empty: nothing need be seen. */
  shows: readonly string[];
  /** For what need not be seen: a word on what is missing for it to have happened; null when it did. */
  happened?: (world: FaultWorld) => string | null;
  /** What a person is told of, once each, and nothing else; null where the list of notices itself is hit. */
  tells?: readonly string[] | null;
  /** What must hold at the end besides, while the program still runs: a word on what does not, or null. */
  holds?: (world: FaultWorld) => string | null;
  /** It needs a good answer first, which another fault would take away for good: never one of a pair. */
  alone?: true;
  /** The API names no ids of its clips: the sound alone tells them apart. */
  nameless?: true;
  /** `saved`: everything is in the library at the end; else the state that it ends in, which has a name. */
  ends: string;
}

/** A fault as its messages and `--only` name it. */
export const called = ({ room, name }: Pick<Fault, 'room' | 'name'>): string => `${room}: ${name}`;

/** A word on what does not hold, or null. */
export const unless = (holds: boolean, word: string): string | null => (holds ? null : word);

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

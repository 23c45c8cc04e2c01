import type { EngineChange, EngineState } from './engine-api.ts';
import type { Task } from '../shared/task.ts';
import type { Clock } from './ports.ts';

type Slice = keyof EngineChange['slices'];

/** Notes what changed and tells it once per turn, however much happened in it. */
export interface Changes {
  task(id: string): void;
  gone(ids: readonly string[]): void;
  slice(...names: Slice[]): void;
  onChange(listener: (change: EngineChange) => void): () => void;
  /** Tells no more: what it reads from is about to be closed. */
  stop(): void;
}

/** How each slice of the state is read at the moment it is told. */
export type SliceReaders = { [K in Slice]-?: () => EngineState[K] };

/** The whole state, for a snapshot. */
export const readState = (
  slices: SliceReaders,
  tasks: readonly { id: string }[],
  view: (id: string) => Task | null,
): EngineState => ({
  session: slices.session(),
  online: slices.online(),
  paused: slices.paused(),
  past: slices.past(),
  tasks: tasks.map((task) => view(task.id)).filter((task) => task !== null),
  balance: slices.balance(),
  budget: slices.budget(),
  notices: slices.notices(),
  library: slices.library(),
  playlists: slices.playlists(),
  work: slices.work(),
  database: slices.database(),
  recovery: slices.recovery(),
  sounds: slices.sounds(),
});

/** Slices and tasks are read when they are told, not when they change. */
export const createChanges = (
  clock: Clock,
  readers: SliceReaders,
  view: (id: string) => Task | null,
): Changes => {
  const listeners = new Set<(change: EngineChange) => void>();
  let tasks = new Set<string>();
  let gone = new Set<string>();
  let slices = new Set<Slice>();
  let toldPast = readers.past();
  let planned = false;
  let stopped = false;

  const tell = (): void => {
    planned = false;
    if (stopped) return;
    // Gone is what is gone now: a late sign of life must not bring a forgotten task back on the page.
    const change: EngineChange = { slices: {}, tasks: [], gone: [...gone].filter((id) => view(id) === null) };
    change.tasks = [...tasks].map((id) => view(id)).filter((task) => task !== null);
    // One that was put away may be at hand again, or gone.
    if (readers.past() !== toldPast) slices.add('past');
    toldPast = readers.past();
    slices.forEach((name) => Object.assign(change.slices, { [name]: readers[name]() }));
    tasks = new Set();
    gone = new Set();
    slices = new Set();
    listeners.forEach((listener) => listener(change));
  };

  const plan = (): void => {
    if (planned || stopped) return;
    planned = true;
    clock.after(0, tell);
  };

  return {
    task(id) {
      tasks.add(id);
      plan();
    },
    gone(ids) {
      for (const id of ids) {
        gone.add(id);
      }
      plan();
    },
    slice(...names) {
      names.forEach((name) => slices.add(name));
      plan();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
    },
  };
};

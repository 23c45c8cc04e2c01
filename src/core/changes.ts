import type { EngineChange, EngineState } from './engine-api.ts';
import type { Clock } from './ports.ts';

type Slice = keyof EngineChange['slices'];

/** Notes what changed and tells it once per turn, however much happened in it. */
export interface Changes {
  task(id: string): void;
  gone(ids: readonly string[]): void;
  slice(...names: Slice[]): void;
  onChange(listener: (change: EngineChange) => void): () => void;
}

/** `read` gives the state of a slice or a task at the moment of telling. */
export const createChanges = (
  clock: Clock,
  read: {
    slice: <K extends Slice>(name: K) => EngineState[K];
    task: (id: string) => EngineState['tasks'][number] | null;
  },
): Changes => {
  const listeners = new Set<(change: EngineChange) => void>();
  let tasks = new Set<string>();
  let gone = new Set<string>();
  let slices = new Set<Slice>();
  let planned = false;

  const tell = (): void => {
    planned = false;
    const put = <K extends Slice>(into: EngineChange['slices'], name: K): void => {
      into[name] = read.slice(name) as EngineChange['slices'][K];
    };
    const change: EngineChange = { slices: {}, tasks: [], gone: [...gone] };
    slices.forEach((name) => put(change.slices, name));
    change.tasks = [...tasks].map((id) => read.task(id)).filter((task) => task !== null);
    tasks = new Set();
    gone = new Set();
    slices = new Set();
    listeners.forEach((listener) => listener(change));
  };

  const plan = (): void => {
    if (planned) return;
    planned = true;
    clock.after(0, tell);
  };

  return {
    task(id) {
      tasks.add(id);
      gone.delete(id);
      plan();
    },
    gone(ids) {
      for (const id of ids) {
        gone.add(id);
        tasks.delete(id);
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
  };
};

import { type Task, type TaskPhase, taskPhase } from '../../shared/task.ts';
import type { Clock, Log } from '../ports.ts';
import type { Shelf, TaskStore } from './task-store.ts';

/** So many of the newest stay at hand, whatever became of them. */
export const keptAtHand = 60;
/** The start has other things to do first. ms. */
const afterMs = 20_000;
/** So many at once, and a pause after them. */
const atOnce = 100;
const pauseMs = 50;

/** Where a task belongs of which nothing more is to be expected. What misses a result is never put away. */
const shelfOf: Readonly<Partial<Record<TaskPhase, Shelf>>> = {
  saved: 'finished',
  left_out: 'finished',
  failed: 'failed',
  timed_out: 'failed',
};

interface PutAwayOptions {
  clock: Clock;
  log: Log;
  tasks: TaskStore;
  view: (id: string) => Task | null;
  atomically: (work: () => void) => void;
  onChange: () => void;
}

/** Puts tasks away that are over, told of and not among the newest, soon after each start: it is the next one that gains. */
export const createPutAway = (options: PutAwayOptions): { start(): void; stop(): void } => {
  const { clock, log, tasks, view, atomically, onChange } = options;
  let callOff = (): void => undefined;

  const plan = (ms: number, due: () => Due[]): void => {
    callOff = clock.after(ms, () => step(due()));
  };
  interface Due {
    id: string;
    shelf: Shelf;
  }
  const look = (): Due[] =>
    tasks
      .atHand()
      .slice(keptAtHand)
      .flatMap(({ id, watch, noticed }) => {
        if (watch !== 'done' || noticed !== 'end' || tasks.isPutAway(id)) return [];
        const task = view(id);
        const shelf = task === null ? undefined : shelfOf[taskPhase(task)];
        return shelf === undefined ? [] : [{ id, shelf }];
      });
  const step = (due: readonly Due[]): void => {
    const now = due.slice(0, atOnce).filter(({ id }) => tasks.get(id)?.watch === 'done');
    try {
      if (now.length > 0) atomically(() => now.forEach(({ id, shelf }) => tasks.putAway(id, shelf)));
    } catch (error) {
      // It is tidying only: the next start finds the same.
      log.warn('not put away', { detail: error instanceof Error ? error.message : String(error) });
      return;
    }
    if (now.length > 0) onChange();
    if (due.length > atOnce) plan(pauseMs, () => due.slice(atOnce));
  };

  return {
    start: () => plan(afterMs, look),
    stop: () => callOff(),
  };
};

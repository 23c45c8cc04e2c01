import { app } from 'electron';
import type { Engine } from '../../core/engine-api.ts';
import { type SaveItem, type Task, taskPhase } from '../../shared/task.ts';

/** Phases in which the program has something to ask without a window. */
const asking = new Set(['asking', 'waiting', 'running', 'unknown']);
/** States in which an item goes on by itself. Paused, dropped and impossible ones wait for a person. */
const onTheWay = new Set<SaveItem['state']>(['waiting', 'saving', 'retrying', 'needs_user']);

const isBusy = (task: Task): boolean => {
  if (task.status !== 'success') return asking.has(taskPhase(task)) && task.watch !== 'stopped';
  // A result, or a part of it, may come a little later than the success.
  return task.watch === 'active' || task.items.some((item) => onTheWay.has(item.state));
};

export const hasWork = (engine: Pick<Engine, 'state'>): boolean => engine.state().tasks.some(isBusy);

/**
 * What becomes of the app without a window. While something is watched or saved it goes on, and ends when
 * that is done; otherwise it ends with its window. (macOS keeps apps running; a tray comes later.)
 */
export interface Background {
  /** The window was closed. */
  entered(): void;
  /** The app was started without a window, to which somebody may come soon: it stays a while, with or without work. */
  startedHidden(): void;
  /** There is a window again. */
  left(): void;
}

export interface BackgroundOptions {
  engine: Pick<Engine, 'state' | 'onChange'>;
  /** Told once per run: the app is still there although its window is not. */
  explain: () => void;
  /** ms between the last piece of work and the end: a notification's click should still find the app. */
  lingerMs: number;
}

export const createBackground = ({ engine, explain, lingerMs }: BackgroundOptions): Background => {
  let explained = false;
  let hidden = false;
  let ending: NodeJS.Timeout | null = null;

  const stay = (): void => {
    if (ending !== null) clearTimeout(ending);
    ending = null;
  };

  const look = (): void => {
    if (!hidden || process.platform === 'darwin') return;
    if (hasWork(engine)) stay();
    else ending ??= setTimeout(() => app.quit(), lingerMs);
  };

  engine.onChange(look);

  return {
    entered() {
      hidden = true;
      if (process.platform === 'darwin') return;
      if (!hasWork(engine)) {
        app.quit();
        return;
      }
      if (!explained) explain();
      explained = true;
    },
    startedHidden() {
      hidden = true;
      look();
    },
    left() {
      hidden = false;
      stay();
    },
  };
};

import { app } from 'electron';
import type { Engine } from '../../core/engine-api.ts';
import { type SaveItem, type Task, taskPhase } from '../../shared/task.ts';

/** Phases in which the program has something to ask without a window. */
const asking = new Set(['asking', 'waiting', 'running', 'unknown']);
/** States in which an item goes on by itself. Paused, dropped and impossible ones wait for a person. */
const onTheWay = new Set<SaveItem['state']>(['waiting', 'saving', 'retrying', 'needs_user']);

const isAsked = (task: Task): boolean =>
  task.status === 'success'
    ? // A result, or a part of it, may come a little later than the success.
      task.watch === 'active'
    : asking.has(taskPhase(task)) && task.watch !== 'stopped';

export const hasWork = (engine: Pick<Engine, 'state'>): boolean => {
  const { tasks, paused, session } = engine.state();
  // Only a person can lift the pause, or enter a key.
  const asks = !paused && (session.state === 'ready' || session.state === 'reading');
  return tasks.some((task) => (asks && isAsked(task)) || task.items.some(({ state }) => onTheWay.has(state)));
};

/**
 * What becomes of the app without a window. Where a tray holds it, it stays. Elsewhere it goes on while something is
 * watched or saved, and ends when that is done; otherwise it ends with its window. (macOS keeps apps running.)
 */
export interface Background {
  /** The window was closed. */
  entered(): void;
  /** The app was started without a window, to which somebody may come soon: it stays a while, with or without work. */
  startedHidden(): void;
  /** There is a window again. */
  left(): void;
  /** A tray came or went, or the user's wish changed: looks again. */
  look(): void;
}

export interface BackgroundOptions {
  engine: Pick<Engine, 'state' | 'onChange'>;
  /** Is there a tray with the way back, and does the user want the app to stay in it? */
  staysInTray: () => boolean;
  /** Told once per run: the app is still there although its window is not. */
  explain: (inTray: boolean) => void;
  /** ms between the last piece of work and the end: a notification's click should still find the app. */
  lingerMs: number;
  /** Is a notification still shown whose click only this process can follow? */
  isAwaited: () => boolean;
  /** How long such a one keeps the app at most. ms. */
  longestMs: number;
  /** Does music play? It is not cut off. */
  isHeard: () => boolean;
}

export const createBackground = (options: BackgroundOptions): Background => {
  const { engine, explain, lingerMs, longestMs, isAwaited, isHeard, staysInTray } = options;
  let explained = false;
  let hidden = false;
  let ending: NodeJS.Timeout | null = null;

  const stay = (): void => {
    if (ending !== null) clearTimeout(ending);
    ending = null;
  };

  const linger = (spentMs: number): void => {
    ending = setTimeout(() => {
      const spent = spentMs + lingerMs;
      if (isHeard() || (isAwaited() && spent < longestMs)) linger(spent);
      else app.quit();
    }, lingerMs);
  };

  const look = (): void => {
    if (!hidden || process.platform === 'darwin') return;
    if (staysInTray() || hasWork(engine)) stay();
    else if (ending === null) linger(0);
  };

  engine.onChange(look);

  return {
    entered() {
      const already = hidden;
      hidden = true;
      if (process.platform === 'darwin') return;
      // Nobody closed it: a page that played unseen was given up.
      if (already) return look();
      const inTray = staysInTray();
      if (!inTray && !hasWork(engine)) {
        app.quit();
        return;
      }
      if (!explained) explain(inTray);
      explained = true;
      look();
    },
    startedHidden() {
      hidden = true;
      look();
    },
    left() {
      hidden = false;
      stay();
    },
    look,
  };
};

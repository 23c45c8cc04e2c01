import type { Engine, EngineState } from '../../core/engine-api.ts';
import { createWorkProgress } from './work-progress.ts';

/** What the app's icon in a taskbar, dock or launcher tells. */
export interface LauncherFacts {
  /** 0 to 1; null: no bar. */
  progress: number | null;
  /** Notices that nobody has read yet. */
  unread: number;
}

/** A place that shows the app's icon. */
export type LauncherPlace = (facts: LauncherFacts) => void;

export interface LauncherOptions {
  engine: Pick<Engine, 'state' | 'onChange'>;
  places: readonly LauncherPlace[];
}

export interface Launcher {
  /** Tells it again, where a place came anew: a window. */
  renew(): void;
  /** Takes bar and badge away: the app ends. */
  stop(): void;
}

const nothing: LauncherFacts = { progress: null, unread: 0 };

const unreadOf = ({ notices }: EngineState): number => notices.filter(({ read }) => !read).length;

/** Keeps progress and badge of the app's icon, told when they look different from before. */
export const createLauncher = ({ engine, places }: LauncherOptions): Launcher => {
  const progressOf = createWorkProgress();
  let said = nothing;

  const say = (facts: LauncherFacts): void => {
    said = facts;
    for (const place of places) place(facts);
  };
  const look = (): void => {
    const state = engine.state();
    const exact = progressOf(state);
    // No bar shows less than a hundredth.
    const progress = exact === null ? null : Math.round(exact * 100) / 100;
    const unread = unreadOf(state);
    if (progress !== said.progress || unread !== said.unread) say({ progress, unread });
  };

  const stopListening = engine.onChange(look);
  look();
  return {
    renew: () => say(said),
    stop() {
      stopListening();
      if (said.progress !== null || said.unread > 0) say(nothing);
    },
  };
};

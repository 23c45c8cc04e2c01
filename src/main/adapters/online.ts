import { net, powerMonitor } from 'electron';
import type { Online } from '../../core/ports.ts';

/** How often we look whether the network has gone, and whether it is back. ms. */
const lookEveryMs = { online: 60_000, offline: 2000 };

export interface WakingOnline extends Online {
  /** The computer woke, or was unlocked, and Electron does not tell of it. */
  woke(): void;
}

/**
 * The network as Chromium sees it, and the computer's waking. Electron has no event for the network in main,
 * so it is looked at: when somebody asks, and from time to time while somebody listens. `needsNone` says that
 * nothing beyond this machine is asked (the demo, a simulator): then a machine with no network at all is as
 * good as online.
 */
export const createOnline = (needsNone: () => boolean): WakingOnline => {
  const listeners = new Set<() => void>();
  const tell = (): void => [...listeners].forEach((listener) => listener());
  let known = true;
  let next: NodeJS.Timeout | undefined;

  const plan = (): void => {
    clearTimeout(next);
    if (listeners.size === 0) return;
    next = setTimeout(
      () => {
        look();
        plan();
      },
      known ? lookEveryMs.online : lookEveryMs.offline,
    );
    next.unref();
  };

  /** Whoever asks is in the middle of something, so listeners hear of a change right after. */
  const look = (): boolean => {
    const online = needsNone() || net.isOnline();
    if (online === known) return online;
    known = online;
    plan();
    queueMicrotask(tell);
    return online;
  };

  powerMonitor.on('resume', tell);
  powerMonitor.on('unlock-screen', tell);

  return {
    isOnline: look,
    woke: tell,
    onChange(listener) {
      if (listeners.size === 0) known = needsNone() || net.isOnline();
      listeners.add(listener);
      if (listeners.size === 1) plan();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) plan();
      };
    },
  };
};

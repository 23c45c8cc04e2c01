import { net, powerMonitor } from 'electron';
import type { Online } from '../../core/ports.ts';

/** How often we look whether the network is back, while it is gone. ms. */
const lookEveryMs = 2000;

/**
 * The network as Chromium sees it, and the computer's waking. Electron has no event for the network in main,
 * so it is looked at: when somebody asks, and while it is gone. `needsNone` says that nothing beyond this
 * machine is asked (the demo, a simulator): then a machine with no network at all is as good as online.
 */
export const createOnline = (needsNone: () => boolean): Online => {
  const isOnline = (): boolean => needsNone() || net.isOnline();
  const listeners = new Set<() => void>();
  const tell = (): void => [...listeners].forEach((listener) => listener());
  let looking: NodeJS.Timeout | null = null;

  const look = (): void => {
    if (!isOnline() || looking === null) return;
    clearInterval(looking);
    looking = null;
    tell();
  };

  powerMonitor.on('resume', tell);
  powerMonitor.on('unlock-screen', tell);

  return {
    isOnline() {
      const online = isOnline();
      if (!online) looking ??= setInterval(look, lookEveryMs);
      return online;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

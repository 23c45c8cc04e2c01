import type { Online } from '../../src/core/ports.ts';

export interface FakeOnline extends Online {
  /** The network comes or goes; tells only when that is a change. */
  set(online: boolean): void;
  /** The computer wakes or is unlocked. */
  wake(): void;
}

/** A network switch in the test's hand. */
export const createFakeOnline = (online = true): FakeOnline => {
  let now = online;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return {
    isOnline: () => now,
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    set: (next) => {
      if (next === now) return;
      now = next;
      tell();
    },
    wake: tell,
  };
};

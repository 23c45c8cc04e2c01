import type { Log } from '../../core/ports.ts';

/** Errors of our own that nobody caught, and processes of ours that died: logged, counted, told to the page. Work goes on. */
export interface Faults {
  /** `what` names it in the log; `detail` says more, a stack for the most part. */
  note(what: string, detail: string): void;
  /** So many in this run. */
  count(): number;
  onChange(listener: () => void): void;
}

export const createFaults = (log: Log): Faults => {
  const listeners = new Set<() => void>();
  let count = 0;
  return {
    note(what, detail) {
      count += 1;
      log.error(what, { detail });
      for (const listener of listeners) {
        try {
          listener();
        } catch (error) {
          // While the app ends nobody is there to be told; an error within the last handler would end it at once.
          log.warn('fault not told', { detail: String(error) });
        }
      }
    },
    count: () => count,
    onChange: (listener) => void listeners.add(listener),
  };
};

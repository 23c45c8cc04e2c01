import { extname } from 'node:path';
import type { Clock } from '../../core/ports.ts';

/** When the first page has what it runs: until then the main process does nothing that would hold its files up. */
export interface PageServed {
  /** One of the page's files was handed over. */
  served(file: string): void;
  readonly done: Promise<void>;
}

/** What was handed over goes to the page piece by piece, by this process. ms. */
const onItsWayMs = 40;
/** A page that asks for no script holds nothing up for longer. ms. */
const longestMs = 800;

/** `isAwaited`: there is a page to wait for. */
export const createPageServed = (clock: Pick<Clock, 'after'>, isAwaited: boolean): PageServed => {
  let end = (): void => undefined;
  const done = new Promise<void>((resolve) => (end = resolve));
  let callOff = (): void => undefined;
  if (isAwaited) callOff = clock.after(longestMs, end);
  else end();
  return {
    served(file) {
      if (!isAwaited || extname(file) !== '.js') return;
      callOff();
      callOff = clock.after(onItsWayMs, end);
    },
    done,
  };
};

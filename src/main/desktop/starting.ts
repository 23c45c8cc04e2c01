import type { App, Dialog } from 'electron';
import type { Log } from '../../core/ports.ts';

/** How long the box may stand with nobody to close it; its words are on stderr and in the log as well. ms. */
const boxMs = 60_000;

/** Why the app cannot start, in words for the screen. */
export class CannotStart extends Error {}

/**
 * Does what the start needs; should that throw, `words` say why there is no start, unless it knew that itself, and
 * `putAway` takes away what the start has shown by then.
 */
export const orCannotStart = <T>(words: string, work: () => T, putAway: () => void = () => undefined): T => {
  try {
    return work();
  } catch (cause) {
    putAway();
    throw cause instanceof CannotStart ? cause : new CannotStart(words, { cause });
  }
};

const detailOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);

export interface Starting {
  start: () => Promise<void>;
  log: Log;
  app: Pick<App, 'exit'>;
  dialog: Pick<Dialog, 'showMessageBox'>;
  /** Writes a line to stderr. */
  say: (line: string) => void;
  words: { cannotStart: string; unknownFault: string };
}

/**
 * Starts the app, or says why not and ends with 1. A process without a window would hold the single-instance
 * lock, and each later start would go to it and show nothing. The box does not block, as Electron's error
 * box does, so the end comes also where nobody sees it. Never rejects.
 */
export const startOrEnd = async ({ start, log, app, dialog, say, words }: Starting): Promise<void> => {
  try {
    await start();
  } catch (error) {
    const why = error instanceof CannotStart ? error.message : words.unknownFault;
    const cause = causeOf(error);
    log.error('cannot start', {
      detail: detailOf(error),
      ...(cause === undefined ? {} : { cause: detailOf(cause) }),
    });
    say(`${words.cannotStart}: ${why}`);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, boxMs);
    });
    try {
      const box = dialog.showMessageBox({ type: 'error', message: words.cannotStart, detail: why });
      await Promise.race([box, late]);
    } catch (noBox) {
      log.error('cannot say so', { detail: detailOf(noBox) });
    } finally {
      clearTimeout(timer);
      app.exit(1);
    }
  }
};

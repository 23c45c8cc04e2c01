import type { App, Dialog } from 'electron';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Outcome } from '../control/reach.ts';
import { exitCodes } from '../control/report.ts';

/** How long the box may stand with nobody to close it. ms. */
const boxMs = 60_000;

export interface SecondStart {
  app: Pick<App, 'exit' | 'quit' | 'whenReady'>;
  dialog: Pick<Dialog, 'showMessageBox'>;
  /** Asks the one that holds the lock for its window; null where no window was wanted. */
  ask: (() => Outcome) | null;
  /** Writes a line to stderr. */
  say: (line: string) => void;
  words: Catalogue['terminal'];
}

const isServing = (outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'answered' && outcome.reply.kind === 'refused' && outcome.reply.code === 'serving';

const showBox = async (dialog: SecondStart['dialog'], message: string): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, boxMs);
  });
  try {
    await Promise.race([dialog.showMessageBox({ type: 'info', message }), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Ends a start that came second, whatever happens. Where the first one has no window to show, this one says so. */
export const endSecondStart = async ({ app, dialog, ask, say, words }: SecondStart): Promise<void> => {
  try {
    if (!isServing(ask?.())) {
      app.quit();
      return;
    }
    say(words.refused.serving);
    await app.whenReady();
    await showBox(dialog, words.refused.serving);
  } catch (error) {
    say(String(error));
  }
  app.exit(exitCodes.failed);
};

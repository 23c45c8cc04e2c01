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

/** Ends a start that came second. Where the first one has no window to show, this one says so. */
export const endSecondStart = async ({ app, dialog, ask, say, words }: SecondStart): Promise<void> => {
  const outcome = ask?.();
  const serves =
    outcome?.kind === 'answered' && outcome.reply.kind === 'refused' && outcome.reply.code === 'serving';
  if (!serves) {
    app.quit();
    return;
  }
  say(words.refused.serving);
  await app.whenReady();
  const late = new Promise((resolve) => setTimeout(resolve, boxMs).unref());
  await Promise.race([dialog.showMessageBox({ type: 'info', message: words.refused.serving }), late]);
  app.exit(exitCodes.failed);
};

import type { WebContents } from 'electron';
import type { Faults } from './faults.ts';

/** A page that dies so often within so many ms is not brought back again: it would die for ever. */
const most = { deaths: 3, ms: 60_000 };

/**
 * Brings a page back whose process died (a crash, too little memory, somebody's `kill`); main knows where the user was.
 * `now` in ms.
 */
export const reviveAfterCrash = (contents: WebContents, faults: Faults, now: () => number): void => {
  let deaths: number[] = [];
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    deaths = [...deaths.filter((at) => now() - at < most.ms), now()];
    const revived = deaths.length <= most.deaths;
    faults.note('page gone', `${reason}, exit code ${exitCode}${revived ? '' : ', not brought back'}`);
    if (revived) contents.reload();
  });
};

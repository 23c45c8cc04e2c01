import type { Session } from 'electron';
import type { Clock } from '../../core/ports.ts';
import { pageOrigin } from './security.ts';

/** A page that is not fetched by then holds nothing up for longer. ms. */
const longestMs = 600;

/**
 * When the page of this session has its script. Until then the main process is to have time: it serves the files, and
 * what it does without a pause holds them up. `isAwaited`: there is a page to wait for.
 */
export const pageFetched = (
  { webRequest }: Pick<Session, 'webRequest'>,
  clock: Pick<Clock, 'after'>,
  isAwaited: boolean,
): Promise<void> =>
  new Promise((resolve) => {
    if (!isAwaited) return resolve();
    const done = (): void => {
      webRequest.onCompleted(null);
      callOff();
      resolve();
    };
    const callOff = clock.after(longestMs, done);
    webRequest.onCompleted({ urls: [`${pageOrigin}/assets/*.js`] }, done);
  });

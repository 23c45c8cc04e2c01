import type { Log } from '../../core/ports.ts';

/** Longer than this, and a step is left behind: what is on disk is whole at any time. ms. */
const patienceMs = 5000;

/**
 * Runs the steps that come before the end, in order. One that fails or takes too long is logged, and the
 * next one runs: no download and no server may keep the app from ending. Never rejects.
 */
export const endInOrder = async (log: Log, steps: readonly (() => unknown)[]): Promise<void> => {
  for (const step of steps) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('took too long to end')), patienceMs);
    });
    try {
      await Promise.race([step(), late]);
    } catch (error) {
      log.error('end', { detail: error instanceof Error ? error.stack : String(error) });
    } finally {
      clearTimeout(timer);
    }
  }
};

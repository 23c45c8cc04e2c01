import { writeSync } from 'node:fs';

/** Between two tries to write to a pipe whose reader is slow. ms. */
const pauseMs = 5;

/**
 * Writes a whole text to a file descriptor before it returns: the process may end right after. A reader that is gone
 * wants no more, and is no fault.
 */
export const writeAll = (descriptor: number, text: string): void => {
  const bytes = Buffer.from(text);
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(sleep, 0, 0, pauseMs);
    }
  }
};

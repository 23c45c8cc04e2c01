import { writeSync } from 'node:fs';

/** Between two tries to write to a pipe whose reader is slow. ms. */
const pauseMs = 5;
/** There is nobody to read it: a closed pipe, or no such output at all. */
const nobody = new Set(['EPIPE', 'EBADF', 'EOF']);

/**
 * Writes a whole text to a file descriptor before it returns: the process may end right after. A reader that is gone
 * wants no more, and is no fault: then, and when all is written, it gives null; else the system's code of why it is not.
 */
export const writeAll = (descriptor: number, text: string): string | null => {
  const bytes = Buffer.from(text);
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      if (code !== 'EAGAIN') return nobody.has(code) ? null : code;
      Atomics.wait(sleep, 0, 0, pauseMs);
    }
  }
  return null;
};

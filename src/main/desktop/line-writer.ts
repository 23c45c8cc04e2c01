import type { Log } from '../../core/ports.ts';

/**
 * Writes lines to a stream such as standard output, until it takes no more (its reader is gone, its disk is full): then
 * the log says so, once, and the program goes on without. Nothing else may listen to the stream's errors.
 */
export const createLineWriter = (
  stream: Pick<NodeJS.WritableStream, 'write' | 'on'>,
  log: Log,
): ((line: string) => void) => {
  let isOpen = true;
  const gone = (error: unknown): void => {
    if (!isOpen) return;
    isOpen = false;
    log.warn('output ends', { detail: error instanceof Error ? error.message : String(error) });
  };
  stream.on('error', gone);
  return (line) => {
    if (!isOpen) return;
    try {
      stream.write(`${line}\n`);
    } catch (error) {
      // Some of Node's streams over files throw instead.
      gone(error);
    }
  };
};

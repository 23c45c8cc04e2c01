import { readSync } from 'node:fs';

/** Between two looks whether a writer who is slow has written more. ms. */
const pauseMs = 5;
/** Bytes at once. */
const pieceBytes = 64 * 1024;

/**
 * What comes in by a file descriptor, to its end, as text in UTF-8; null when it is more than `longest` bytes (then it
 * is not read to its end, which may never come). Waits for a writer who is slow. Throws as the file system does.
 */
export const readAll = (descriptor: number, longest: number): string | null => {
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  const pieces: Buffer[] = [];
  for (let size = 0; size <= longest;) {
    const piece = Buffer.allocUnsafe(pieceBytes);
    try {
      const read = readSync(descriptor, piece);
      if (read === 0) return Buffer.concat(pieces).toString('utf8');
      pieces.push(piece.subarray(0, read));
      size += read;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows says so where a pipe has ended.
      if (code === 'EOF') return Buffer.concat(pieces).toString('utf8');
      // Whoever started us may have made the pipe one that does not wait.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(sleep, 0, 0, pauseMs);
    }
  }
  return null;
};

import { open } from 'node:fs/promises';

/** A file that is read block by block, forwards for the most part. */
export interface Source {
  /** Bytes in the whole file. */
  readonly size: number;
  /**
   * The bytes from `at` on: at least `least` of them (at most `blockBytes`) where the file has so many, and as
   * many more as are at hand. The view holds until the next call. Throws what the system says.
   */
  from(at: number, least: number): Promise<Uint8Array>;
}

/** So much is read at a time: memory stays flat however long the file is. */
export const blockBytes = 256 * 1024;

/** Opens a file for `work` and closes it again whatever happens. Throws what the system says. */
export const withSource = async <T>(path: string, work: (source: Source) => Promise<T>): Promise<T> => {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = new Uint8Array(blockBytes);
    let start = 0;
    let length = 0;
    const fill = async (at: number): Promise<void> => {
      start = at;
      length = 0;
      while (length < blockBytes) {
        const { bytesRead } = await handle.read(buffer, length, blockBytes - length, at + length);
        if (bytesRead === 0) return;
        length += bytesRead;
      }
    };
    return await work({
      size,
      async from(at, least) {
        if (at < start || at + Math.min(least, size - at) > start + length) await fill(at);
        return buffer.subarray(at - start, length);
      },
    });
  } finally {
    await handle.close();
  }
};

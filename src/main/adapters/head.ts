import { open } from 'node:fs/promises';

/** Enough for every magic number, and for the first words of a web page. */
const headBytes = 64;

/** The first bytes of a file, fewer where it is shorter. Throws what the system says. */
export const headOf = async (path: string): Promise<Uint8Array> => {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

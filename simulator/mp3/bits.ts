/** Writes bits, highest first, into bytes. */
export interface BitWriter {
  /** Appends the lowest `count` bits (at most 24) of `value`. */
  put(value: number, count: number): void;
  /** Bits written so far. */
  length(): number;
}

/** A writer over `bytes` from its byte `start` on; the bytes there must be zero. */
export const bitWriter = (bytes: Uint8Array, start: number): BitWriter => {
  let at = start * 8;
  return {
    put: (value, count) => {
      for (let left = count - 1; left >= 0; left -= 1) {
        const byte = at >> 3;
        if (byte >= bytes.length) throw new RangeError('Out of bits.');
        if ((value >> left) & 1) bytes[byte] = (bytes[byte] ?? 0) | (0x80 >> (at & 7));
        at += 1;
      }
    },
    length: () => at - start * 8,
  };
};

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
      let left = count;
      while (left > 0) {
        const byte = at >> 3;
        if (byte >= bytes.length) throw new RangeError('Out of bits.');
        const free = 8 - (at & 7);
        const take = Math.min(free, left);
        const part = (value >> (left - take)) & ((1 << take) - 1);
        bytes[byte] = (bytes[byte] ?? 0) | (part << (free - take));
        at += take;
        left -= take;
      }
    },
    length: () => at - start * 8,
  };
};

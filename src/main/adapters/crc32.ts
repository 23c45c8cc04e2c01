import * as zlib from 'node:zlib';

/** CRC-32 as ZIP has it (ISO 3309, polynomial 0xEDB88320 reflected), by the byte. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The same as `crc32`, on runtimes that have none of their own. */
export const slowCrc32 = (bytes: Uint8Array, before = 0): number => {
  let crc = ~before;
  for (let at = 0; at < bytes.length; at += 1)
    crc = (table[(crc ^ (bytes[at] as number)) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
};

/** The checksum of what was read before (`before`, 0 at the start) and `bytes`. The runtime's own where it has one (Node 20.15, 22.2). */
export const crc32: (bytes: Uint8Array, before?: number) => number =
  (zlib as Partial<typeof zlib>).crc32 ?? slowCrc32;

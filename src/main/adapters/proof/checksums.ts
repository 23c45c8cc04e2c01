/** Tables of checksums that take the highest bit first and start at 0, by their polynomial. */
const tableOf = (polynomial: number, bits: 8 | 16 | 32): Uint32Array => {
  const top = 2 ** (bits - 1);
  const mask = 2 ** bits - 1;
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte * 2 ** (bits - 8);
    for (let bit = 0; bit < 8; bit += 1)
      rest = (rest & top) === 0 ? (rest << 1) & mask : ((rest << 1) ^ polynomial) & mask;
    return rest;
  });
};

const table8 = tableOf(0x07, 8);
const table16 = tableOf(0x8005, 16);
const table32 = tableOf(0x04c11db7, 32);

/** Of a FLAC frame's header (RFC 9639 9.1.8). */
export const crc8 = (bytes: Uint8Array, from: number, to: number): number => {
  let crc = 0;
  for (let i = from; i < to; i += 1) crc = table8[crc ^ (bytes[i] ?? 0)] ?? 0;
  return crc;
};

/** Of a FLAC frame (RFC 9639 9.3), one byte further. Over a frame together with its checksum it comes to 0. */
export const crc16 = (crc: number, byte: number): number =>
  ((crc << 8) & 0xffff) ^ (table16[(crc >> 8) ^ byte] ?? 0);

/** Of an Ogg page (RFC 3533 6), going on from `crc`; signed. */
export const crc32 = (crc: number, bytes: Uint8Array, from: number, to: number): number => {
  let sum = crc;
  for (let i = from; i < to; i += 1) sum = (sum << 8) ^ (table32[(sum >>> 24) ^ (bytes[i] ?? 0)] ?? 0);
  return sum;
};

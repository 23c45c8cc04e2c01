import { deflateSync } from 'node:zlib';

/** CRC-32 as PNG wants it. (node:zlib has one only in newer Nodes.) */
const crcTable = (): Uint32Array =>
  Uint32Array.from({ length: 256 }, (_, index) => {
    let crc = index;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });

const crcOf = (table: Uint32Array, bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

/** Writes a PNG; `pixels` holds red, green and blue of each pixel, row by row. */
export const writePng = (width: number, height: number, pixels: Uint8Array): Buffer => {
  const table = crcTable();
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crcOf(table, body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits, red-green-blue, and the only compression, filter method and order in use here.
  head.set([8, 2, 0, 0, 0], 8);
  const stride = width * 3;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const at = y * (stride + 1);
    // Each byte less the one above it: gradients become runs of small numbers, which deflate well.
    rows[at] = 2;
    for (let x = 0; x < stride; x += 1) {
      const here = y * stride + x;
      rows[at + 1 + x] = (pixels[here] ?? 0) - (y === 0 ? 0 : (pixels[here - stride] ?? 0));
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 4 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
};

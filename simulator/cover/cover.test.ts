import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { paintCover } from './paint.ts';

/** Chunk names with their data. */
const chunksOf = (png: Buffer): { type: string; data: Buffer }[] => {
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return chunks;
};

test('a cover is a whole PNG of 512 by 512, not too large', () => {
  const png = paintCover('one');
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const chunks = chunksOf(png);
  expect(chunks.map((chunk) => chunk.type)).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect(chunks[0]?.data.readUInt32BE(0)).toBe(512);
  expect(chunks[0]?.data.readUInt32BE(4)).toBe(512);
  expect(inflateSync(chunks[1]?.data ?? Buffer.alloc(0))).toHaveLength(512 * (512 * 3 + 1));
  // The checksum of an empty IEND is known.
  expect(png.subarray(-4).toString('hex')).toBe('ae426082');
  expect(png.length).toBeLessThan(150_000);
});

test('the same seed gives the same cover, other seeds others', () => {
  const covers = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => paintCover(seed).toString('base64'));
  expect(new Set(covers).size).toBe(6);
  expect(paintCover('a').toString('base64')).toBe(covers[0]);
});

test('a smaller one is the same picture in fewer pixels, and quicker to make', () => {
  const png = paintCover('one', 64);
  const [head, pixels] = chunksOf(png);
  expect([head?.data.readUInt32BE(0), head?.data.readUInt32BE(4)]).toEqual([64, 64]);
  expect(inflateSync(pixels?.data ?? Buffer.alloc(0))).toHaveLength(64 * (64 * 3 + 1));
});

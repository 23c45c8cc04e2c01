import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudioReader } from '../../src/main/adapters/audio.ts';

/** What each format knows of itself, tried where only that can tell: cuts and changes at its own borders. */

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/sound/${name}`, import.meta.url));

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-formats-'));
  path = join(folder, 'clip.bin');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const audio = createAudioReader();
const read = (bytes: Uint8Array) => {
  writeFileSync(path, bytes);
  return audio.read(path);
};
const bad = (detail: RegExp) => ({
  ok: false,
  problem: { code: 'bad_audio', detail: expect.stringMatching(detail) as unknown },
});
const lasts = (seconds: number) => ({
  ok: true,
  value: { duration: expect.closeTo(seconds, 3) as unknown },
});

/** Every place where these bytes stand. */
const places = (bytes: Buffer, what: Buffer | string): number[] => {
  const found: number[] = [];
  for (let at = bytes.indexOf(what); at !== -1; at = bytes.indexOf(what, at + 1)) found.push(at);
  return found;
};

/** A copy with other bytes in one place. */
const changed = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};

describe('FLAC', () => {
  const flac = fixture('tone.flac');
  // 8000 samples in frames of 512: the last one starts here.
  const last = places(flac, Buffer.from([0xff, 0xf8])).at(-1) ?? 0;
  const unknown = changed(flac, (copy) => copy.fill(0, 4 + 4 + 14, 4 + 4 + 18));

  it('misses a frame that the start announced, and trusts the frames where it announced nothing', async () => {
    expect(await read(flac.subarray(0, last))).toEqual(bad(/7680 samples, 8000 were announced/));
    expect(await read(unknown)).toMatchObject(lasts(1));
    expect(await read(unknown.subarray(0, last))).toMatchObject(lasts(0.96));
    expect(await read(unknown.subarray(0, last + 30))).toEqual(bad(/cut off/));
    expect(await read(Buffer.concat([flac, flac.subarray(last)]))).toEqual(bad(/a frame is missing/));
    const [, second = 0, third = 0] = places(unknown, Buffer.from([0xff, 0xf8]));
    const without = Buffer.concat([unknown.subarray(0, second), unknown.subarray(third)]);
    expect(await read(without)).toEqual(bad(/a frame is missing/));
  });

  it('finds a single bit that turned within a frame', async () => {
    const turned = changed(flac, (copy) => copy.writeUInt8((copy[last + 20] ?? 0) ^ 1, last + 20));
    expect(await read(turned)).toEqual(bad(/damaged/));
  });
});

describe.each(['vorbis.ogg', 'opus.ogg'])('Ogg: %s', (name) => {
  const ogg = fixture(name);
  const pages = places(ogg, 'OggS');

  it('misses a page in the middle, and pages in another order', async () => {
    expect(pages.length).toBeGreaterThan(5);
    const [a = 0, b = 0, c = 0] = pages.slice(3, 6);
    const without = Buffer.concat([ogg.subarray(0, a), ogg.subarray(b)]);
    expect(await read(without)).toEqual(bad(/a page is missing/));
    const swapped = [ogg.subarray(0, a), ogg.subarray(b, c), ogg.subarray(a, b), ogg.subarray(c)];
    expect(await read(Buffer.concat(swapped))).toEqual(bad(/a page is missing/));
  });

  it('finds a single bit that turned, and bytes behind the end', async () => {
    const at = (pages[3] ?? 0) + 60;
    const turned = changed(ogg, (copy) => copy.writeUInt8((copy[at] ?? 0) ^ 1, at));
    expect(await read(turned)).toEqual(bad(/a damaged page/));
    expect(await read(Buffer.concat([ogg, Buffer.from('<html>')]))).toEqual(bad(/no page/));
  });

  it('adds up streams one after another', async () => {
    expect(await read(Buffer.concat([ogg, ogg]))).toMatchObject(lasts(2));
    const broken = ogg.subarray(0, pages.at(-1));
    expect(await read(Buffer.concat([broken, ogg]))).toEqual(bad(/starts twice/));
    expect(await read(Buffer.concat([ogg, fixture('vorbis.ogg')]))).toMatchObject(lasts(2));
  });
});

describe('MP4', () => {
  const mp4 = fixture('aac.m4a');
  const fragments = fixture('fragments.m4a');
  const boxAt = (bytes: Buffer, name: string): number => (places(bytes, name).at(-1) ?? 0) - 4;
  /** The last box of sound, shorter by this much and saying so: the boxes still fill the file. */
  const shortened = (bytes: Buffer, by: number): Buffer => {
    const at = boxAt(bytes, 'mdat');
    const end = at + bytes.readUInt32BE(at) - by;
    return changed(bytes.subarray(0, end), (copy) => copy.writeUInt32BE(end - at, at));
  };

  it('misses samples that its tables speak of', async () => {
    expect(await read(shortened(mp4, 0))).toMatchObject(lasts(1.046));
    expect(await read(shortened(mp4, 1))).toEqual(bad(/that is not there/));
    expect(await read(shortened(fragments, 0))).toMatchObject(lasts(1.046));
    expect(await read(shortened(fragments, 1))).toEqual(bad(/that is not there/));
  });

  /** The table of sizes as one of numbers of so many bits, with a free box for the room that is left. */
  const compact = (bits: 4 | 8 | 16, sizes: number[]): Buffer =>
    changed(mp4, (copy) => {
      const at = boxAt(copy, 'stsz');
      const length = 20 + Math.ceil((sizes.length * bits) / 8);
      const rest = copy.readUInt32BE(at) - length;
      copy.fill(0, at, at + length + rest);
      copy.writeUInt32BE(length, at);
      copy.write('stz2', at + 4);
      copy.writeUInt8(bits, at + 15);
      copy.writeUInt32BE(sizes.length, at + 16);
      sizes.forEach((size, i) => {
        const byte = at + 20 + Math.floor((i * bits) / 8);
        if (bits === 16) copy.writeUInt16BE(size, byte);
        else copy.writeUInt8(copy.readUInt8(byte) + (bits === 4 && i % 2 === 0 ? size << 4 : size), byte);
      });
      copy.writeUInt32BE(rest, at + length);
      copy.write('free', at + length + 4);
    });

  it.each([4, 8, 16] as const)('takes sizes of %d bits, and misses what they speak of', async (bits) => {
    const table = boxAt(mp4, 'stsz') + 20;
    const sizes = Array.from({ length: 23 }, (_, i) =>
      bits === 4 ? (i * 7) % 16 : Math.min(mp4.readUInt32BE(table + i * 4), 2 ** bits - 1),
    );
    const file = compact(bits, sizes);
    const there = mp4.readUInt32BE(boxAt(mp4, 'mdat')) - 8;
    const spare = there - sizes.reduce((sum, size) => sum + size, 0);
    expect(await read(file)).toMatchObject(lasts(1.046));
    expect(await read(shortened(file, spare))).toMatchObject(lasts(1.046));
    expect(await read(shortened(file, spare + 1))).toEqual(bad(/that is not there/));
    expect(await read(file.subarray(0, -1))).toEqual(bad(/cut off/));
    const count = changed(file, (copy) => copy.writeUInt32BE(2 ** 20, boxAt(copy, 'stz2') + 16));
    expect(await read(count)).toEqual(bad(/does not add up/));
    const odd = changed(file, (copy) => copy.writeUInt8(5, boxAt(copy, 'stz2') + 15));
    expect(await read(odd)).toEqual(bad(/does not add up/));
  });

  it('takes sound that reaches to the end of the file, and misses what was cut off it', async () => {
    const open = changed(mp4, (copy) => copy.writeUInt32BE(0, boxAt(copy, 'mdat')));
    expect(await read(open)).toMatchObject(lasts(1.046));
    expect(await read(open.subarray(0, -1))).toEqual(bad(/that is not there/));
  });

  it('wants a table of contents, sound, and tables that add up', async () => {
    const renamed = (from: string, to: string): Buffer =>
      changed(mp4, (copy) => copy.write(to, copy.indexOf(from), 'latin1'));
    expect(await read(renamed('moov', 'free'))).toEqual(bad(/table of contents/));
    expect(await read(renamed('soun', 'vide'))).toEqual(bad(/no track of sound/));
    expect(await read(renamed('mdhd', 'free'))).toEqual(bad(/damaged track/));
    expect(await read(renamed('stsz', 'free'))).toEqual(bad(/does not add up/));
    expect(await read(renamed('mdat', 'free'))).toEqual(bad(/that is not there/));
    const fewer = changed(mp4, (copy) => copy.writeUInt32BE(1, copy.indexOf('stsz') + 12));
    expect(await read(fewer)).toEqual(bad(/more samples than sizes/));
  });
});

describe('WAV', () => {
  const wav = fixture('tone.wav');
  const data = wav.indexOf('data');
  const sizes = (riff: number, sound: number): Buffer =>
    changed(wav, (copy) => {
      copy.writeUInt32LE(riff, 4);
      copy.writeUInt32LE(sound, data + 4);
    });

  it('takes sizes that were left open, and no others that do not fit', async () => {
    expect(await read(sizes(0xffffffff, 0xffffffff))).toMatchObject(lasts(1));
    expect(await read(sizes(0, 0))).toMatchObject(lasts(1));
    expect(await read(sizes(wav.length - 8, 9000))).toEqual(bad(/ends within its "data"/));
    expect(await read(sizes(wav.length - 8, 0xffffffff))).toEqual(bad(/ends within its "data"/));
    expect(await read(sizes(wav.length, 8000))).toEqual(bad(/were announced/));
    expect(await read(sizes(wav.length - 8, 0))).toEqual(bad(/no sound/));
  });

  it('wants a format that makes sense, and whole blocks', async () => {
    const format = (channels: number, perSecond: number, block: number, bits: number): Buffer =>
      changed(wav, (copy) => {
        copy.writeUInt16LE(channels, 22);
        copy.writeUInt32LE(perSecond, 28);
        copy.writeUInt16LE(block, 32);
        copy.writeUInt16LE(bits, 34);
      });
    expect(await read(format(2, 16_000, 2, 8))).toMatchObject(lasts(0.5));
    expect(await read(format(3, 24_000, 3, 8))).toEqual(bad(/within a block/)); // 8000 bytes in threes
    for (const nonsense of [format(0, 8000, 1, 8), format(1, 0, 1, 8), format(1, 8000, 0, 8)])
      expect(await read(nonsense)).toEqual(bad(/makes no sense/));
    expect(await read(format(1, 8000, 4, 8))).toEqual(bad(/makes no sense/));
  });
});

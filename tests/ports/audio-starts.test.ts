import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeMp3 } from '../../simulator/mp3/compose.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';

/** What stands in front of the sound: tags, zeros and other padding. */

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/sound/${name}`, import.meta.url));
const mp3 = composeMp3('audio starts', 800);

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-starts-'));
  path = join(folder, 'clip.bin');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const audio = createAudioReader();
const read = (...parts: (Uint8Array | string)[]) => {
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return audio.read(path);
};
const bad = (detail: RegExp) => ({
  ok: false,
  problem: { code: 'bad_audio', detail: expect.stringMatching(detail) as unknown },
});

const zeros = (length: number): Buffer => Buffer.alloc(length);
/** An ID3v2.4 tag whose body are `size` zeros. */
const id3 = (size: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, size >> 21, (size >> 14) & 127, (size >> 7) & 127, size & 127]),
    zeros(size),
  ]);
const kindOf = (...parts: (Uint8Array | string)[]): string | undefined =>
  audio.kindOf(Buffer.concat(parts.map((part) => Buffer.from(part))))?.mime;
const undecided = 'application/octet-stream';

describe('Padding in front of an MP3', () => {
  it.each<[string, Buffer]>([
    ['one zero', zeros(1)],
    ['three zeros', zeros(3)],
    ['60 zeros', zeros(60)],
    ['1024 zeros', zeros(1024)],
    ['a line', Buffer.from('\r\n')],
    ['a few other bytes', Buffer.from([0x55, 0xaa, 0, 0xff, 0x12])],
    ['a tag and zeros that it does not count', Buffer.concat([id3(100), zeros(1000)])],
    ['two tags and a line', Buffer.concat([id3(100), id3(0), Buffer.from('\n')])],
  ])('is left out where it is %s', async (_name, padding) => {
    expect(await read(padding, mp3)).toEqual(await read(mp3));
    expect(await read(padding, mp3.subarray(0, -7))).toEqual(bad(/ends within a frame/));
    expect(await read(padding, mp3.subarray(0, mp3.length / 2))).toMatchObject({ ok: false });
  });

  it('is seen at once where it is short, and may be longer than the first bytes tell', () => {
    for (const padding of [zeros(1), zeros(3), zeros(60), Buffer.from('\r\n'), id3(0), id3(100)])
      expect(kindOf(padding, mp3), `${padding.length} bytes`).toBe('audio/mpeg');
    for (const length of [61, 63, 64, 1024])
      expect(kindOf(zeros(length), mp3.subarray(0, 200)), `${length} zeros`).toBe(undecided);
    expect(kindOf(id3(0), zeros(64), mp3.subarray(0, 200))).toBe(undecided);
  });

  it('is not everything', async () => {
    expect(await read(zeros(5000), mp3)).toEqual(bad(/no frames of sound/));
    expect(await read(zeros(5000))).toEqual(bad(/no frames of sound/));
    expect(await read('x'.repeat(100), mp3)).toEqual(bad(/no audio format known/));
    expect([kindOf('x'.repeat(100)), kindOf('x'), kindOf('\n<html>')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe.each([
  ['audio/aac', 'tone.aac', /within a frame/],
  ['audio/flac', 'tone.flac', /cut off/],
])('A tag in front of %s', (mime, file, cut) => {
  const sound = fixture(file);

  it.each<[string, Buffer]>([
    ['one', id3(100)],
    ['an empty one', id3(0)],
    ['two', Buffer.concat([id3(20), id3(3000)])],
    ['a long one', id3(2 ** 20)],
  ])('is left out where there is %s', async (_name, tags) => {
    const plain = await read(sound);
    expect(plain).toMatchObject({ ok: true, value: { mime } });
    expect(await read(tags, sound)).toEqual(plain);
    expect(await read(tags, sound.subarray(0, -5))).toEqual(bad(cut));
    expect(kindOf(tags, sound)).toBe(mime);
  });

  it('is never taken for that of an MP3, however few bytes are there', () => {
    const bytes = Buffer.concat([id3(30), id3(300), sound]);
    for (let length = 1; length < bytes.length; length += 1)
      expect([undecided, mime, undefined], `${length} bytes`).toContain(kindOf(bytes.subarray(0, length)));
  });

  it('may not be followed by padding', async () => {
    expect(await read(id3(100), zeros(3), sound)).toMatchObject({ ok: false });
    expect(await read(zeros(3), sound)).toMatchObject({ ok: false });
  });
});

describe('A tag in front of anything else', () => {
  it.each(['aac.m4a', 'opus.ogg', 'tone.wav'])('does not make sound of %s', async (file) => {
    expect(await read(id3(100), fixture(file))).toEqual(bad(/no audio format known/));
    expect(kindOf(id3(100), fixture(file))).toBeUndefined();
  });

  it('hides what it is where it does not end within the bytes at hand', async () => {
    for (const length of [10, 100, 5009, 5020])
      expect(kindOf(Buffer.concat([id3(5000), mp3]).subarray(0, length)), `${length} bytes`).toBe(undecided);
    expect(await read(id3(5000))).toEqual(bad(/no sound behind it/));
    expect(await read(id3(5000).subarray(0, 3000))).toEqual(bad(/no sound behind it/));
    expect(await read('ID3', Buffer.alloc(200, 0xff))).toMatchObject({ ok: false });
    expect(kindOf('ID3', Buffer.alloc(200, 0xff))).toBe(undecided);
  });
});

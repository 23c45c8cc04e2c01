import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClipTag } from '../../src/core/ports.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createTags } from '../../src/main/adapters/tags.ts';
import { createFakeTags } from '../fakes/tags.ts';
import { fixture, png, sound, waltz } from './tag-samples.ts';

let folder: string;
let path: string;
let cover: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-tags-'));
  path = join(folder, 'clip.mp3');
  cover = join(folder, 'cover.png');
  writeFileSync(cover, png);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const save = (...parts: Uint8Array[]): string => {
  writeFileSync(path, Buffer.concat(parts));
  return path;
};

/** Any text: controls, halves of pairs, every script, and those that hurt elsewhere. */
const odd = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    ...[
      '',
      '\0',
      'a\0b',
      '\ud83d',
      '\udf0a\ud83c',
      '"\\"',
      '👩‍🎤🌊',
      'שלום עולם',
      '\u202eevil',
      '\r\n\r\n',
      '(17)Rock',
    ],
    ...['歌'.repeat(5000), '"'.repeat(5000), '../../etc', '\u2028\u2029', '\ufeffmark', '￿￾'],
  ),
);
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const anyTag: fc.Arbitrary<ClipTag> = fc.record({
  ...{ clipId: odd.filter((id) => id !== ''), taskId: odd, position: fc.nat(300), type: odd },
  ...{ title: odd, style: odd, lyrics: odd, model: odd, createdAt: fc.integer() },
  provenance: fc.record({
    // A name that is no data in JavaScript.
    input: fc.option(
      fc.dictionary(
        odd.filter((key) => key !== '__proto__'),
        json,
        { maxKeys: 4 },
      ),
    ),
    taskModel: fc.option(odd),
    credits: fc.option(fc.integer()),
    taskCreatedAt: fc.option(odd),
    taskCompletedAt: fc.option(odd),
  }),
});

const worlds = [
  ['the real ones', createTags()],
  ['the fake', createFakeTags(createFiles())],
] as const;

describe.each(worlds)('Tags: %s', (_name, tags) => {
  const make = async (tag: ClipTag, image: string | null = null): Promise<Uint8Array> => {
    const bytes = await tags.make('audio/mpeg', tag, image);
    if (bytes === null) throw new Error('an MP3 takes a tag');
    return bytes;
  };

  it('gives back what was put in, and leaves the sound as it is', async () => {
    const tag = await make(waltz, cover);
    expect(await tags.read(save(tag, sound))).toEqual(waltz);
    expect(readFileSync(path).subarray(tag.length).equals(sound)).toBe(true);
  });

  it('makes a tag that is exactly as long as it says', async () => {
    for (const image of [null, cover]) {
      const tag = await make(waltz, image);
      const [a = 0, b = 0, c = 0, d = 0] = tag.subarray(6, 10);
      expect((a << 21) | (b << 14) | (c << 7) | d).toBe(tag.length - 10);
    }
  });

  it('changes neither the proof of the sound nor its length', async () => {
    const audio = createAudioReader();
    const plain = await audio.read(save(sound));
    expect(plain.ok).toBe(true);
    expect(await audio.read(save(await make(waltz, cover), sound))).toEqual(plain);
  });

  it('takes any text', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTag, async (tag) => {
        expect(await tags.read(save(await make(tag), sound))).toEqual(tag);
      }),
      { numRuns: 200, seed: 20_261_124 },
    );
  });

  it('puts no tag before other formats, and finds none in them', async () => {
    for (const mime of ['audio/mp4', 'audio/ogg', 'audio/wav', 'audio/flac', 'audio/aac', 'text/html'])
      expect(await tags.make(mime, waltz, cover)).toBeNull();
    for (const name of ['aac.m4a', 'opus.ogg', 'tone.wav', 'tone.flac', 'tone.aac', 'vbr.mp3'])
      expect(await tags.read(save(fixture(name)))).toBeNull();
  });

  it('finds nothing in a tag that was cut off, and nothing where there is no file', async () => {
    const tag = await make(waltz);
    for (const length of [0, 5, 10, 30, 200, 500])
      expect(await tags.read(save(tag.subarray(0, length))), `${length} bytes`).toBeNull();
    expect(await tags.read(join(folder, 'no'))).toBeNull();
    expect(await tags.read(folder)).toBeNull();
  });
});

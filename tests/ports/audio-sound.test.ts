import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeMp3 } from '../../simulator/mp3/compose.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';
import { createTags } from '../../src/main/adapters/tags.ts';
import { fixture, png, waltz } from './tag-samples.ts';

let folder: string;
let path: string;
let cover: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-sound-'));
  path = join(folder, 'clip.bin');
  cover = join(folder, 'cover.png');
  writeFileSync(cover, png);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const audio = createAudioReader();
/** The hash of the sound in these bytes. */
const soundOf = async (...parts: (Uint8Array | string)[]): Promise<string> => {
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part))));
  const facts = await audio.read(path);
  if (!facts.ok) throw new Error(facts.problem.detail);
  return facts.value.soundSha256;
};

const ape = Buffer.alloc(32);
ape.write('APETAGEX');
ape.writeUInt32LE(32, 12);
const id3v1 = Buffer.alloc(128);
id3v1.write('TAGAnother title');
/** A chunk of a WAV or a box of an MP4 that is longer than what stands there now. */
const words = (length: number): Buffer => Buffer.alloc(length, 'words ');

const wavWith = (before: Buffer, behind: Buffer): Buffer => {
  const plain = fixture('tone.wav');
  const at = plain.indexOf('data');
  const list = (content: Buffer): Buffer => {
    const head = Buffer.from('LIST\0\0\0\0', 'latin1');
    head.writeUInt32LE(content.length, 4);
    return content.length === 0 ? content : Buffer.concat([head, content]);
  };
  const length = plain.readUInt32LE(at + 4);
  const sound = plain.subarray(at, at + 8 + length);
  const whole = Buffer.concat([plain.subarray(0, at), list(before), sound, list(behind)]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
};

const flacWith = (comment: Buffer): Buffer => {
  const plain = fixture('tone.flac');
  const info = Buffer.from(plain.subarray(0, 42));
  info[4] = 0; // no longer the last block
  const head = Buffer.from([0x84, 0, comment.length >> 8, comment.length & 0xff]);
  return Buffer.concat([info, head, comment, plain.subarray(42)]);
};

const mp4With = (comment: Buffer): Buffer => {
  const box = Buffer.from('\0\0\0\0free', 'latin1');
  box.writeUInt32BE(8 + comment.length, 0);
  return Buffer.concat([fixture('aac.m4a'), box, comment]);
};

describe('The hash of the sound', () => {
  it.each(['cbr.mp3', 'vbr.mp3', 'layer2.mp3'])(
    'of %s is the same whatever tags stand around it',
    async (name) => {
      const plain = await soundOf(fixture(name));
      const made = await createTags().make('audio/mpeg', waltz, cover);
      expect(await soundOf(made ?? '', fixture(name))).toBe(plain);
      expect(await soundOf(made ?? '', Buffer.alloc(4), fixture(name), ape, id3v1)).toBe(plain);
    },
  );

  it('is that of the bytes behind our tag, which are those that came', { timeout: 30_000 }, async () => {
    const tags = createTags();
    await fc.assert(
      fc.asyncProperty(
        fc.record({ title: fc.string({ unit: 'binary' }), lyrics: fc.string({ unit: 'grapheme' }) }),
        fc.constantFrom('cbr.mp3', 'vbr.mp3', 'layer2.mp3'),
        fc.boolean(),
        async (texts, name, withCover) => {
          const made = await tags.make('audio/mpeg', { ...waltz, ...texts }, withCover ? cover : null);
          expect(await soundOf(made ?? '', fixture(name))).toBe(await soundOf(fixture(name)));
        },
      ),
      { numRuns: 60, seed: 20_261_126 },
    );
  });

  it('is another one for another sound', async () => {
    const mp3 = composeMp3('audio port', 200);
    const other = Buffer.from(mp3);
    other[mp3.length - 30] = (other[mp3.length - 30] ?? 0) ^ 1;
    expect(await soundOf(other)).not.toBe(await soundOf(mp3));
    expect(await soundOf(fixture('cbr.mp3'))).not.toBe(await soundOf(fixture('vbr.mp3')));
  });

  it('leaves out what other formats say beside their sound', async () => {
    const none = Buffer.alloc(0);
    expect(await soundOf(wavWith(words(24), words(60)))).toBe(await soundOf(wavWith(none, none)));
    expect(await soundOf(flacWith(words(500)))).toBe(await soundOf(fixture('tone.flac')));
    expect(await soundOf(mp4With(words(300)))).toBe(await soundOf(fixture('aac.m4a')));
  });

  it.each(['vorbis.ogg', 'opus.ogg', 'tone.aac', 'fragments.m4a'])(
    'of %s is not that of the file',
    async (name) => {
      const sound = await soundOf(fixture(name));
      expect(sound).toMatch(/^[0-9a-f]{64}$/);
      const whole = createHash('sha256').update(fixture(name)).digest('hex');
      // A bare stream has nothing but its sound.
      if (name === 'tone.aac') expect(sound).toBe(whole);
      else expect(sound).not.toBe(whole);
    },
  );
});

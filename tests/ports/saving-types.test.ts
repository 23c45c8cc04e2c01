import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeMp3 } from '../../simulator/mp3/compose.ts';
import { id3Length } from '../../src/core/saving/part-sink.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createTags } from '../../src/main/adapters/tags.ts';
import { audioMimes } from '../../src/shared/audio-types.ts';
import { clip, createSavingWorld, tag } from '../fakes/saving.ts';

/** Saving what a host may give, with the real reader, real tags and real files. */

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/sound/${name}`, import.meta.url));
const files = createFiles();
const ports = { files, checkFolder: files.checkFolder, audio: createAudioReader(), tags: createTags() };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-types-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Saves what the host gives in pieces of `step` bytes; then, as after a crash before the commit, without a link. */
const saveTwice = async (source: Buffer, step: number) => {
  const world = createSavingWorld(ports);
  world.answers[clip.audioUrl] = () => ({
    chunks: Array.from({ length: Math.ceil(source.length / step) }, (_, n) =>
      Uint8Array.from(source.subarray(n * step, (n + 1) * step)),
    ),
  });
  const job = { libraryFolder: folder, clip: { ...clip, duration: null, imageUrl: null } };
  const outcome = await world.save(job);
  const again = await world.save({ ...job, clip: { ...job.clip, audioUrl: null } });
  return { outcome, again };
};
const saved = (extension: string): string => join(folder, `Slow Harbour [c1f0a7de]${extension}`);
const names = (): string[] => readdirSync(folder).filter((name) => name !== '.cliploft');

const tagged = (sound: Buffer, size: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, size >> 7, size & 127]),
    Buffer.alloc(size),
    sound,
  ]);

const mp3 = composeMp3('audio types', 200);
const samples = [
  ['audio/mpeg', '.mp3', mp3],
  ['audio/mp4', '.m4a', fixture('aac.m4a')],
  ['audio/ogg', '.ogg', fixture('opus.ogg')],
  ['audio/wav', '.wav', fixture('tone.wav')],
  ['audio/flac', '.flac', fixture('tone.flac')],
  ['audio/aac', '.aac', fixture('tone.aac')],
] as const;

it('has a sample of every type', () => {
  expect(samples.map(([mime]) => mime)).toEqual(audioMimes);
});

describe.each(samples)('a clip in %s', (mime, extension, source) => {
  it('is saved, and found again where a crash came before the commit', async () => {
    const { outcome, again } = await saveTwice(source, 1000);
    expect(outcome).toMatchObject({ kind: 'saved', files: { facts: { mime, extension }, tag } });
    expect(again).toEqual(outcome);
  });
});

describe.each([
  ['FLAC', '.flac', fixture('tone.flac')],
  ['AAC', '.aac', fixture('tone.aac')],
])('%s behind a tag of its source', (_name, extension, sound) => {
  it.each([
    [20, 13],
    [20, 1000],
    [3000, 64],
    [3000, 100_000],
  ])('of %d bytes stays as it came, in pieces of %d bytes', async (size, step) => {
    const source = tagged(sound, size);
    const { outcome, again } = await saveTwice(source, step);
    expect(outcome).toMatchObject({ kind: 'saved', files: { facts: { extension } } });
    expect(readFileSync(saved(extension)).equals(source)).toBe(true);
    expect(names()).toHaveLength(2); // the sidecar
    expect(again).toEqual(outcome);
  });
});

describe('an MP3', () => {
  it.each([
    ['three zeros', Buffer.concat([Buffer.alloc(3), mp3]), 0],
    ['a tag that comes in many pieces', tagged(mp3, 3000), 3010],
    ['a tag and a few zeros', tagged(Buffer.concat([Buffer.alloc(5), mp3]), 3000), 3010],
  ])('gets our tag in front of %s', async (_name, source, skip) => {
    const { outcome, again } = await saveTwice(source, 100);
    expect(outcome).toMatchObject({ kind: 'saved', files: { facts: { mime: 'audio/mpeg' } } });
    const content = readFileSync(saved('.mp3'));
    expect(content.subarray(id3Length(content)).equals(source.subarray(skip))).toBe(true);
    expect(await ports.tags.read(saved('.mp3'))).toEqual(tag);
    expect([names().length, again]).toEqual([1, outcome]);
  });

  it('stays as it came where its first bytes do not show what it is', async () => {
    const source = Buffer.concat([Buffer.alloc(100), mp3]);
    const { outcome, again } = await saveTwice(source, 1000);
    expect(outcome).toMatchObject({ kind: 'saved', files: { facts: { mime: 'audio/mpeg' } } });
    expect(readFileSync(saved('.mp3')).equals(source)).toBe(true);
    expect([names().length, again]).toEqual([2, outcome]);
  });
});

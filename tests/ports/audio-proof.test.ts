import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../simulator/seeded.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';

const seed = 'every cut';
const random = seeded(seed);
const between = (from: number, to: number): number => random.whole(Math.ceil(from), Math.floor(to) - 1);

interface Sample {
  file: string;
  mime: string;
  codec: string;
  seconds: number;
  /** Can the format tell that a stretch within it was lost? MP4 and WAV hold neither checksums nor marks. */
  tells: boolean;
  /** Bare frames: cut exactly between two, it is a whole and shorter file, which its duration gives away. */
  bare?: boolean;
}

const samples: readonly Sample[] = [
  { file: 'cbr.mp3', mime: 'audio/mpeg', codec: 'MPEG 1 Layer 3', seconds: 1.045, tells: true },
  { file: 'vbr.mp3', mime: 'audio/mpeg', codec: 'MPEG 1 Layer 3', seconds: 1.045, tells: true },
  {
    ...{ file: 'layer2.mp3', mime: 'audio/mpeg', codec: 'MPEG 2 Layer 2', seconds: 1.045 },
    ...{ tells: true, bare: true },
  },
  { file: 'tone.flac', mime: 'audio/flac', codec: 'FLAC', seconds: 1, tells: true },
  { file: 'vorbis.ogg', mime: 'audio/ogg', codec: 'Vorbis I', seconds: 1, tells: true },
  { file: 'opus.ogg', mime: 'audio/ogg', codec: 'Opus', seconds: 1, tells: true },
  { file: 'aac.m4a', mime: 'audio/mp4', codec: 'MPEG-4/AAC', seconds: 1.046, tells: false },
  { file: 'fragments.m4a', mime: 'audio/mp4', codec: 'MPEG-4/AAC', seconds: 1.046, tells: false },
  { file: 'tone.wav', mime: 'audio/wav', codec: 'PCM', seconds: 1, tells: false },
  { file: 'tone.aac', mime: 'audio/aac', codec: 'AAC', seconds: 1.068, tells: true, bare: true },
];

const bytesOf = (sample: Sample): Buffer =>
  readFileSync(new URL(`../fixtures/sound/${sample.file}`, import.meta.url));

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-proof-'));
  path = join(folder, 'clip.bin');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const audio = createAudioReader();
const read = (bytes: Uint8Array) => {
  writeFileSync(path, bytes);
  return audio.read(path);
};
const refused = { ok: false, problem: { code: 'bad_audio', detail: expect.any(String) as unknown } };

describe.each(samples)('the proof of $file', (sample) => {
  const whole = bytesOf(sample);

  it('takes it whole for what it is', async () => {
    expect(await read(whole)).toMatchObject({
      ok: true,
      value: {
        ...{ mime: sample.mime, codec: sample.codec },
        duration: expect.closeTo(sample.seconds, 3) as unknown,
      },
    });
    expect(audio.kindOf(whole.subarray(0, 128))?.mime).toBe(sample.mime);
  });

  it('refuses it wherever it is cut off', async () => {
    const isBorder = (at: number): boolean =>
      sample.bare === true && whole[at] === 0xff && ((whole[at + 1] ?? 0) & 0xf0) === 0xf0;
    const places = Array.from({ length: 40 }, () => between(1, whole.length)).filter((at) => !isBorder(at));
    for (const at of [...places, whole.length - 1])
      expect(await read(whole.subarray(0, at)), `seed "${seed}", cut at ${at}`).toEqual(refused);
  });

  it('survives any few bytes of it being others', { timeout: 30_000 }, async () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const other = Buffer.from(whole);
        for (const [at, byte] of changes) other[at] = byte;
        const facts = await read(other);
        // Either is right, as long as it is an answer: sound of some length, or bad audio.
        if (facts.ok) expect(facts.value.duration).toBeGreaterThan(0);
        else expect(facts).toEqual(refused);
      }),
      { numRuns: 150, seed: 20_261_124 },
    );
  });
});

describe.each(samples.filter((sample) => sample.tells))('the proof of $file, with a hole', (sample) => {
  const whole = bytesOf(sample);

  it('refuses it where its end are zeros that were never written', async () => {
    const cut = between(whole.length / 4, whole.length / 2);
    const holed = Buffer.from(whole).fill(0, cut);
    expect(await read(holed), `seed "${seed}", zeros from ${cut}`).toEqual(refused);
  });

  it('refuses it where a stretch in the middle was lost, overwritten or taken out', async () => {
    // Not a round number: some files have frames of one length, and whole frames are not missed.
    const length = Math.ceil(whole.length / 5) + 3;
    for (let i = 0; i < 10; i += 1) {
      const at = between(0, whole.length - length);
      const lost = Buffer.from(whole).fill(0, at, at + length);
      expect(await read(lost), `seed "${seed}", ${length} zeros at ${at}`).toEqual(refused);
      const torn = Buffer.concat([whole.subarray(0, at), whole.subarray(at + length)]);
      expect(await read(torn), `seed "${seed}", ${length} bytes taken out at ${at}`).toEqual(refused);
    }
  });
});

describe('the proof of no sound', () => {
  const starts = samples.map((sample) => [...bytesOf(sample).subarray(0, 12)]);
  it(
    'refuses any bytes and any start of them, also where they begin like sound',
    { timeout: 30_000 },
    async () => {
      const noise = fc.tuple(fc.constantFrom([], ...starts), fc.uint8Array({ maxLength: 400 }));
      await fc.assert(
        fc.asyncProperty(noise, fc.nat(412), async ([start, rest], length) => {
          expect(await read(Uint8Array.from([...start, ...rest]).subarray(0, length))).toEqual(refused);
        }),
        { numRuns: 400, seed: 20_261_124 },
      );
    },
  );

  it('refuses a large file of nothing at once', async () => {
    for (const sample of samples) {
      const nothing = Buffer.alloc(1024 * 1024);
      bytesOf(sample).copy(nothing, 0, 0, 12);
      expect(await read(nothing), sample.file).toEqual(refused);
    }
  });
});

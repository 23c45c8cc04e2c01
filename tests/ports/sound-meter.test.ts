import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeMp3 } from '../../simulator/mp3/compose.ts';
import { seeded } from '../../simulator/seeded.ts';
import type { SoundFacts, SoundMeter } from '../../src/core/ports.ts';
import { createClock } from '../../src/main/adapters/clock.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createSoundMeter } from '../../src/main/adapters/sound-meter.ts';
import { createFakeSoundMeter } from '../fakes/sound-meter.ts';
import { soundThread } from '../headless/engine.ts';

const song = composeMp3('sound port', 1500);
const short = composeMp3('sound port', 200);
const sounds = join(import.meta.dirname, '../fixtures/sound');
const never = new AbortController().signal;
const real = createSoundMeter({ thread: soundThread, clock: createClock() });

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-sound-'));
  path = join(folder, 'clip.mp3');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const measured = async (bytes: Uint8Array): Promise<SoundFacts> => {
  writeFileSync(path, bytes);
  const result = await real.measure(path, never);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
};

const worlds: [string, () => SoundMeter & { hold?: () => void }][] = [
  ['the real one', () => real],
  ['the fake', () => createFakeSoundMeter({ files: createFiles() })],
];

describe.each(worlds)('SoundMeter: %s', (_name, make) => {
  it('measures an MP3', async () => {
    writeFileSync(path, song);
    const result = await make().measure(path, never);
    expect(result).toMatchObject({ ok: true, value: { loudness: expect.any(Number) as number } });
    if (result.ok) expect(Buffer.from(result.value.bars, 'base64')).toHaveLength(480);
  });

  it('says that a file is not there', async () => {
    expect(await make().measure(path, never)).toMatchObject({ problem: { code: 'file_missing' } });
  });

  it('gives up when it is called off, before and meanwhile', async () => {
    writeFileSync(path, song);
    const meter = make();
    meter.hold?.();
    const controller = new AbortController();
    const under = meter.measure(path, controller.signal);
    controller.abort();
    const off = { ok: false, problem: { code: 'bad_request' } };
    expect(await under).toMatchObject(off);
    expect(await meter.measure(path, controller.signal)).toMatchObject(off);
  });
});

/** What ffmpeg 5.1 reads (`ebur128=peak=true:dualmono=true`): LUFS, and dBTP to one digit. */
describe.each<[string, () => Uint8Array, number, number, number]>([
  ['a composed song', () => song, -17.827, -2.2, 0.02],
  ['an MP3 by LAME, one channel', () => readFileSync(join(sounds, 'cbr.mp3')), -11.022, -8.4, 0.15],
  ['an MP3 by LAME, two channels', () => readFileSync(join(sounds, 'vbr.mp3')), -13.605, -10.5, 0.15],
  ['a WAV of 8 bits at 8 kHz', () => readFileSync(join(sounds, 'tone.wav')), -10.422, -7.9, 0.02],
])('%s', (_name, bytes, lufs, dbtp, within) => {
  it('is as loud as another program says', async () => {
    const { loudness, peak } = await measured(bytes());
    expect(Math.abs((loudness ?? 0) - lufs)).toBeLessThan(within);
    expect(Math.abs((peak ?? 0) - dbtp)).toBeLessThan(0.2);
  });
});

it.each([
  ['aac.m4a', 'audio/mp4'],
  ['layer2.mp3', 'MPEG layer 2'],
  ['opus.ogg', 'audio/ogg'],
  ['tone.aac', 'audio/aac'],
  ['tone.flac', 'audio/flac'],
])('names what it cannot decode: %s', async (name, detail) => {
  copyFileSync(join(sounds, name), path);
  expect(await real.measure(path, never)).toEqual({ ok: false, problem: { code: 'no_decoder', detail } });
});

it('says of a file that is no sound that it is none', async () => {
  writeFileSync(path, '<!doctype html><title>Expired</title>');
  expect(await real.measure(path, never)).toMatchObject({
    problem: { code: 'bad_audio', detail: 'a web page' },
  });
});

/** The same sine in every kind of WAV that has plain samples. */
const wavOf = (code: number, bits: number, channels: number): Buffer => {
  const bytes = bits / 8;
  const count = 48_000 * channels;
  const wav = Buffer.alloc(44 + count * bytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + count * bytes, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(code, 20);
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(48_000, 24);
  wav.writeUInt32LE(48_000 * channels * bytes, 28);
  wav.writeUInt16LE(channels * bytes, 32);
  wav.writeUInt16LE(bits, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(count * bytes, 40);
  for (let at = 0; at < count; at += 1) {
    const value = 0.1 * Math.sin((2 * Math.PI * 997 * Math.floor(at / channels)) / 48_000);
    const place = 44 + at * bytes;
    if (code === 3) wav[bits === 32 ? 'writeFloatLE' : 'writeDoubleLE'](value, place);
    else if (bits === 8) wav.writeUInt8(Math.round(value * 127) + 128, place);
    else wav.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), place, bytes);
  }
  return wav;
};

it.each([
  [1, 8],
  [1, 16],
  [1, 24],
  [1, 32],
  [3, 32],
  [3, 64],
])('hears the same in a WAV of format %i with %i bits, in one channel and in two', async (code, bits) => {
  for (const channels of [1, 2]) {
    const { loudness, duration } = await measured(wavOf(code, bits, channels));
    // Eight bits round a soft sine.
    expect(Math.abs((loudness ?? 0) + 20)).toBeLessThan(bits === 8 ? 0.3 : 0.05);
    expect(duration).toBe(1);
  }
});

describe('what stands around the frames of an MP3', () => {
  it('changes nothing: a tag with a cover, a tag at the end, junk', async () => {
    const plain = await measured(short);
    const cover = Buffer.concat([
      Buffer.from('ID3\u0003\u0000\u0000\u0000\u0001\u0000\u0000', 'latin1'),
      Buffer.alloc(16_384, 0xff),
    ]);
    const tail = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0x20)]);
    expect(await measured(Buffer.concat([cover, short, tail]))).toEqual(plain);
    const odd = await measured(Buffer.concat([short, Buffer.from('odd')]));
    expect(odd).toEqual(plain);
  });

  it('and two streams in one file are heard one after the other', async () => {
    const plain = await measured(short);
    const both = await measured(Buffer.concat([short, readFileSync(join(sounds, 'vbr.mp3'))]));
    expect(both.duration).toBeGreaterThan(plain.duration + 1);
  });
});

it('comes to an end with whatever a file holds', { timeout: 30_000 }, async () => {
  const chance = seeded('sound meter');
  for (let round = 0; round < 9; round += 1) {
    const bytes = Buffer.from(short.subarray(0, 20_000));
    const from = chance.whole(0, bytes.length - 1);
    for (let n = 0; n < 200; n += 1) bytes[chance.whole(0, bytes.length - 1)] = chance.whole(0, 255);
    writeFileSync(path, round % 3 === 0 ? bytes.subarray(from) : bytes);
    const result = await real.measure(path, never);
    const codes = ['bad_audio', 'no_decoder'];
    expect(result.ok || codes.includes(result.problem.code), JSON.stringify(result)).toBe(true);
  }
});

it('ends a thread that does not come to an end', async () => {
  const endless = join(folder, 'endless.mjs');
  writeFileSync(endless, 'for (;;);');
  const meter = createSoundMeter({ thread: endless, clock: createClock(), patienceMs: 50 });
  expect(await meter.measure(path, never)).toMatchObject({
    problem: { code: 'bad_audio', detail: 'the decoder does not come to an end' },
  });
});

it.each([
  ['breaks', 'throw new Error("out of memory");'],
  ['ends without a word', 'process.exit(3);'],
])('blames no file for a thread that %s', async (_what, script) => {
  const broken = join(folder, 'broken.mjs');
  writeFileSync(broken, script);
  const meter = createSoundMeter({ thread: broken, clock: createClock() });
  expect(await meter.measure(path, never)).toMatchObject({ problem: { code: 'internal' } });
});

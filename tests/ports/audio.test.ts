import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeMp3 } from '../../simulator/mp3/compose.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createFakeAudio } from '../fakes/audio.ts';

const frames = 200;
const mp3 = composeMp3('audio port', frames);
const seconds = (frames * 1152) / 44_100;

/** Where the first frame from here on begins. */
const frameFrom = (at: number): number => mp3.indexOf(mp3.subarray(0, 2), at);

/** A second of silence, 8 kHz, 8 bit, mono. */
const wav = (): Buffer => {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + 8000, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(8000, 40);
  return Buffer.concat([head, Buffer.alloc(8000, 128)]);
};

/** An empty ID3v2.3 tag of `size` bytes in front. */
const id3 = (size: number): Buffer => {
  const tag = Buffer.alloc(10 + size);
  tag.write('ID3\u0003\u0000\u0000', 0, 'latin1');
  tag[8] = size >> 7;
  tag[9] = size & 0x7f;
  return tag;
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-audio-'));
  path = join(folder, 'clip.bin');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const worlds = [
  ['the real reader', createAudioReader()],
  ['the fake', createFakeAudio({ files: createFiles() })],
] as const;

describe.each(worlds)('AudioReader: %s', (_name, audio) => {
  it('takes an MP3 for what it is, whatever it is called', async () => {
    writeFileSync(path, mp3);
    const facts = await audio.read(path);
    expect(facts).toMatchObject({ ok: true, value: { mime: 'audio/mpeg', extension: '.mp3' } });
  });

  it('tells an MP3 by its first twelve bytes, and nothing by none', () => {
    expect(audio.kindOf(mp3.subarray(0, 12))).toEqual({ mime: 'audio/mpeg', extension: '.mp3' });
    expect(audio.kindOf(new Uint8Array(0))).toBeNull();
  });

  it('takes nothing that is empty', async () => {
    writeFileSync(path, '');
    expect(await audio.read(path)).toMatchObject({ ok: false, problem: { code: 'bad_audio' } });
  });
});

describe('AudioReader: what only real bytes show', () => {
  const audio = createAudioReader();
  const read = (bytes: Uint8Array | string) => {
    writeFileSync(path, bytes);
    return audio.read(path);
  };
  const bad = (detail: RegExp) => ({
    ok: false,
    problem: { code: 'bad_audio', detail: expect.stringMatching(detail) as unknown },
  });

  it('counts the length from the frames, also behind a tag, before one, and in half a file', async () => {
    const close = (s: number) => expect.closeTo(s, 2) as unknown;
    expect(await read(mp3)).toMatchObject({ ok: true, value: { duration: close(seconds) } });
    expect(await read(Buffer.concat([id3(500), mp3]))).toMatchObject({
      ok: true,
      value: { mime: 'audio/mpeg', duration: close(seconds) },
    });
    const tag = Buffer.alloc(128);
    tag.write('TAG');
    expect(await read(Buffer.concat([mp3, tag]))).toMatchObject({
      ok: true,
      value: { duration: close(seconds) },
    });
    // Without the frame that announces how many there are.
    const bare = mp3.subarray(frameFrom(1));
    const half = await read(bare.subarray(0, bare.indexOf(bare.subarray(0, 2), bare.length / 2)));
    expect(half).toMatchObject({ ok: true, value: { duration: close(seconds / 2) } });
  });

  it('skips any number of tags at both ends, and none of the sound', async () => {
    const ape = Buffer.alloc(32 + 40);
    ape.write('APETAGEX', 40);
    ape.writeUInt32LE(32 + 40, 40 + 12);
    const lyrics = Buffer.from('LYRICSBEGIN' + 'x'.repeat(900) + '000911LYRICS200');
    const old = Buffer.alloc(128);
    old.write('TAG');
    const tagged = Buffer.concat([id3(200), id3(50), mp3, lyrics, ape, old]);
    expect(await read(tagged)).toEqual(await read(mp3));
    expect(await read(Buffer.concat([id3(200), mp3.subarray(0, -5), ape, old]))).toEqual(
      bad(/ends within a frame/),
    );
  });

  it('refuses an MP3 that ends within a frame, wherever that is', async () => {
    const last = mp3.lastIndexOf(mp3.subarray(0, 2));
    for (const end of [mp3.length - 1, mp3.length - 200, last + 5, last + 4, last + 1]) {
      expect(await read(mp3.subarray(0, end)), `cut at ${end}`).toEqual(bad(/ends within a frame/));
    }
  });

  it('refuses an MP3 that has fewer frames than it announces, but for one', async () => {
    const last = mp3.lastIndexOf(mp3.subarray(0, 2));
    expect(await read(mp3.subarray(0, last))).toMatchObject({ ok: true });
    const before = mp3.lastIndexOf(mp3.subarray(0, 2), last - 1);
    expect(await read(mp3.subarray(0, before))).toEqual(bad(/198 frames, 200 were announced/));
    const vbri = Buffer.concat([mp3.subarray(0, before)]);
    vbri.fill(0, 4, 60).write('VBRI', 36);
    vbri.writeUInt32BE(200, 36 + 14);
    expect(await read(vbri)).toEqual(bad(/198 frames, 200 were announced/));
  });

  it('lets a little damage pass, no more, and judges the end all the same', async () => {
    const at = frameFrom(mp3.length / 2);
    const damaged = (bytes: number, end = mp3.length): Buffer =>
      Buffer.concat([mp3.subarray(0, at), Buffer.alloc(bytes), mp3.subarray(at, end)]);
    expect(await read(damaged(50))).toMatchObject({ ok: true, value: { mime: 'audio/mpeg' } });
    expect(await read(damaged(400))).toEqual(bad(/no frames before byte/));
    expect(await read(damaged(50, mp3.length - 9))).toEqual(bad(/ends within a frame/));
  });

  it('takes no bytes at random for sound, though some begin like it', async () => {
    const seed = 20261123;
    for (const start of [[], [0xff, 0xfb, 0x90], [0x49, 0x44, 0x33]]) {
      let state = seed;
      const noise = Uint8Array.from({ length: 300 }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return state >>> 24;
      });
      expect(await read(Uint8Array.from([...start, ...noise])), `seed ${seed}, start ${start}`).toMatchObject(
        {
          ok: false,
          problem: { code: 'bad_audio' },
        },
      );
    }
  });

  it('does not blame the sound where the file cannot be read', async () => {
    expect(await audio.read(folder)).toMatchObject({
      ok: false,
      problem: { code: 'internal', detail: 'EISDIR' },
    });
  });

  it('knows other formats', async () => {
    expect(await read(wav())).toMatchObject({
      ok: true,
      value: { mime: 'audio/wav', extension: '.wav', duration: 1 },
    });
  });

  it('says what came instead of sound', async () => {
    expect(await read('')).toEqual(bad(/empty/));
    expect(await read('<!DOCTYPE html><html>403 Forbidden</html>')).toEqual(bad(/web page/));
    expect(await read('  {"code":403}')).toEqual(bad(/JSON/));
    expect(await read(Buffer.from([0x89, 0x50, 0x4e, 0x47]))).toEqual(bad(/no audio format/));
  });

  it('refuses what only begins like sound', async () => {
    expect(await read(id3(20))).toMatchObject({ ok: false, problem: { code: 'bad_audio' } });
    expect(await read(Buffer.concat([Buffer.from([0xff, 0xfb]), Buffer.alloc(5000)]))).toMatchObject({
      ok: false,
      problem: { code: 'bad_audio' },
    });
    expect(await read('RIFF1234WAVE')).toMatchObject({ ok: false, problem: { code: 'bad_audio' } });
    expect(await read(Buffer.concat([Buffer.from('\0\0\0\u0018ftypM4A '), Buffer.alloc(20)]))).toMatchObject({
      ok: false,
      problem: { code: 'bad_audio' },
    });
  });

  it('says so when there is no file', async () => {
    expect(await audio.read(join(folder, 'no'))).toMatchObject({
      ok: false,
      problem: { code: 'file_missing' },
    });
  });
});

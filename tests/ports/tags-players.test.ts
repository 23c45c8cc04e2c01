import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ID3Writer } from 'browser-id3-writer';
import fc from 'fast-check';
import { parseFile } from 'music-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClipTag } from '../../src/core/ports.ts';
import { createTags } from '../../src/main/adapters/tags.ts';
import { png, sound, waltz } from './tag-samples.ts';

declare module 'browser-id3-writer' {
  interface ID3Writer {
    /** Empty bytes at the tag's end; its README documents it, its types do not. */
    padding: number;
  }
}

/** A tag of ID3v2.3 as another program writes it, with our frame in it (and as we wrote them ourselves once). */
const foreign = (value: string): Uint8Array => {
  const writer = new ID3Writer(new ArrayBuffer(0));
  writer.padding = 0;
  return new Uint8Array(writer.setFrame('TXXX', { description: 'CLIPLOFT', value }).addTag());
};

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

/** Four times seven bits, the highest bit of each byte left free (ID3v2.4 structure, 6.2). */
const writeSyncSafe = (bytes: Buffer, at: number, value: number): void => {
  [21, 14, 7, 0].forEach((shift, i) => bytes.writeUInt8((value >> shift) & 0x7f, at + i));
};

describe('Tags: what players see', () => {
  const tags = createTags();
  const shown = async (tag: ClipTag, image: string | null = null) => {
    const bytes = await tags.make('audio/mpeg', tag, image);
    return await parseFile(save(bytes ?? new Uint8Array(), sound));
  };

  it('shows title, artist, album, place, style, date, lyrics, cover and where it comes from', async () => {
    const { common, native, quality } = await shown(waltz, cover);
    expect(quality.warnings).toEqual([]);
    expect(common).toMatchObject({
      ...{ title: 'Harbour Waltz', artist: 'Suno', albumartist: 'Suno', album: 'Harbour Waltz [0b9d6a52]' },
      ...{ track: { no: 2 }, year: 2026, genre: ['waltz, accordion'] },
      lyrics: [{ text: waltz.lyrics }],
      comment: [{ text: 'Made with suno, chirp-fenix through sunor.cc, saved by Cliploft.' }],
    });
    expect(common.picture?.map((one) => [one.format, one.data.length])).toEqual([['image/png', png.length]]);
    expect(common).toMatchObject({ date: '2026-03-04T08:15:00', encodersettings: 'Cliploft' });
    const texts = native['ID3v2.4']?.map(({ id, value }) => [id, value]) ?? [];
    expect(texts).toContainEqual(['TXXX:Task', waltz.taskId]);
    expect(texts).toContainEqual(['TXXX:Clip', waltz.clipId]);
    expect(texts).toContainEqual(['TXXX:Model', 'chirp-fenix']);
    expect(texts).toContainEqual(['TXXX:Prompt', 'A slow harbour waltz']);
  });

  it('hands players no control characters, no halves of pairs and no endless lines', async () => {
    const { common } = await shown({
      ...waltz,
      title: `A\0B\nC\ud83d ${'x'.repeat(5000)}`,
      style: `(80s) synth, ${'very long style, '.repeat(50)}`,
      lyrics: 'one\r\ntwo\0\u0007\ttab',
      createdAt: Number.MAX_VALUE,
      provenance: { ...waltz.provenance, input: { title: 'Given', prompt: 'words' }, taskModel: 'other' },
    });
    expect(common.title).toMatch(/^AB C\uFFFD x{200,}$/);
    expect(common.title?.length).toBe(250);
    expect(common.genre).toHaveLength(1);
    expect(common.genre?.[0]).toMatch(/^\[80s\] synth, very long style(, very long style)*$/);
    expect(common.genre?.[0]?.length).toBeLessThan(125);
    expect(common.lyrics?.[0]?.text).toBe('one\ntwo\ttab');
    expect(common).toMatchObject({ artist: 'sunor.cc', album: 'Given [0b9d6a52]' });
    expect(common.year).toBeUndefined();
  });

  it.each([
    // ID3v1 has a list of genres by number, in which 17 is Rock and 80 is Folk.
    ['80s synth, dream pop, 17', 'dream pop, 80s synth, 17'],
    ['80s', '’80s'],
    ['17', '’17'],
    ['(80s) synth', '[80s] synth'],
    ['pop (upbeat), (17)', 'pop [upbeat], [17]'],
  ])('shows the style %j as words, not as a number of a list', async (style, shows) => {
    expect((await shown({ ...waltz, style })).common.genre).toEqual([shows]);
  });

  it('leaves out a cover that is no image, too large or gone', async () => {
    const bare = await tags.make('audio/mpeg', waltz, null);
    writeFileSync(join(folder, 'page.png'), '<html>');
    writeFileSync(join(folder, 'large.png'), Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]));
    for (const name of ['page.png', 'large.png', 'gone.png', '.'])
      expect(await tags.make('audio/mpeg', waltz, join(folder, name)), name).toEqual(bare);
  });

  it('still says where it comes from after another program wrote the tag anew', async () => {
    const value = JSON.stringify({ cliploft: 1, clip: waltz });
    // ID3v2.4 in UTF-8 with a frame before ours, as many editors write it.
    const frame = (id: string, content: Buffer): Buffer => {
      const head = Buffer.alloc(10);
      head.write(id);
      writeSyncSafe(head, 4, content.length);
      return Buffer.concat([head, content]);
    };
    const body = Buffer.concat([
      frame('APIC', Buffer.alloc(40_000, 1)),
      frame('TXXX', Buffer.from(`\u0003CLIPLOFT\0${value}\0`)),
      Buffer.alloc(2000),
    ]);
    const head = Buffer.from('ID3\u0004\0\0    ', 'latin1');
    writeSyncSafe(head, 6, body.length);
    expect(await tags.read(save(head, body, sound))).toEqual(waltz);

    // ID3v2.3 with zeros behind each 0xff, as its "unsynchronisation" wants.
    const ours = Buffer.from(foreign(value));
    const spread = Buffer.from(
      [...ours.subarray(10)].flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte])),
    );
    const spreadHead = Buffer.from(ours.subarray(0, 10));
    spreadHead[5] = 0x80;
    writeSyncSafe(spreadHead, 6, spread.length);
    expect(await tags.read(save(spreadHead, spread, sound))).toEqual(waltz);
  });

  it('takes for ours only what is complete', async () => {
    const { clipId: _clipId, ...nameless } = waltz;
    const broken = ['', '{', 'null', '{"cliploft":1}', JSON.stringify({ cliploft: 2, clip: waltz })];
    for (const value of [...broken, JSON.stringify({ cliploft: 1, clip: nameless })])
      expect(await tags.read(save(foreign(value), sound)), value).toBeNull();
    expect(await tags.read(save(foreign(JSON.stringify({ cliploft: 1, clip: waltz })), sound))).toEqual(
      waltz,
    );
  });

  it('finds its way through any bytes', { timeout: 30_000 }, async () => {
    const tag = Buffer.from((await tags.make('audio/mpeg', waltz, null)) ?? []);
    const change = fc.tuple(fc.nat(tag.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
        const other = Buffer.from(tag);
        for (const [at, byte] of changes) other[at] = byte;
        const found = await tags.read(save(other));
        expect(found === null || typeof found.clipId === 'string').toBe(true);
      }),
      { numRuns: 300, seed: 20_261_124 },
    );
  });
});

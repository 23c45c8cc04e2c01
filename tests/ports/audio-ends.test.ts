import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudioReader } from '../../src/main/adapters/audio.ts';
import { crc32 } from '../../src/main/adapters/proof/checksums.ts';

/** What stands behind the sound, and what an end looks like that is none. */

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/sound/${name}`, import.meta.url));

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-ends-'));
  path = join(folder, 'clip.bin');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const audio = createAudioReader();
const read = (...parts: Uint8Array[]) => {
  writeFileSync(path, Buffer.concat(parts));
  return audio.read(path);
};
const bad = (detail: RegExp) => ({
  ok: false,
  problem: { code: 'bad_audio', detail: expect.stringMatching(detail) as unknown },
});

/** A tag of ID3v1. */
const old = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)]);
const ape = Buffer.alloc(32 + 40);
ape.write('APETAGEX', 40);
ape.writeUInt32LE(32 + 40, 40 + 12);

/** A box of MP4. */
const box = (type: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4);
  return Buffer.concat([head, content]);
};

const behind: [string, Buffer][] = [
  ['a tag of ID3v1', old],
  ['two tags', Buffer.concat([ape, old])],
];
const stray: [string, Buffer][] = [
  ['one byte', Buffer.from([7])],
  ['four zeros', Buffer.alloc(4)],
  ['seven letters', Buffer.from('freefre')],
  ['a block of zeros', Buffer.alloc(4096)],
  ['other bytes', Buffer.from(Array.from({ length: 60 }, (_, i) => 255 - i))],
  ['stray bytes and a tag', Buffer.concat([Buffer.alloc(5), old])],
];

describe('MP4', () => {
  const mp4 = fixture('aac.m4a');
  /** The same with its table of contents at the end, which is all that the file has to lose there. */
  const last = (): Buffer => {
    const at = mp4.indexOf('moov') - 4;
    const end = at + mp4.readUInt32BE(at);
    const moved = Buffer.concat([mp4.subarray(0, at), mp4.subarray(end), mp4.subarray(at, end)]);
    const place = moved.lastIndexOf('stco') + 12;
    moved.writeUInt32BE(moved.readUInt32BE(place) - (end - at), place);
    return moved;
  };

  /** Places in the head of each box, and some others. */
  const cuts = (whole: Buffer): number[] => {
    const places: number[] = [];
    for (let at = 0; at < whole.length; at += whole.readUInt32BE(at))
      places.push(...Array.from({ length: 10 }, (_, i) => at + i));
    for (let at = 100; at < whole.length; at += 97) places.push(at);
    return places;
  };

  describe.each([
    ['its sound at the end', mp4],
    ['its table of contents at the end', last()],
    ['a free box at the end', Buffer.concat([mp4, box('free', Buffer.alloc(50))])],
  ])('with %s', (_order, whole) => {
    it.each([...behind, ...stray])('bears %s behind it', async (_name, more) => {
      const plain = await read(mp4);
      expect(plain).toMatchObject({ ok: true });
      expect(await read(whole, more)).toEqual(plain);
    });

    it('is refused wherever it is cut off within its last box, with a tag behind that or without', async () => {
      const from = whole.length - 50;
      for (let end = from; end < whole.length; end += 1)
        for (const more of [Buffer.alloc(0), old])
          expect(await read(whole.subarray(0, end), more), `cut at ${end}`).toEqual(bad(/cut off/));
    });
  });

  it('is refused wherever it is cut off before the end of its sound, also in the head of a box', async () => {
    for (const whole of [mp4, last()])
      for (const end of cuts(whole))
        expect(await read(whole.subarray(0, end)), `cut at ${end}`).toMatchObject({ ok: false });
  });

  it('is refused with more behind it than an accident leaves', async () => {
    expect(await read(mp4, Buffer.alloc(4097))).toEqual(bad(/do not add up/));
    expect(await read(mp4, box('free', Buffer.alloc(50)).subarray(0, -1))).toEqual(bad(/do not add up/));
  });
});

describe('MP4 in fragments', () => {
  const fragments = fixture('fragments.m4a');
  const starts: number[] = [];
  for (let at = fragments.indexOf('moof'); at !== -1; at = fragments.indexOf('moof', at + 1))
    starts.push(at - 4);

  it('bears a tag behind it', async () => {
    for (const [name, more] of behind)
      expect(await read(fragments, more), name).toEqual(await read(fragments));
  });

  it('bears no stray bytes: they may be the start of another fragment', async () => {
    for (const [name, more] of stray) expect(await read(fragments, more), name).toMatchObject({ ok: false });
    expect(starts).toHaveLength(4);
    for (const start of starts)
      for (const more of [1, 2, 3, 4, 7, 8, 9, 20])
        expect(await read(fragments.subarray(0, start + more)), `${start} + ${more}`).toMatchObject({
          ok: false,
        });
  });
});

describe.each(['opus.ogg', 'vorbis.ogg'])('Ogg without a mark at its end: %s', (name) => {
  const pagesOf = (ogg: Buffer): Buffer[] => {
    const pages: Buffer[] = [];
    for (let at = 0; at < ogg.length;) {
      const next = ogg.indexOf('OggS', at + 4);
      pages.push(ogg.subarray(at, next === -1 ? ogg.length : next));
      at = next === -1 ? ogg.length : next;
    }
    return pages;
  };
  /** A page with something else in it, and a right checksum again. */
  const changed = (page: Buffer, change: (copy: Buffer) => void): Buffer => {
    const copy = Buffer.from(page);
    change(copy);
    copy.writeUInt32LE(0, 22);
    copy.writeInt32LE(crc32(0, copy, 0, copy.length), 22);
    return copy;
  };
  const unmarked = (page: Buffer): Buffer => changed(page, (copy) => copy.writeUInt8((copy[5] ?? 0) & 3, 5));
  const renumbered = (pages: Buffer[]): Buffer[] =>
    pages.map((page) => changed(page, (copy) => copy.writeUInt32LE(77, 14)));

  const whole = pagesOf(fixture(name));
  const open = whole.map(unmarked);
  const other = renumbered(pagesOf(fixture(name === 'opus.ogg' ? 'vorbis.ogg' : 'opus.ogg')));
  const sounds = async (...pages: Buffer[]): Promise<number | string | undefined> => {
    const facts = await read(...pages);
    return facts.ok ? facts.value.duration : facts.problem.detail;
  };

  it('is as long as with one, also behind another that is closed', async () => {
    expect(await read(...open)).toEqual(await read(...whole));
    expect(await sounds(...whole, ...open)).toBeCloseTo(2, 2);
    expect(await sounds(...other, ...open)).toBeCloseTo(2, 2);
  });

  it('is refused wherever it is cut off within a page', async () => {
    const bytes = Buffer.concat(open);
    const borders = new Set<number>();
    for (let at = 0, i = 0; i < open.length; at += open[i]?.length ?? 0, i += 1) borders.add(at);
    for (let end = 5; end < bytes.length; end += 13)
      if (!borders.has(end)) expect(await read(bytes.subarray(0, end)), `cut at ${end}`).toEqual(bad(/page/));
    expect(await read(bytes, Buffer.alloc(30))).toEqual(bad(/no page/));
  });

  it('is shorter where it is cut off between two pages, which only its length can tell', async () => {
    for (let count = 3; count < open.length; count += 1) {
      const granule = Number(open[count - 1]?.readBigInt64LE(6));
      const played = name === 'opus.ogg' ? (granule - 312) / 48_000 : granule / 22_050;
      expect(await sounds(...open.slice(0, count)), `${count} pages`).toBeCloseTo(played, 5);
    }
    expect(await read(...open.slice(0, 2))).toEqual(bad(/no sound in it/));
  });

  it('is refused where its last packet goes on on a page that is not there', async () => {
    const last = open.at(-1) ?? Buffer.alloc(0);
    const segments = last.readUInt8(26);
    const missing = 255 - last.readUInt8(26 + segments);
    const torn = changed(Buffer.concat([last, Buffer.alloc(missing)]), (copy) =>
      copy.writeUInt8(255, 26 + segments),
    );
    expect(await read(...open.slice(0, -1), torn)).toEqual(bad(/before its last page/));
  });

  it('is refused before or beside another stream', async () => {
    expect(await read(...open.slice(0, -1), ...other)).toEqual(bad(/before its last page/));
    const [first, ...rest] = open;
    const [second, ...more] = other;
    if (first === undefined || second === undefined) throw new Error('no pages');
    expect(await sounds(...whole.slice(0, 1), second, ...whole.slice(1), ...more)).toBeCloseTo(1, 2);
    expect(await read(first, second, ...rest, ...more)).toEqual(bad(/before its last page/));
  });
});

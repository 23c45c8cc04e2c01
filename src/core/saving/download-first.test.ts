import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeFiles } from '../../../tests/fakes/files.ts';
import { createFakeHttp, type FakeAnswer } from '../../../tests/fakes/http.ts';
import { fail, ok } from '../../shared/problem.ts';
import { download, type DownloadOptions } from './download.ts';
import { id3Length } from './part-sink.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const part = '/lib/.cliploft/a.part';

const get = async (answer: FakeAnswer, more: Partial<DownloadOptions> = {}) => {
  const files = createFakeFiles({ folders: ['/lib/.cliploft'] });
  const http = createFakeHttp(() => answer);
  const heads: string[] = [];
  const result = await download({
    ...{ http, files, clock: createFakeClock(), url: 'https://media.test/a', folder: '/lib' },
    ...{ partFolder: '/lib/.cliploft', partName: 'a.part', longest: 200, reserve: 100 },
    ...{ silenceMs: 1000, leastPace: { bytes: 0, ms: 60_000 } },
    ...{ part: null, onPart: () => undefined, onProgress: () => undefined },
    signal: new AbortController().signal,
    begin: async (head) => {
      heads.push(new TextDecoder().decode(head));
      return ok({ prefix: bytes('<tag>'), skip: 0 });
    },
    ...more,
  });
  const content = files.disk.get(part);
  return {
    result,
    heads,
    http,
    files,
    text: content === undefined ? null : new TextDecoder().decode(content),
  };
};
const long = 'x'.repeat(150);
/** A tag of ID3v2 with a body of 20 bytes. */
const id3 = bytes(`ID3\x04\0\0\0\0\0\x14${'t'.repeat(20)}`);

describe('a first download', () => {
  it('asks for the file and says nothing of us', async () => {
    const { http } = await get({ body: long });
    expect(http.requests).toMatchObject([
      { method: 'GET', url: 'https://media.test/a', headers: {}, redirect: 'follow', timeoutMs: 1000 },
    ]);
  });

  it('decides by the first 64 bytes how the file begins, however they come', async () => {
    for (const step of [1, 7, 63, 64, 65, 150]) {
      const chunks = Array.from({ length: Math.ceil(long.length / step) }, (_, n) =>
        bytes(long.slice(n * step, (n + 1) * step)),
      );
      const { heads, text } = await get({ chunks });
      expect(heads).toHaveLength(1);
      expect(heads[0]?.length).toBeGreaterThanOrEqual(64);
      expect(text).toBe(`<tag>${long}`);
    }
  });

  it('looks behind the source’s tags, however they come and however many they are', async () => {
    const source = Buffer.concat([id3, id3, bytes(long)]);
    for (const step of [1, 31, 64, 100, 210]) {
      const chunks = Array.from({ length: Math.ceil(source.length / step) }, (_, n) =>
        Uint8Array.from(source.subarray(n * step, (n + 1) * step)),
      );
      const { heads, text } = await get({ chunks }, { longest: 300 });
      expect(heads).toHaveLength(1);
      expect(heads[0]?.slice(60)).toMatch(/^x{64}/);
      expect(text).toBe(`<tag>${source.toString('latin1')}`);
    }
  });

  it('does not wait for the end of a tag that is too long to be held', async () => {
    const body = 'i'.repeat(6 * 1024 * 1024);
    const source = bytes(`ID3\x04\0\0\x03\0\0\0${body}${long}`);
    const chunks = [source.subarray(0, 70), source.subarray(70, 5_000_000), source.subarray(5_000_000)];
    const { heads, text } = await get({ chunks }, { longest: 2 * source.length });
    expect(heads[0]?.length).toBeLessThan(5_000_000);
    expect(heads[0]?.length).toBeGreaterThan(4 * 1024 * 1024);
    expect(text?.length).toBe('<tag>'.length + source.length);
  });

  it('decides by what there is of a shorter file', async () => {
    const { heads, text } = await get({ chunks: [bytes('sho'), bytes('rt')] });
    expect([heads, text]).toEqual([['short'], '<tag>short']);
  });

  it('puts our tag in the place of the source’s own', async () => {
    const source = Buffer.concat([id3, bytes(long)]);
    for (const step of [5, 31, 100]) {
      const chunks = Array.from({ length: Math.ceil(source.length / step) }, (_, n) =>
        Uint8Array.from(source.subarray(n * step, (n + 1) * step)),
      );
      const { text } = await get(
        { chunks },
        {
          begin: async (head) => ok({ prefix: bytes('<tag>'), skip: id3Length(head) }),
        },
      );
      expect(text).toBe(`<tag>${long}`);
    }
  });

  it.each<[string, FakeAnswer, Partial<DownloadOptions>, object]>([
    ['an empty file', { body: '' }, {}, { code: 'bad_audio', detail: 'the file is empty' }],
    [
      'a file cut short',
      { headers: { 'content-length': '900' }, body: 'short' },
      { longest: 1000 },
      { code: 'bad_audio', detail: '5 bytes came, 900 were announced' },
    ],
    [
      'more than was announced',
      { headers: { 'content-length': '3' }, body: 'short' },
      {},
      { code: 'bad_audio', detail: 'more than the announced 3 bytes came' },
    ],
    [
      'an endless file',
      { chunks: [bytes(long), bytes(long)] },
      {},
      { code: 'bad_audio', detail: 'the file is far too long' },
    ],
    [
      'a file that is announced too long',
      { headers: { 'content-length': '201' }, body: 'x' },
      {},
      { code: 'bad_audio', detail: '201 bytes are far too many' },
    ],
    [
      'a break',
      { chunks: [bytes('ab'), new Error('reset')] },
      {},
      { code: 'offline', detail: 'after 2 bytes: reset' },
    ],
    [
      'what the first bytes rule out',
      { body: '<html>' },
      { begin: async () => fail('bad_audio', { detail: 'a web page' }) },
      { code: 'bad_audio', detail: 'a web page' },
    ],
    ['a range nobody asked for', { status: 206, body: 'x' }, {}, { code: 'link_dead', status: 206 }],
    ['401', { status: 401 }, {}, { code: 'link_dead', status: 401 }],
    ['410', { status: 410 }, {}, { code: 'link_dead', status: 410 }],
    ['408', { status: 408 }, {}, { code: 'server', status: 408 }],
    ['500', { status: 500 }, {}, { code: 'server', status: 500 }],
    ['an address that is none', {}, { url: 'clip://x' }, { code: 'link_dead' }],
    ['no folder', { body: 'x' }, { partFolder: '/lib/no' }, { code: 'folder_missing' }],
  ])('names %s, and leaves nothing behind', async (_name, answer, more, problem) => {
    const { result, files } = await get(answer, more);
    expect(result).toEqual({ ok: false, problem });
    expect(files.disk.size).toBe(0);
  });

  it('looks for room first, and asks for none where the disk does not say', async () => {
    const files = createFakeFiles({ folders: ['/lib/.cliploft'] });
    files.setFree(249);
    const answer = { headers: { 'content-length': '150' }, body: long };
    expect((await get(answer, { files })).result).toEqual(
      fail('disk_full', { detail: '249 bytes free, 250 needed' }),
    );
    files.setFree(null);
    expect((await get(answer, { files })).result).toMatchObject({ ok: true, value: { bytes: 155 } });
  });

  it('stops cleanly when the disk fills up under way', async () => {
    const files = createFakeFiles({ folders: ['/lib/.cliploft'] });
    files.setFree(120);
    const { result } = await get(
      { chunks: [bytes(long.slice(0, 70)), bytes(long)] },
      { files, longest: 1000 },
    );
    expect(result).toEqual(fail('disk_full'));
    expect(files.disk.size).toBe(0);
  });

  it('leaves a part with nothing in it where what is to be remembered cannot be kept, and lets the fault out', async () => {
    const answer = { headers: { etag: '"a"' }, body: long };
    const files = createFakeFiles({ folders: ['/lib/.cliploft'] });
    const onPart = (): never => {
      throw new Error('SQLITE_FULL');
    };
    await expect(get(answer, { files, onPart })).rejects.toThrow('SQLITE_FULL');
    expect([...files.disk.values()].map((content) => content.length)).toEqual([0]);
  });

  it('takes packed bytes for what they are unpacked, without a length', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '5' };
    const { result } = await get({ headers, body: long });
    expect(result).toMatchObject({ ok: true, value: { bytes: 155 } });
  });
});

describe('id3Length', () => {
  it.each<[string, Uint8Array, number]>([
    ['no tag', bytes('x'.repeat(64)), 0],
    ['a tag', id3, 30],
    ['a footer', Uint8Array.from([...bytes('ID3'), 4, 0, 0x10, 0, 0, 1, 0]), 10 + 128 + 10],
    ['a size that is none', Uint8Array.from([...bytes('ID3'), 4, 0, 0, 0, 0, 0x80, 0]), 0],
    ['half a head', bytes('ID3\x04\0\0\0'), 0],
    ['a version that is none', Uint8Array.from([...bytes('ID3'), 0xff, 0, 0, 0, 0, 0, 9]), 0],
  ])('reads %s', (_name, head, length) => {
    expect(id3Length(head)).toBe(length);
  });
});

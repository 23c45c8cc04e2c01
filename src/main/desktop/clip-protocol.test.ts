import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClipFiles } from '../../core/engine-api.ts';
import { audioUrl, coverUrl } from '../../shared/clip.ts';
import { createClipHandler, readRange } from './clip-protocol.ts';

const id = '0b9d6a52-7e11-4f0c-9c2e-5a4f3d2b1c00';
const strange = '../../etc/passwd';
let folder: string;
let handle: ReturnType<typeof createClipHandler>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-clip-'));
  const at = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const files = new Map([
    [id, { audio: at('a.mp3', '0123456789'), mime: 'audio/mpeg', cover: at('a.png', 'cover') }],
    [strange, { audio: at('b.m4a', 'strange'), mime: 'audio/mp4', cover: null }],
    ['gone', { audio: join(folder, 'no.mp3'), mime: 'audio/mpeg', cover: null }],
    ['folder', { audio: folder, mime: 'audio/mpeg', cover: null }],
    ['empty', { audio: at('empty.mp3', ''), mime: 'audio/mpeg', cover: null }],
  ]);
  handle = createClipHandler((wanted) => files.get(wanted) ?? null);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = async (url: string, range?: string, method = 'GET') => {
  const reply = await handle(new Request(url, { method, headers: range === undefined ? {} : { range } }));
  return {
    status: reply.status,
    type: reply.headers.get('content-type'),
    length: reply.headers.get('content-length'),
    range: reply.headers.get('content-range'),
    accepts: reply.headers.get('accept-ranges'),
    body: await reply.text(),
  };
};

describe('what a Range header means, of ten bytes', () => {
  it.each([
    [null, 'all'],
    ['bytes=0-', { start: 0, end: 9 }],
    ['bytes=3-5', { start: 3, end: 5 }],
    ['bytes=9-9', { start: 9, end: 9 }],
    ['bytes=5-1000', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-1000', { start: 0, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-3', 'unsatisfiable'],
    ['bytes=99999999999999999999-', 'unsatisfiable'],
    ['bytes=-', 'all'],
    ['bytes=a-b', 'all'],
    ['items=0-1', 'all'],
    ['bytes=0-1,3-4', 'all'],
  ])('%s', (header, range) => {
    expect(readRange(header, 10)).toEqual(range);
  });
});

describe('clip://', () => {
  it('gives the whole file, and says that it may be asked for in parts', async () => {
    expect(await ask(audioUrl(id))).toEqual({
      status: 200,
      type: 'audio/mpeg',
      length: '10',
      range: null,
      accepts: 'bytes',
      body: '0123456789',
    });
  });

  it('gives it as soon as it is known, where that takes a while', async () => {
    let know: (files: ClipFiles) => void = () => undefined;
    const late = createClipHandler(() => new Promise((resolve) => (know = resolve)));
    const answer = late(new Request(audioUrl(id)));
    know({ audio: join(folder, 'a.mp3'), mime: 'audio/mpeg', cover: null });
    expect(await (await answer).text()).toBe('0123456789');
  });

  it('gives the part that was asked for', async () => {
    expect(await ask(audioUrl(id), 'bytes=3-5')).toMatchObject({
      status: 206,
      length: '3',
      range: 'bytes 3-5/10',
      body: '345',
    });
    expect(await ask(audioUrl(id), 'bytes=-2')).toMatchObject({ status: 206, body: '89' });
  });

  it('says so when there is no such part', async () => {
    expect(await ask(audioUrl(id), 'bytes=10-')).toMatchObject({
      status: 416,
      range: 'bytes */10',
      body: '',
    });
    expect(await ask(audioUrl('empty'), 'bytes=0-')).toMatchObject({ status: 416 });
  });

  it('gives an empty file as it is', async () => {
    expect(await ask(audioUrl('empty'))).toMatchObject({ status: 200, length: '0', body: '' });
  });

  it('answers HEAD without a body', async () => {
    expect(await ask(audioUrl(id), undefined, 'HEAD')).toMatchObject({ status: 200, length: '10', body: '' });
  });

  it('answers HEAD for a part as for the part itself, without a body', async () => {
    expect(await ask(audioUrl(id), 'bytes=3-', 'HEAD')).toMatchObject({
      status: 206,
      length: '7',
      range: 'bytes 3-9/10',
      body: '',
    });
  });

  it.each([
    [undefined, 0, 200_000],
    ['bytes=0-0', 0, 1],
    ['bytes=65535-131073', 65_535, 131_074],
    ['bytes=150000-', 150_000, 200_000],
    ['bytes=-70000', 130_000, 200_000],
  ])('gives every byte as it is for %s', async (range, from, to) => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_none, at) => (at * 7919) % 251);
    const audio = join(folder, 'big.mp3');
    writeFileSync(audio, bytes);
    const big = createClipHandler(() => ({ audio, mime: 'audio/mpeg', cover: null }));
    const reply = await big(new Request(audioUrl(id), { headers: range === undefined ? {} : { range } }));
    const got = Buffer.from(await reply.arrayBuffer());
    expect(got.equals(bytes.subarray(from, to))).toBe(true);
  });

  it('gives covers, and ids that are no UUIDs', async () => {
    expect(await ask(coverUrl(id))).toMatchObject({ status: 200, type: 'image/png', body: 'cover' });
    expect(await ask(audioUrl(strange))).toMatchObject({ status: 200, type: 'audio/mp4', body: 'strange' });
  });

  it.each([
    ['an unknown clip', audioUrl('0b9d6a52-7e11-4f0c-9c2e-5a4f3d2b1cff')],
    ['a cover that is not there', coverUrl(strange)],
    ['a file that is gone', audioUrl('gone')],
    ['a folder', audioUrl('folder')],
    ['no part of a clip', `clip://${id}/`],
    ['another part', `clip://${id}/etc/passwd`],
    ['a way up', `clip://${id}/audio/../../a.mp3`],
    ['a host that nobody made', 'clip://etc/audio'],
    ['broken hex', 'clip://x-zz/audio'],
  ])('finds nothing for %s', async (_name, url) => {
    expect(await ask(url)).toMatchObject({ status: 404, body: '' });
  });

  it('takes no other method', async () => {
    expect(await ask(audioUrl(id), undefined, 'POST')).toMatchObject({ status: 404 });
  });
});

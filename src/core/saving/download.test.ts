import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  createWorld,
  etag,
  otherSong,
  prefix,
  size,
  song,
  tagged,
  url,
  type World,
} from '../../../tests/fakes/downloads.ts';
import { createFakeHttp, type FakeAnswer } from '../../../tests/fakes/http.ts';
import { fail, ok } from '../../shared/problem.ts';
import type { PartState } from './part-state.ts';

const date = 'Wed, 03 Jun 2026 10:00:00 GMT';
const longAgo = 'Tue, 02 Jun 2026 10:00:00 GMT';

const whole = (source = song, headers: Record<string, string> = { etag }): FakeAnswer => ({
  headers: { 'content-length': String(source.length), date, ...headers },
  body: source,
});
const rest = (from: number, headers: Record<string, string> = {}, source = song): FakeAnswer => ({
  status: 206,
  headers: { etag, 'content-range': `bytes ${from}-${size - 1}/${size}`, ...headers },
  body: source.subarray(from),
});
const brokenAt = (at: number, headers: Record<string, string> = { etag }): FakeAnswer => ({
  headers: { 'content-length': String(size), date, ...headers },
  chunks: [song.subarray(0, at), new Error('reset')],
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const finished = (world: World, source: Uint8Array, name: string) => {
  const content = tagged(source);
  expect(Object.keys(world.parts())).toEqual([name]);
  expect(Buffer.from(world.parts()[name] ?? []).equals(content)).toBe(true);
  return {
    ok: true,
    value: {
      path: `/lib/.cliploft/${name}`,
      bytes: content.length,
      sha256: sha256(content),
      prefix: prefix.length,
    },
  };
};

/** After a first try that broke at 400 of 1000 bytes. */
const afterBreak = async (headers: Record<string, string> = { etag }): Promise<World> => {
  const world = createWorld();
  expect(await world.run([brokenAt(400, headers)])).toMatchObject({
    ok: false,
    problem: { code: 'offline' },
  });
  world.http.requests.length = 0;
  return world;
};

describe('a download that broke off', () => {
  it('is remembered before any of its bytes is written, and kept', async () => {
    const world = await afterBreak();
    expect(world.told).toEqual([
      {
        part: { name: 'p-1.part', url, etag, modified: null, total: size, prefix: prefix.length, skip: 0 },
        bytesThen: 0,
      },
    ]);
    expect(Buffer.from(world.parts()['p-1.part'] ?? []).equals(tagged(song.subarray(0, 400)))).toBe(true);
  });

  it('goes on where it stopped', async () => {
    const world = await afterBreak();
    const progress: number[] = [];
    const done = await world.run([rest(400)], { onProgress: (received) => progress.push(received) });
    expect(done).toEqual(finished(world, song, 'p-1.part'));
    expect(world.http.requests.map(({ headers }) => headers)).toEqual([
      { Range: 'bytes=400-', 'If-Range': etag },
    ]);
    expect(progress).toEqual([size]);
  });

  it('goes on with a new signature in the address, and remembers that address', async () => {
    const world = await afterBreak();
    const fresh = 'https://media.test/a.mp3?sig=2';
    expect(
      await world.run([{ ...rest(400), chunks: [song.subarray(400, 500), new Error('x')] }], { url: fresh }),
    ).toMatchObject({ ok: false });
    expect(world.state()).toMatchObject({ name: 'p-1.part', url: fresh });
    expect(await world.run([rest(500)], { url: fresh })).toEqual(finished(world, song, 'p-1.part'));
  });

  it('goes on by date where there is no strong tag', async () => {
    const world = await afterBreak({ etag: 'W/"weak"', 'last-modified': longAgo });
    expect(world.state()).toMatchObject({ etag: null, modified: longAgo });
    const answer = rest(400, { etag: 'W/"weak"', 'last-modified': longAgo });
    expect(await world.run([answer])).toEqual(finished(world, song, 'p-1.part'));
    expect(world.http.requests[0]?.headers).toEqual({ Range: 'bytes=400-', 'If-Range': longAgo });
  });

  it('goes on where the length was not known', async () => {
    const world = createWorld();
    const { 'content-length': _length, ...headers } = whole().headers ?? {};
    await world.run([{ headers, chunks: [song.subarray(0, 400), new Error('reset')] }]);
    expect(world.state()).toMatchObject({ total: null });
    expect(await world.run([rest(400)])).toEqual(finished(world, song, 'p-1.part'));
  });

  it('asks for the last byte again where everything seems to be there', async () => {
    const world = createWorld();
    await world.run([brokenAt(size)]);
    expect(await world.run([rest(999)])).toEqual(finished(world, song, 'p-1.part'));
    expect(world.ranges()).toEqual([null, 'bytes=999-']);
  });

  it.each<[string, FakeAnswer]>([
    ['another place', rest(300)],
    ['another length', rest(400, { 'content-range': 'bytes 400-1000/1001' })],
    ['an end that is none', rest(400, { 'content-range': 'bytes 400-999/1001' })],
    ['an unknown length', rest(400, { 'content-range': 'bytes 400-999/*' })],
    ['another tag', rest(400, { etag: '"two"' })],
    ['a tag that became weak', rest(400, { etag: 'W/"one"' })],
    ['no tag', { ...rest(400), headers: { 'content-range': 'bytes 400-999/1000' } }],
    ['an end before the end', rest(400, { 'content-range': 'bytes 400-899/1000' })],
    ['packed bytes', rest(400, { 'content-encoding': 'gzip' })],
    ['a length that contradicts the range', rest(400, { 'content-length': '5' })],
    [
      'several ranges',
      { status: 206, headers: { etag, 'content-type': 'multipart/byteranges; boundary=x' }, body: song },
    ],
    ['no range at all', { status: 206, headers: { etag }, body: song.subarray(400) }],
    ['416', { status: 416, headers: { 'content-range': 'bytes */1000' } }],
    ['204', { status: 204 }],
  ])('begins anew when the host answers with %s', async (_name, answer) => {
    const world = await afterBreak();
    expect(await world.run([answer, whole(otherSong, { etag: '"two"' })])).toEqual(
      finished(world, otherSong, 'p-2.part'),
    );
    expect(world.ranges()).toEqual(['bytes=400-', null]);
  });

  it('begins anew with the very answer when the host sends the whole (ranges ignored, or another file)', async () => {
    const world = await afterBreak();
    expect(await world.run([whole(otherSong, { etag: '"two"' })])).toEqual(
      finished(world, otherSong, 'p-2.part'),
    );
    expect(world.ranges()).toEqual(['bytes=400-']);
    expect(world.state()).toMatchObject({ name: 'p-2.part', etag: '"two"' });
  });

  it.each<[string, (state: PartState, world: World) => PartState]>([
    ['its address has another path', (state) => ({ ...state, url: 'https://media.test/b.mp3' })],
    ['its address has another host', (state) => ({ ...state, url: 'https://cdn.test/a.mp3?sig=1' })],
    ['its address is none', (state) => ({ ...state, url: 'nothing' })],
    ['nothing guards it', (state) => ({ ...state, etag: null })],
    ['it is not there', (state) => ({ ...state, name: 'no.part' })],
    ['it is longer than its source', (state) => ({ ...state, total: 399 })],
    ['it holds no more than our tag', (state) => ({ ...state, prefix: 405 })],
    ['it is shorter than our tag', (state) => ({ ...state, prefix: 9000 })],
  ])('begins anew without asking for a range when %s', async (_name, change) => {
    const world = await afterBreak();
    const before = world.state();
    if (before === null) throw new Error('nothing is remembered');
    world.setState(change(before, world));
    expect(await world.run([whole()])).toMatchObject({ ok: true, value: { bytes: size + prefix.length } });
    expect(Buffer.from(world.parts()['p-2.part'] ?? []).equals(tagged(song))).toBe(true);
    expect(world.ranges()).toEqual([null]);
  });

  it.each<[string, FakeAnswer | ReturnType<typeof fail>, object]>([
    ['404', { status: 404 }, { code: 'link_dead', status: 404 }],
    ['403', { status: 403 }, { code: 'link_dead', status: 403 }],
    ['429', { status: 429 }, { code: 'server', status: 429 }],
    ['503', { status: 503 }, { code: 'server', status: 503 }],
    ['no network', fail('offline', { detail: 'ENETDOWN' }), { code: 'offline', detail: 'ENETDOWN' }],
    [
      'a redirect that is refused',
      fail('bad_reply', { detail: 'redirected' }),
      { code: 'link_dead', detail: 'redirected' },
    ],
  ])('is kept for later when the host answers with %s', async (_name, answer, problem) => {
    const world = await afterBreak();
    expect(await world.run(() => answer)).toEqual({ ok: false, problem });
    expect(world.state()).toMatchObject({ name: 'p-1.part' });
    expect(await world.run([rest(400)])).toEqual(finished(world, song, 'p-1.part'));
  });

  it.each<[string, FakeAnswer]>([
    ['is shorter than said', { ...rest(400), body: song.subarray(400, 900) }],
    ['is longer than said', { ...rest(400), body: Buffer.concat([song.subarray(400), song]) }],
  ])('is given up when the rest %s', async (_name, answer) => {
    const world = await afterBreak();
    expect(await world.run([answer])).toMatchObject({ ok: false, problem: { code: 'bad_audio' } });
    expect([world.parts(), world.state()]).toEqual([{}, null]);
  });

  it('waits for room for the rest alone', async () => {
    const world = await afterBreak();
    world.files.setFree(650);
    expect(await world.run([rest(400)])).toMatchObject({
      problem: { code: 'disk_full', detail: '650 bytes free, 700 needed' },
    });
    world.files.setFree(700);
    expect(await world.run([rest(400)])).toEqual(finished(world, song, 'p-1.part'));
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a weak tag', { etag: 'W/"one"' }],
    ['a tag without quotes', { etag: 'one' }],
    ['a date of this very second', { 'last-modified': date }],
    ['packed bytes', { etag, 'content-encoding': 'gzip' }],
  ])('is not kept where the host gives no guard but %s', async (_name, headers) => {
    const world = await afterBreak(headers);
    expect([world.parts(), world.state()]).toEqual([{}, null]);
  });

  it('is kept when it is called off, and when the host falls silent', async () => {
    const world = createWorld();
    const controller = new AbortController();
    const called = await world.run([whole()], {
      signal: controller.signal,
      begin: async () => {
        controller.abort();
        return ok({ prefix, skip: 0 });
      },
      http: createFakeHttp(() => ({
        headers: { etag, 'content-length': String(size) },
        chunks: [song.subarray(0, 400), song.subarray(400)],
      })),
    });
    expect(called).toEqual(fail('offline', { detail: 'called off' }));
    const silence = Object.assign(new Error('the other side fell silent'), { name: 'SilenceError' });
    const silent = await world.run([{ ...rest(400), chunks: [song.subarray(400, 600), silence] }]);
    expect(silent).toEqual(fail('timed_out', { detail: 'after 600 bytes: the other side fell silent' }));
    expect(await world.run([rest(600)])).toEqual(finished(world, song, 'p-1.part'));
  });
});

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { takeFault, type Fault } from './faults.ts';
import { decoded } from './http.ts';
import { rangeOf } from './range.ts';
import { paintCover } from './cover/paint.ts';
import { composeMp3 } from './mp3/compose.ts';
import type { RecordedRequest, SimClip } from './model.ts';
import type { World } from './world.ts';

/** Bytes that are made when first asked for, then kept. */
export type MediaCache = Map<string, Buffer>;

const kept = (cache: MediaCache, name: string, make: () => Buffer): Buffer => {
  const found = cache.get(name);
  if (found !== undefined) return found;
  const made = make();
  cache.set(name, made);
  return made;
};

/** A clip's audio as it is made from the seed of a song: its own, or one in its place. */
export const audioOf = (cache: MediaCache, clip: SimClip, song: string): Buffer =>
  kept(cache, `audio ${song} ${clip.frames}`, () => composeMp3(song, clip.frames));

interface Wanted {
  place: 'audio' | 'image';
  clip: SimClip;
  bytes: (song: string) => Buffer;
  type: string;
}

const find = (world: World, cache: MediaCache, path: string): Wanted | null => {
  const image = /^\/image_(?:large_)?(.+)\.jpeg$/.exec(path)?.[1];
  if (image !== undefined) {
    const clip = world.clips.get(image);
    // The suffix says jpeg, the bytes and the Content-Type say PNG: what counts is the type (sunor-api.md 5 [L]).
    return clip === undefined
      ? null
      : {
          place: 'image',
          clip,
          type: 'image/png',
          bytes: () => kept(cache, `image ${clip.id}`, () => paintCover(clip.seed)),
        };
  }
  const audio = /^\/(?:m_)?(.+)\.mp3$/.exec(path)?.[1];
  const clip = audio === undefined ? undefined : world.clips.get(audio);
  return clip === undefined
    ? null
    : {
        place: 'audio',
        clip,
        type: 'audio/mpeg',
        bytes: (song) => audioOf(cache, clip, song),
      };
};

const refuse = (response: ServerResponse, status: number, code: string): void => {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  response.writeHead(status, {
    'Content-Type': 'application/xml',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
};

/** Writes at most so many bytes a second, in ten portions a second. */
const writeSlowly = async (
  response: ServerResponse,
  bytes: Buffer,
  perSecond: number,
  wait: (ms: number) => Promise<void>,
): Promise<void> => {
  const portion = Math.max(1, Math.floor(perSecond / 10));
  for (let at = 0; at < bytes.length && !response.destroyed; at += portion) {
    response.write(bytes.subarray(at, at + portion));
    await wait(100);
  }
};

/** What a request finds under the address: mostly the song, with the ETag and the date that belong to it. */
const contentOf = (
  wanted: Wanted,
  fault: Fault | null,
  count: number,
): { bytes: Buffer; etag: string; modified: string } => {
  const { clip } = wanted;
  const isOther = fault?.changeFile === true && wanted.place === 'audio';
  const song = isOther ? `${clip.seed}:${count}` : clip.seed;
  if (song !== clip.seed && !clip.replaced.includes(song)) clip.replaced.push(song);
  const page = '<!doctype html><title>Just a moment…</title><p>Checking your browser.</p>';
  const bytes =
    fault?.empty === true
      ? Buffer.alloc(0)
      : fault?.notAudio === true
        ? Buffer.from(page)
        : wanted.bytes(song);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const later = isOther ? count * 1000 : 0;
  return {
    bytes,
    etag: fault?.changeEtag === true ? `"${hash}-${count}"` : `"${hash}"`,
    modified: new Date(Date.UTC(2026, 0, 1) + later).toUTCString(),
  };
};

const send = async (
  request: IncomingMessage,
  response: ServerResponse,
  wanted: Wanted,
  fault: Fault | null,
  count: number,
  wait: (ms: number) => Promise<void>,
): Promise<void> => {
  const { bytes, etag, modified } = contentOf(wanted, fault, count);
  const ifRange = fault?.ignoreIfRange === true ? undefined : request.headers['if-range'];
  const range =
    fault?.ignoreRanges === true
      ? ({ kind: 'whole' } as const)
      : rangeOf(request.headers.range, ifRange, { size: bytes.length, etag, modified });
  const headers: Record<string, string | number> = {
    'Content-Type': wanted.type,
    ...(fault?.noEtag === true ? {} : { ETag: etag }),
    'Last-Modified': modified,
    'Cache-Control': 'public, max-age=31536000',
    ...(fault?.ignoreRanges === true ? {} : { 'Accept-Ranges': 'bytes' }),
    ...fault?.headers,
  };
  if (range.kind === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${bytes.length}`, 'Content-Length': 0 });
    response.end();
    return;
  }
  const part = range.kind === 'part' ? bytes.subarray(range.from, range.to + 1) : bytes;
  if (range.kind === 'part') headers['Content-Range'] = `bytes ${range.from}-${range.to}/${bytes.length}`;
  if (fault?.noLength !== true) headers['Content-Length'] = fault?.wrongLength ?? part.length;
  response.writeHead(range.kind === 'part' ? 206 : 200, headers);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const cut = fault?.cutAfter;
  const out = cut === undefined ? part : part.subarray(0, cut);
  if (fault?.bytesPerSecond !== undefined) await writeSlowly(response, out, fault.bytesPerSecond, wait);
  const broken = cut !== undefined || (fault?.wrongLength ?? 0) > out.length;
  if (!broken) {
    response.end(fault?.bytesPerSecond === undefined ? out : undefined);
    return;
  }
  response.write(fault?.bytesPerSecond === undefined ? out : '', () => response.socket?.destroySoon());
};

/**
 * Handles one media request, like the CDN that clips are taken from: no key belongs there
 * (sunor-api.md 8 [D], the guide flow), so a request that brings one is refused with 400 and recorded.
 */
export const handleMedia = async (
  world: World,
  cache: MediaCache,
  request: IncomingMessage,
  response: ServerResponse,
  record: RecordedRequest,
  wait: (ms: number) => Promise<void>,
): Promise<void> => {
  request.resume();
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const key = request.headers['x-api-key'];
  record.key = key === undefined ? 'none' : typeof key === 'string' && world.keys.has(key) ? 'good' : 'wrong';
  record.range = request.headers.range ?? null;
  record.ifRange = request.headers['if-range']?.toString() ?? null;
  if (key !== undefined) {
    refuse(response, 400, 'KeyNotWelcome');
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'MethodNotAllowed');
    return;
  }
  const wanted = find(world, cache, decoded(url.pathname));
  if (wanted === null) {
    refuse(response, 404, 'NoSuchKey');
    return;
  }
  const { clip, place } = wanted;
  const fault = takeFault(world.faults, { place, clip: clip.id, task: clip.taskId });
  if (fault?.delay !== undefined) await wait(fault.delay);
  if (fault?.hang === true) return;
  if (fault?.reset === true) {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault?.status !== undefined || fault?.body !== undefined) {
    const body = fault.body ?? '<Error><Code>AccessDenied</Code></Error>';
    response.writeHead(fault.status ?? 200, { 'Content-Type': 'application/xml', ...fault.headers });
    response.end(body);
    return;
  }
  // Links die after a time (sunor-api.md 5 [L]); a fresh Get Task brings new ones.
  if (clip.expired || Number(url.searchParams.get('link') ?? '0') !== clip.link) {
    refuse(response, 403, 'AccessDenied');
    return;
  }
  await send(request, response, wanted, fault, world.requests.length, wait);
};

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { ClipFiles } from '../../core/engine-api.ts';
import { clipIdOfHost } from '../../shared/clip.ts';

const imageTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
};

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What a Range header asks of a file of `size` bytes: a range, `all` (none, or one we do not read), or nothing that is there. */
export const readRange = (header: string | null, size: number): ByteRange | 'all' | 'unsatisfiable' => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return 'all';
  const [, from = '', to = ''] = match;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from === '' && Number(to) === 0) return 'unsatisfiable';
  return start <= end && start < size ? { start, end } : 'unsatisfiable';
};

const nothing = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });

type FindClip = (id: string) => ClipFiles | null | Promise<ClipFiles | null>;

const fileFor = async (url: string, find: FindClip): Promise<{ path: string; type: string } | null> => {
  const { hostname, pathname } = new URL(url);
  const id = clipIdOfHost(hostname);
  const files = id === null ? null : await find(id);
  if (files === null) return null;
  if (pathname === '/audio') return { path: files.audio, type: files.mime };
  if (pathname !== '/cover' || files.cover === null) return null;
  return { path: files.cover, type: imageTypes[extname(files.cover)] ?? 'application/octet-stream' };
};

const streamOf = (path: string, range: ByteRange): ReadableStream => {
  const file = createReadStream(path, range);
  // A player that seeks away leaves streams behind; a file that vanishes must not bring main down.
  file.on('error', () => file.destroy());
  return Readable.toWeb(file) as ReadableStream;
};

/**
 * Answers `clip://<id>/audio` and `clip://<id>/cover` with 200, 206 or 416. The id is looked up; no part of
 * an address ever becomes a part of a path.
 */
export const createClipHandler =
  (find: FindClip) =>
  async (request: Request): Promise<Response> => {
    const file =
      request.method === 'GET' || request.method === 'HEAD' ? await fileFor(request.url, find) : null;
    const facts = file === null ? null : await stat(file.path).catch(() => null);
    if (file === null || facts === null || !facts.isFile()) return nothing(404);
    const range = readRange(request.headers.get('range'), facts.size);
    if (range === 'unsatisfiable') return nothing(416, { 'content-range': `bytes */${facts.size}` });
    const whole = range === 'all';
    const { start, end } = whole ? { start: 0, end: facts.size - 1 } : range;
    const headers = {
      'content-type': file.type,
      'content-length': String(end - start + 1),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...(whole ? {} : { 'content-range': `bytes ${start}-${end}/${facts.size}` }),
    };
    const body = request.method === 'HEAD' || facts.size === 0 ? null : streamOf(file.path, { start, end });
    return new Response(body, { status: whole ? 200 : 206, headers });
  };

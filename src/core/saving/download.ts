import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Files, Http, HttpReply, PartFile } from '../ports.ts';

export interface DownloadOptions {
  http: Http;
  files: Files;
  url: string;
  /** The folder whose disk must have room. */
  folder: string;
  /** Where the part file goes; it is gone again unless the download succeeds. */
  partPath: string;
  /** More than this is not what we asked for. Bytes. */
  longest: number;
  /** Bytes kept free on the disk beside the download. */
  reserve: number;
  signal: AbortSignal;
  /** Bytes so far, and as announced (null when the host does not say). */
  onProgress: (received: number, total: number | null) => void;
}

/** ms without a byte after which a host counts as gone. */
const silenceMs = 30_000;

const announcedLength = (reply: HttpReply): number | null => {
  // A packed body is longer unpacked: then the length says nothing about the file.
  const encoding = reply.headers['content-encoding'] ?? 'identity';
  const text = reply.headers['content-length'] ?? '';
  return encoding === 'identity' && /^\d+$/.test(text) ? Number(text) : null;
};

/** Lets the connection go without reading what it would still bring. */
const dropBody = async (reply: HttpReply): Promise<void> => {
  try {
    for await (const _chunk of reply.body) break;
  } catch {
    // It broke by itself, which is as good.
  }
};

const refuse = async (reply: HttpReply): Promise<Result<never>> => {
  const { status } = reply;
  await dropBody(reply);
  if (status === 429 || status === 408 || status >= 500) return fail('server', { status });
  return fail('link_dead', { status });
};

const receive = async (
  reply: HttpReply,
  part: PartFile,
  total: number | null,
  options: DownloadOptions,
): Promise<Result<number>> => {
  let received = 0;
  try {
    for await (const chunk of reply.body) {
      if (options.signal.aborted) return fail('offline', { detail: 'called off' });
      received += chunk.length;
      if (received > options.longest) return fail('bad_audio', { detail: 'the file is far too long' });
      const written = await part.write(chunk);
      if (!written.ok) return written;
      options.onProgress(received, total);
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'the connection broke';
    return fail('offline', { detail: `after ${received} bytes: ${detail}` });
  }
  if (total !== null && received !== total)
    return fail('bad_audio', { detail: `${received} bytes came, ${total} were announced` });
  if (received === 0) return fail('bad_audio', { detail: 'the file is empty' });
  return ok(received);
};

/**
 * Fetches one file into a part file and flushes it to the disk. Nothing that belongs to the API is sent.
 * Problems: link_dead, server, offline, timed_out, bad_audio (length), disk_full, folder_missing, folder_denied.
 */
export const download = async (options: DownloadOptions): Promise<Result<number>> => {
  const { http, files, url, partPath, signal } = options;
  const sent = await http.send({ method: 'GET', url, timeoutMs: silenceMs, redirect: 'follow', signal });
  if (!sent.ok)
    return sent.problem.code === 'bad_request' || sent.problem.code === 'bad_reply'
      ? fail('link_dead', { detail: sent.problem.detail })
      : sent;
  const reply = sent.value;
  if (reply.status !== 200) return refuse(reply);
  const total = announcedLength(reply);
  const free = await files.freeSpace(options.folder);
  const short = free !== null && free < (total ?? 0) + options.reserve;
  const opened = short
    ? fail('disk_full', { detail: `${free} bytes free, ${total ?? 'unknown'} needed` })
    : await files.createPart(partPath);
  if (!opened.ok) {
    await dropBody(reply);
    return opened;
  }
  const received = await receive(reply, opened.value, total, options);
  const finished = received.ok ? await opened.value.finish() : received;
  if (finished.ok) return received;
  await opened.value.discard();
  return finished;
};

import { fail, ok, type Result } from '../../shared/problem.ts';
import { readRetryAfter } from '../api/retry-after.ts';
import type { Clock, Files, Http, HttpReply } from '../ports.ts';
import { plainSink, startingSink, type FileStart } from './part-sink.ts';
import type { PartState } from './part-state.ts';
import {
  announcedLength,
  continuedTotal,
  guardOf,
  isGuarded,
  isPacked,
  isSamePlace,
  keptOf,
  rangeHeaders,
} from './resume.ts';
import { transfer, type Downloaded } from './transfer.ts';

export interface DownloadOptions {
  http: Http;
  files: Files;
  clock: Clock;
  url: string;
  /** The folder whose disk must have room. */
  folder: string;
  /** The folder of part files, and the part's name in it. */
  partFolder: string;
  partName: string;
  /** More than this is not what we asked for. Bytes. */
  longest: number;
  /** Bytes kept free on the disk beside the download. */
  reserve: number;
  /** ms until an answer begins, and the longest silence within it. */
  silenceMs: number;
  /** Fewer bytes than this in so many ms end the try (`timed_out`): a host that drips must not hold up the others. */
  leastPace: { bytes: number; ms: number };
  signal: AbortSignal;
  /** Bytes of the source so far, and as announced (null when the host does not say). */
  onProgress: (received: number, total: number | null) => void;
  /**
   * Decides by the first bytes how the file begins: 64 of them, behind ID3v2 tags of up to 4 MiB; fewer of a shorter
   * file. A problem ends the download.
   */
  begin: (head: Uint8Array) => Promise<Result<FileStart>>;
  /** What is remembered of an earlier try. */
  part: PartState | null;
  /** Hears what is to be remembered of this one, before any of its bytes is written. */
  onPart: (part: PartState | null) => void;
}

/** Lets the connection go without reading what it would still bring. */
const dropBody = async (reply: HttpReply): Promise<void> => {
  try {
    for await (const _chunk of reply.body) break;
  } catch {
    // It broke by itself, which is as good.
  }
};

const refuse = async (o: DownloadOptions, reply: HttpReply): Promise<Result<never>> => {
  const { status, headers } = reply;
  await dropBody(reply);
  if (status !== 429 && status !== 408 && status < 500) return fail('link_dead', { status });
  const now = o.clock.now();
  const after = headers['retry-after'];
  return fail('server', {
    status,
    ...(after === undefined ? {} : { retryAt: now + readRetryAfter(after, now) }),
  });
};

/** Nothing that belongs to the API is sent: which bytes are wanted, and no more. */
const ask = async (o: DownloadOptions, headers: Record<string, string>): Promise<Result<HttpReply>> => {
  const { url, silenceMs: timeoutMs, signal } = o;
  const sent = await o.http.send({ method: 'GET', url, headers, timeoutMs, redirect: 'follow', signal });
  if (sent.ok) return sent;
  const { code, detail } = sent.problem;
  return code === 'bad_request' || code === 'bad_reply'
    ? fail('link_dead', detail === undefined ? {} : { detail })
    : sent;
};

const roomFor = async (o: DownloadOptions, bytes: number): Promise<Result<void>> => {
  const free = await o.files.freeSpace(o.folder);
  if (free === null || free >= bytes + o.reserve) return ok(undefined);
  return fail('disk_full', { detail: `${free} bytes free, ${bytes + o.reserve} needed` });
};

/** Takes the whole file into a new part. */
const takeWhole = async (o: DownloadOptions, reply: HttpReply): Promise<Result<Downloaded>> => {
  if (reply.status !== 200) return refuse(o, reply);
  const total = announcedLength(reply);
  const room =
    total !== null && total > o.longest
      ? fail('bad_audio', { detail: `${total} bytes are far too many` })
      : await roomFor(o, total ?? 0);
  const opened = room.ok ? await o.files.createPart(o.files.join(o.partFolder, o.partName)) : room;
  if (!opened.ok) {
    await dropBody(reply);
    return opened;
  }
  const guard = guardOf(reply);
  const guarded = isGuarded(guard) && !isPacked(reply.headers);
  let state: PartState | null = null;
  let prefix = 0;
  const sink = startingSink(opened.value, async (head) => {
    const begun = await o.begin(head);
    if (!begun.ok) return begun;
    prefix = begun.value.prefix.length;
    if (guarded) state = { name: o.partName, url: o.url, ...guard, total, prefix, skip: begun.value.skip };
    o.onPart(state);
    return begun;
  });
  return transfer(o, {
    ...{ reply, sink, total, part: opened.value, offset: 0, state: () => state, prefix: () => prefix },
  });
};

/** Goes on with a part that an earlier try left; null when that cannot be. */
const goOn = async (o: DownloadOptions, before: PartState): Promise<Result<Downloaded> | null> => {
  const path = o.files.join(o.partFolder, before.name);
  const size = isSamePlace(before, o.url) ? await o.files.size(path) : null;
  const kept = size === null ? null : keptOf(before, size);
  const opened = kept === null ? null : await o.files.openPart(path, kept.keep);
  if (kept === null || opened === null) return null;
  if (!opened.ok)
    return opened.problem.code === 'bad_request' || opened.problem.code === 'file_missing' ? null : opened;
  const part = opened.value;
  const sent = await ask(o, rangeHeaders(before, kept.offset));
  const reply = sent.ok ? sent.value : null;
  if (reply === null || (reply.status !== 416 && (reply.status < 200 || reply.status > 299))) {
    // The address or the network refuses; that says nothing against the bytes that are here.
    await part.keep();
    return sent.ok ? refuse(o, sent.value) : sent;
  }
  const total = continuedTotal(reply, before, kept.offset);
  if (total === null || total > o.longest) {
    await part.discard();
    if (reply.status === 200) return takeWhole(o, reply);
    await dropBody(reply);
    return null;
  }
  const room = await roomFor(o, total - kept.offset);
  if (!room.ok) {
    await dropBody(reply);
    await part.keep();
    return room;
  }
  const state: PartState = { ...before, url: o.url, total };
  o.onPart(state);
  return transfer(o, {
    ...{ reply, part, total, offset: kept.offset, sink: plainSink(part) },
    ...{ state: () => state, prefix: () => before.prefix },
  });
};

/**
 * Fetches one file into a part file and flushes it to the disk, going on where an earlier try broke off if the
 * file is provably still the same, and beginning anew if not. A part whose download breaks is kept where it can be
 * gone on with; after any other problem nothing is left of it. Problems: link_dead, server, offline, timed_out,
 * bad_audio (length), disk_full, disk_fault, file_locked, folder_missing, folder_denied, and those of `begin`.
 */
export const download = async (o: DownloadOptions): Promise<Result<Downloaded>> => {
  if (o.part !== null) {
    const continued = await goOn(o, o.part);
    if (continued !== null) return continued;
    // Nothing of it can be used. If it cannot be removed either, it is swept away with other left-over parts.
    await o.files.remove(o.files.join(o.partFolder, o.part.name));
  }
  const sent = await ask(o, {});
  return sent.ok ? takeWhole(o, sent.value) : sent;
};

import type { HttpReply } from '../ports.ts';
import type { PartState } from './part-state.ts';

/** What tells whether a source is still the same: a strong entity tag, a date that is strong enough, or neither. */
export type Guard = Pick<PartState, 'etag' | 'modified'>;

/**
 * The guard that a reply gives. A weak entity tag promises no equal bytes and does not count (RFC 9110, 13.1.5); a
 * date only where the reply was sent at least a second after it (RFC 9110, 8.8.2.2).
 */
export const guardOf = ({ headers }: HttpReply): Guard => {
  const etag = headers['etag'] ?? '';
  const modified = headers['last-modified'] ?? '';
  const age = Date.parse(headers['date'] ?? '') - Date.parse(modified);
  return { etag: /^"[^"]*"$/.test(etag) ? etag : null, modified: age >= 1000 ? modified : null };
};

export const isGuarded = ({ etag, modified }: Guard): boolean => etag !== null || modified !== null;

/** The body's length as announced; null where the host does not say, or speaks of packed bytes. */
export const announcedLength = ({ headers }: HttpReply): number | null => {
  const text = headers['content-length'] ?? '';
  return isPacked(headers) || !/^\d{1,15}$/.test(text) ? null : Number(text);
};

export const isPacked = (headers: HttpReply['headers']): boolean =>
  (headers['content-encoding'] ?? 'identity') !== 'identity';

const placeOf = (text: string): string | null => {
  try {
    const url = new URL(text);
    return url.origin + url.pathname;
  } catch {
    return null;
  }
};

/** May a part that came from another address be gone on with from this one? The query may differ: it holds signatures. */
export const isSamePlace = (part: PartState, url: string): boolean =>
  isGuarded(part) && placeOf(part.url) !== null && placeOf(part.url) === placeOf(url);

/** How much of a part is kept and where in its source it ends. */
export interface KeptPart {
  /** Bytes of the part to keep. */
  keep: number;
  /** The first byte of the source that is wanted. */
  offset: number;
}

/**
 * What of a part of this size on disk can be gone on with; null when nothing can. Of a part that looks whole the last
 * byte is asked for again: a host does not answer to less, and its answer says whether the file is still the same.
 */
export const keptOf = (part: PartState, size: number): KeptPart | null => {
  const sound = size - part.prefix;
  const end = part.skip + sound;
  if (sound <= 0 || (part.total !== null && end > part.total)) return null;
  if (part.total === null || end < part.total) return { keep: size, offset: end };
  return sound === 1 ? null : { keep: size - 1, offset: end - 1 };
};

/** The headers that ask for the rest, and for the whole if the file is another by now. */
export const rangeHeaders = (part: PartState, offset: number): Record<string, string> => ({
  Range: `bytes=${offset}-`,
  'If-Range': part.etag ?? part.modified ?? '',
});

/**
 * The source's whole length if this 206 goes on exactly where the part ends, in the very same file and to its end;
 * null for anything else, because two files must never become one.
 */
export const continuedTotal = (reply: HttpReply, part: PartState, offset: number): number | null => {
  const { headers } = reply;
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(headers['content-range'] ?? '');
  if (reply.status !== 206 || match === null || isPacked(headers)) return null;
  const [from, to, total] = match.slice(1).map(Number) as [number, number, number];
  const same =
    part.etag !== null ? headers['etag'] === part.etag : headers['last-modified'] === part.modified;
  const fits = from === offset && to === total - 1 && (part.total === null || part.total === total);
  const length = announcedLength(reply);
  return same && fits && (length === null || length === total - offset) ? total : null;
};

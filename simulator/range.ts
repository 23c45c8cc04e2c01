/** What a request asks of a file. `from` and `to` are both included. */
export type Range =
  { kind: 'whole' } | { kind: 'part'; from: number; to: number } | { kind: 'unsatisfiable' };

interface Thing {
  size: number;
  etag: string;
  modified: string;
}

/**
 * Reads Range and If-Range as a CDN does (RFC 9110, 14.2): one range only, a malformed or multiple one is
 * ignored, and an If-Range that does not match gives the whole.
 */
export const rangeOf = (
  header: string | undefined,
  ifRange: string | string[] | undefined,
  thing: Thing,
): Range => {
  if (header === undefined) return { kind: 'whole' };
  if (ifRange !== undefined && ifRange !== thing.etag && ifRange !== thing.modified) return { kind: 'whole' };
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null) return { kind: 'whole' };
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') {
    const length = Math.min(Number(last), thing.size);
    return length === 0
      ? { kind: 'unsatisfiable' }
      : { kind: 'part', from: thing.size - length, to: thing.size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? thing.size - 1 : Math.min(Number(last), thing.size - 1);
  if (last !== '' && Number(last) < from) return { kind: 'whole' };
  return from >= thing.size ? { kind: 'unsatisfiable' } : { kind: 'part', from, to };
};

import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createInflate, createGunzip } from 'node:zlib';
import { networkProblem, SilenceError } from './http-problems.ts';
import type { Patience } from './http-patience.ts';

/** What we can unpack; said to hosts whose answers are no files. */
export const codings = 'gzip, deflate, br';

/** An answer without a body may still name a coding: its empty end is an end. */
const lenient = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const lenientBrotli = {
  flush: constants.BROTLI_OPERATION_FLUSH,
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
};

const unpackerOf = (coding: string) => {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(lenient);
    case 'deflate':
      return createInflate(lenient);
    case 'br':
      return createBrotliDecompress(lenientBrotli);
    default:
      return null;
  }
};

const codingOf = (reply: IncomingMessage): string =>
  reply.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';

const unpacked = (reply: IncomingMessage): Readable => {
  const unpacker = unpackerOf(codingOf(reply));
  if (unpacker === null) return reply;
  // Whoever reads hears of what goes wrong.
  return pipeline(reply, unpacker, () => undefined);
};

/** Lower-case names. A length that speaks of packed bytes would be a lie about those that are handed out. */
export const headersOf = (reply: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.headers))
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  if (codingOf(reply) !== 'identity') delete headers['content-length'];
  return headers;
};

/** The pieces of a body, unpacked. The silence between two of them is limited, not the whole. */
export async function* bodyOf(reply: IncomingMessage, patience: Patience): AsyncGenerator<Uint8Array> {
  const pieces = unpacked(reply)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let whole = false;
  try {
    for (;;) {
      patience.wait();
      const next = await pieces.next();
      patience.heard();
      if (next.done === true) {
        whole = true;
        return;
      }
      yield next.value;
    }
  } catch (error) {
    throw patience.isSilent()
      ? new SilenceError()
      : new Error(networkProblem(error).problem.detail, { cause: error });
  } finally {
    // A connection whose answer is whole is kept for the next one.
    if (whole) patience.end();
    else patience.giveUp();
  }
}

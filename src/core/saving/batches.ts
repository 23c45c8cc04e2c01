import { ok, type Result } from '../../shared/problem.ts';
import type { PartSink } from './part-sink.ts';

/** Few large writes cost a fraction of many small ones. Bytes. */
const batchBytes = 256 * 1024;

const joined = (pieces: readonly Uint8Array[], bytes: number): Uint8Array => {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
};

type Written = { result: Result<void> } | { fault: unknown };

/**
 * A sink that gathers small pieces and writes one batch while the next comes in, one at a time. The first piece goes
 * through at once, because it decides how the file begins. `end` gives on what is left and ends the sink below;
 * `flush` only gives it on.
 */
export const batched = (below: PartSink): PartSink & { flush(): Promise<Result<void>> } => {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  let first = true;
  let writing: Promise<Written> | null = null;

  /** What became of the batch before; a fault of ours is let out here, where somebody waits for it. */
  const settled = async (): Promise<Result<void>> => {
    const written = await writing;
    writing = null;
    if (written === null) return ok(undefined);
    if ('fault' in written) throw written.fault;
    return written.result;
  };
  const gathered = (): Uint8Array => {
    const [only] = pieces;
    const all = pieces.length === 1 && only !== undefined ? only : joined(pieces, bytes);
    pieces = [];
    bytes = 0;
    return all;
  };
  const flush = async (): Promise<Result<void>> => {
    const before = await settled();
    return before.ok && bytes > 0 ? below.take(gathered()) : before;
  };
  return {
    async take(chunk) {
      if (first) {
        first = false;
        return below.take(chunk);
      }
      pieces.push(chunk);
      bytes += chunk.length;
      if (bytes < batchBytes) return ok(undefined);
      const before = await settled();
      if (!before.ok) return before;
      writing = below.take(gathered()).then(
        (result) => ({ result }),
        (fault: unknown) => ({ fault }),
      );
      return before;
    },
    flush,
    async end() {
      const flushed = await flush();
      return flushed.ok ? below.end() : flushed;
    },
  };
};

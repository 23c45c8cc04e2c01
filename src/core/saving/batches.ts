import { ok, type Result } from '../../shared/problem.ts';
import type { PartSink } from './part-sink.ts';

/** Few large writes cost a fraction of many small ones. Bytes. */
const batchBytes = 256 * 1024;

type Written = { result: Result<void> } | { fault: unknown };

/**
 * A sink that gathers small pieces and writes one batch while the next comes in, one at a time. The first piece goes
 * through at once, because it decides how the file begins. `end` gives on what is left and ends the sink below;
 * `flush` only gives it on.
 */
export const batched = (below: PartSink): PartSink & { flush(): Promise<Result<void>> } => {
  // Two buffers in turn, one that fills and one that is written: new ones for each batch would keep the collector busy.
  const buffers: Uint8Array[] = [];
  let filling = 0;
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
  const buffer = (): Uint8Array => (buffers[filling] ??= new Uint8Array(batchBytes));
  /** The bytes gathered so far; from now on the other buffer fills. */
  const gathered = (): Uint8Array => {
    const batch = buffer().subarray(0, bytes);
    filling = 1 - filling;
    bytes = 0;
    return batch;
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
      for (let at = 0; at < chunk.length;) {
        const piece = chunk.subarray(at, at + batchBytes - bytes);
        buffer().set(piece, bytes);
        bytes += piece.length;
        at += piece.length;
        if (bytes < batchBytes) break;
        const before = await settled();
        if (!before.ok) return before;
        writing = below.take(gathered()).then(
          (result) => ({ result }),
          (fault: unknown) => ({ fault }),
        );
      }
      return ok(undefined);
    },
    flush,
    async end() {
      const flushed = await flush();
      return flushed.ok ? below.end() : flushed;
    },
  };
};

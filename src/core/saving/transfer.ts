import { fail, isUnreached, ok, type Problem, type ProblemCode, type Result } from '../../shared/problem.ts';
import type { HttpReply, PartFacts, PartFile } from '../ports.ts';
import { batched } from './batches.ts';
import type { DownloadOptions } from './download.ts';
import type { PartSink } from './part-sink.ts';
import type { PartState } from './part-state.ts';

/** A finished part. */
export interface Downloaded extends PartFacts {
  path: string;
  /** Bytes of our own at its start. */
  prefix: number;
}

/** A part under way: where it is written to, and what is known of its source. */
export interface Transfer {
  reply: HttpReply;
  part: PartFile;
  sink: PartSink;
  /** Where in the source the reply's body begins. */
  offset: number;
  /** Bytes of the whole source; null while unknown. */
  total: number | null;
  /** What is remembered by now; null while, or if, it cannot be gone on with. */
  state: () => PartState | null;
  prefix: () => number;
}

type Needs = Pick<DownloadOptions, 'longest' | 'signal' | 'onProgress' | 'onPart' | 'clock' | 'leastPace'>;

/** After these a part is worth keeping: nothing is wrong with its bytes. */
const isSound = (code: ProblemCode): boolean => isUnreached(code) || code === 'folder_missing';

const isWorthKeeping = (received: Result<void>): received is { ok: false; problem: Problem } =>
  !received.ok && isSound(received.problem.code);

const lengthProblem = (received: number, total: number | null): Problem | null => {
  if (total !== null && received !== total)
    return { code: 'bad_audio', detail: `${received} bytes came, ${total} were announced` };
  return received === 0 ? { code: 'bad_audio', detail: 'the file is empty' } : null;
};

const broken = (error: unknown, received: number): Result<never> => {
  const silent = error instanceof Error && error.name === 'SilenceError';
  const detail = error instanceof Error ? error.message : 'the connection broke';
  return fail(silent ? 'timed_out' : 'offline', { detail: `after ${received} bytes: ${detail}` });
};

/** Says, chunk by chunk, whether the bytes come too slowly to be waited for. */
const createPace = ({ clock, leastPace }: Needs, begin: number): ((received: number) => boolean) => {
  let since = { at: clock.now(), received: begin };
  return (received) => {
    const now = clock.now();
    // Set back, the clock says nothing of the pace.
    if (now < since.at) since = { at: now, received };
    if (now - since.at < leastPace.ms) return false;
    const slow = received - since.received < leastPace.bytes;
    since = { at: now, received };
    return slow;
  };
};

/** Takes the body to its end; the connection is closed whatever happens. */
const receive = async (o: Needs, under: Transfer, sink: PartSink): Promise<Result<void>> => {
  const { total } = under;
  let received = under.offset;
  const isTooSlow = createPace(o, received);
  const pieces = under.reply.body[Symbol.asyncIterator]();
  try {
    for (;;) {
      let next: IteratorResult<Uint8Array>;
      try {
        next = await pieces.next();
      } catch (error) {
        return broken(error, received);
      }
      if (o.signal.aborted) return fail('offline', { detail: 'called off' });
      if (next.done === true) break;
      received += next.value.length;
      if (received > (total ?? o.longest)) {
        const detail =
          total === null ? 'the file is far too long' : `more than the announced ${total} bytes came`;
        return fail('bad_audio', { detail });
      }
      const taken = await sink.take(next.value);
      if (!taken.ok) return taken;
      o.onProgress(received, total);
      if (received !== total && isTooSlow(received))
        return fail('timed_out', { detail: `after ${received} bytes: too slow to be waited for` });
    }
    const wrong = lengthProblem(received, total);
    return wrong === null ? await sink.end() : { ok: false, problem: wrong };
  } finally {
    // Closes the connection where it is still open; a body that broke has closed itself.
    await pieces.return?.().catch(() => undefined);
  }
};

/** Receives the body; then the part is whole and flushed, kept for a later try, or gone. */
export const transfer = async (o: Needs, under: Transfer): Promise<Result<Downloaded>> => {
  const { part } = under;
  const sink = batched(under.sink);
  let received: Result<void>;
  try {
    received = await receive(o, under, sink);
    // What came before a break is written too, and nothing is under way any more when the part is closed.
    const flushed = await sink.flush();
    if (received.ok || isWorthKeeping(received)) received = flushed.ok ? received : flushed;
  } catch (error) {
    // A fault of ours, such as a database that refuses: the part is as good as its last state.
    await part.keep();
    throw error;
  }
  if (isWorthKeeping(received) && under.state() !== null) {
    await part.keep();
    return received;
  }
  const finished = received.ok ? await part.finish() : received;
  if (finished.ok) return ok({ ...finished.value, path: part.path, prefix: under.prefix() });
  await part.discard();
  o.onPart(null);
  return finished;
};

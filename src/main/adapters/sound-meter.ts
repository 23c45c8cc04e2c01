import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Clock, SoundFacts, SoundMeter } from '../../core/ports.ts';
import { fail, type Result } from '../../shared/problem.ts';

export interface SoundMeterOptions {
  /** The path of sound/thread.ts, as built. */
  thread: string;
  clock: Clock;
  /** ms after which a thread that gives no answer is ended; nobody's song takes so long. */
  patienceMs?: number;
}

const defaultPatienceMs = 5 * 60_000;
/** How long an answer may come after the thread that gave it was over. ms. */
const lastWordMs = 2000;

/** minimp3 as WebAssembly: without imports, so that it can do nothing but compute. */
const readDecoder = (): WebAssembly.Module =>
  new WebAssembly.Module(
    readFileSync(createRequire(import.meta.url).resolve('minimp3-wasm/dist/decoder.opt.wasm')),
  );

/**
 * Measures in a thread of its own, one for each file: neither main nor the page waits for it, what it took of memory is
 * given back with it, and whatever a file does to the decoder ends there.
 */
export const createSoundMeter = ({ thread, clock, patienceMs }: SoundMeterOptions): SoundMeter => {
  let decoder: WebAssembly.Module | null = null;
  return {
    measure: (path, signal) =>
      new Promise<Result<SoundFacts>>((resolve) => {
        const off = fail('bad_request', { detail: 'called off' });
        if (signal.aborted) return resolve(off);
        const worker = new Worker(thread, { workerData: { path, decoder: (decoder ??= readDecoder()) } });
        const waits: (() => void)[] = [];
        const after = (ms: number, result: Result<SoundFacts>): void =>
          void waits.push(clock.after(ms, () => end(result)));
        let isOver = false;
        const end = (result: Result<SoundFacts>): void => {
          if (isOver) return;
          isOver = true;
          waits.forEach((callOff) => callOff());
          signal.removeEventListener('abort', abort);
          // Only then is the file closed.
          void worker.terminate().then(() => resolve(result));
        };
        const abort = (): void => end(off);
        signal.addEventListener('abort', abort);
        worker.once('message', end);
        // Out of memory, say: that is not the file's fault, or not for certain.
        worker.once('error', (error) => end(fail('internal', { detail: String(error) })));
        // In Electron the answer may come behind the end.
        worker.once('exit', (code) => {
          if (!isOver) after(lastWordMs, fail('internal', { detail: `the thread ended with ${code}` }));
        });
        after(
          patienceMs ?? defaultPatienceMs,
          fail('bad_audio', { detail: 'the decoder does not come to an end' }),
        );
      }),
  };
};

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

const defaultPatienceMs = 10 * 60_000;

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
        const end = (result: Result<SoundFacts>): void => {
          stopWaiting();
          signal.removeEventListener('abort', abort);
          // Only then is the file closed.
          void worker.terminate().then(() => resolve(result));
        };
        const abort = (): void => end(off);
        const stopWaiting = clock.after(patienceMs ?? defaultPatienceMs, () =>
          end(fail('bad_audio', { detail: 'the decoder does not come to an end' })),
        );
        signal.addEventListener('abort', abort);
        worker.once('message', end);
        worker.once('error', (error) => end(fail('bad_audio', { detail: String(error) })));
      }),
  };
};

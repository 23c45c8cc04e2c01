import { parentPort, workerData } from 'node:worker_threads';
import { measureSound } from './measure.ts';

/** The thread of sound-meter.ts: measures one file, says what came of it, and is over. */
const { path, decoder } = workerData as { path: string; decoder: WebAssembly.Module };

void measureSound(path, decoder).then((result) => parentPort?.postMessage(result));

import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Errand, Outcome } from './reach.ts';

/** The longest that an errand's three waits can take, and some. */
const limitMs = (errand: Errand): number => 3 * errand.patienceMs + 5000;

/**
 * `reach`, while this thread stands still: a command is over before Electron gets going, so that it needs no display, shows
 * nothing and is quick. (Electron goes on as soon as the app's first script gives way, and without a display it then aborts.)
 * `thread` is the path of the built reach-thread.
 */
export const reachNow = (errand: Errand, thread: string): Outcome => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(thread, { workerData: { errand, port: port2, flag }, transferList: [port2] });
  worker.unref();
  Atomics.wait(flag, 0, 0, limitMs(errand));
  const message = receiveMessageOnPort(port1) as { message: Outcome } | undefined;
  port1.close();
  return message?.message ?? { kind: 'silent' };
};

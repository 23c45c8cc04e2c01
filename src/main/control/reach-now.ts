import { readdirSync, readFileSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Errand, Outcome } from './reach.ts';

/** The longest that an errand's three waits can take, and some. */
const limitMs = (errand: Errand): number => 3 * errand.patienceMs + 5000;

/** The children of this process, on Linux; nothing where the kernel does not tell. */
const children = (): number[] => {
  try {
    return readdirSync('/proc/self/task').flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').map(Number).filter(Boolean),
    );
  } catch {
    return [];
  }
};

/**
 * Ends the helpers that Chromium forked before our first line. They would end with us, but the app that an errand starts
 * inherits what they watch us by: they would live on with it, and with them the pipe that our own output goes to.
 */
const endHelpers = (helpers: readonly number[]): void => {
  const still = children();
  for (const pid of helpers.filter((one) => still.includes(one))) process.kill(pid, 'SIGKILL');
};

/**
 * `reach`, while this thread stands still: a command is over before Electron gets going, so that it needs no display, shows
 * nothing and is quick. (Electron goes on as soon as the app's first script gives way, and without a display it then aborts.)
 * `thread` is the path of the built reach-thread.
 */
export const reachNow = (errand: Errand, thread: string): Outcome => {
  const helpers = errand.start === null ? [] : children();
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(thread, { workerData: { errand, port: port2, flag }, transferList: [port2] });
  worker.unref();
  Atomics.wait(flag, 0, 0, limitMs(errand));
  if (errand.start !== null) endHelpers(helpers);
  const message = receiveMessageOnPort(port1) as { message: Outcome } | undefined;
  port1.close();
  return message?.message ?? { kind: 'silent' };
};

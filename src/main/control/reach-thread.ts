import { type MessagePort, workerData } from 'node:worker_threads';
import { type Errand, reach } from './reach.ts';

/** The thread of reach-now.ts: does one errand, hands over what came of it, and wakes who waits. */
const { errand, port, flag } = workerData as { errand: Errand; port: MessagePort; flag: Int32Array };

void reach(errand).then((outcome) => {
  port.postMessage(outcome);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
});

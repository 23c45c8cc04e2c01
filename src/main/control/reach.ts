import { spawn } from 'node:child_process';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { firstLine } from './lines.ts';
import { type Ask, readReply, type Reply, requestLine } from './protocol.ts';

/** What came of asking the running instance. */
export type Outcome =
  | { kind: 'answered'; reply: Reply }
  /** No instance of this profile runs. */
  | { kind: 'nobody' }
  /** One is there and gave no answer that makes sense, or none in time. */
  | { kind: 'silent' }
  /** None was there, and the one that was started ended or never answered. */
  | { kind: 'not_started' };

/** How the app is started where none runs. */
export interface Starter {
  command: string;
  args: string[];
}

export interface Errand {
  place: string;
  ask: Ask;
  /** null: an instance is not started for this. */
  start: Starter | null;
  /** Waits until the instance has ended. */
  untilGone: boolean;
  /** For how long it may take to answer, to start, to end: each. ms. */
  patienceMs: number;
}

/** Between two looks whether an instance that starts or ends is there. ms. */
const lookMs = 50;

/** A connection; null where nobody listens. Rejects where it may not be made. */
export const connectTo = (place: string): Promise<Socket | null> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(place);
    const failed = (error: NodeJS.ErrnoException): void => {
      // EAGAIN: more wait to be let in than the system keeps; somebody is there.
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });

const askOnce = async (place: string, ask: Ask, patienceMs: number): Promise<Outcome> => {
  let socket: Socket | null;
  try {
    socket = await connectTo(place);
  } catch {
    return { kind: 'silent' };
  }
  if (socket === null) return { kind: 'nobody' };
  socket.write(requestLine(ask));
  const first = await firstLine(socket, patienceMs);
  socket.destroy();
  const reply = 'line' in first ? readReply(first.line) : null;
  return reply === null ? { kind: 'silent' } : { kind: 'answered', reply };
};

/** Looks again and again, until `found` gives something or time is up. */
const until = async <T>(patienceMs: number, found: () => Promise<T | null>): Promise<T | null> => {
  const end = performance.now() + patienceMs;
  for (;;) {
    const value = await found();
    if (value !== null || performance.now() >= end) return value;
    await pause(lookMs);
  }
};

const startAndAsk = async (errand: Errand, start: Starter): Promise<Outcome> => {
  // In a group of its own and with no terminal: it goes on when this process and its terminal are gone.
  const child = spawn(start.command, start.args, { detached: true, stdio: 'ignore' });
  let failed = false;
  child.on('error', () => {
    failed = true;
  });
  // 0: somebody else was quicker to start, and will answer.
  child.on('exit', (code) => {
    failed ||= code !== 0;
  });
  child.unref();
  const came = await until<Outcome>(errand.patienceMs, async () => {
    const outcome = await askOnce(errand.place, errand.ask, errand.patienceMs);
    if (outcome.kind !== 'nobody') return outcome;
    return failed ? { kind: 'not_started' } : null;
  });
  return came ?? { kind: 'not_started' };
};

const isGone = async (place: string): Promise<true | null> => {
  const socket = await connectTo(place).catch(() => undefined);
  socket?.destroy();
  return socket === null ? true : null;
};

/** Asks the running instance, starting one where the errand says so and none runs. Never rejects. */
export const reach = async (errand: Errand): Promise<Outcome> => {
  const outcome = await askOnce(errand.place, errand.ask, errand.patienceMs);
  if (outcome.kind === 'nobody' && errand.start !== null) return startAndAsk(errand, errand.start);
  if (errand.untilGone && outcome.kind === 'answered' && outcome.reply.kind === 'done') {
    const gone = await until(errand.patienceMs, () => isGone(errand.place));
    if (gone === null) return { kind: 'silent' };
  }
  return outcome;
};

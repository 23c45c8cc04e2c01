import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Log } from '../../core/ports.ts';
import { firstLine } from './lines.ts';
import { connectTo } from './reach.ts';
import { type Ask, readRequest, type Refusal, type Reply, replyLine } from './protocol.ts';

export interface ControlServer {
  /** Takes no more requests and removes the socket. */
  stop(): Promise<void>;
}

export interface ControlServerOptions {
  /** Path of the socket, or of the named pipe. */
  place: string;
  answer: (ask: Ask) => Promise<Reply>;
  log: Log;
  /** For how long a connection may take to ask. ms. */
  patienceMs?: number;
  /** The longest request, in bytes. */
  longest?: number;
}

const isPipe = (place: string): boolean => place.startsWith('\\\\');

/**
 * Makes room where an earlier run left its socket. Only for the instance that holds the profile; a socket at which
 * somebody answers, and anything that is no socket, is left alone: then this throws.
 */
const clear = async (place: string): Promise<void> => {
  const there = lstatSync(place, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!there.isSocket()) throw new Error('something that is no socket is in its place');
  const answering = await connectTo(place);
  if (answering !== null) {
    answering.destroy();
    throw new Error('another process answers there');
  }
  rmSync(place, { force: true });
};

const listen = (server: Server, place: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    // The file is made within this call: never, not even for a moment, is it open to others.
    const before = isPipe(place) ? null : process.umask(0o177);
    try {
      server.listen(place, () => {
        server.off('error', reject);
        resolve();
      });
    } finally {
      if (before !== null) process.umask(before);
    }
  });

/** Answers other processes of this user at `place`. Rejects where that cannot be; the app works all the same then. */
export const startControlServer = async (options: ControlServerOptions): Promise<ControlServer> => {
  const { place, answer, log, patienceMs = 10_000, longest } = options;
  const open = new Set<Socket>();

  const refuse = (code: Refusal, detail?: string): Reply => {
    log.warn('request refused', { code, ...(detail === undefined ? {} : { detail }) });
    return { kind: 'refused', code };
  };
  const replyTo = async (line: string): Promise<Reply> => {
    const request = readRequest(line);
    if ('refuse' in request) return refuse(request.refuse);
    try {
      return await answer(request.ask);
    } catch (error) {
      log.error('request', { detail: error instanceof Error ? error.stack : String(error) });
      return { kind: 'refused', code: 'internal' };
    }
  };
  const serve = async (socket: Socket): Promise<void> => {
    const first = await firstLine(socket, patienceMs, longest);
    if ('line' in first) socket.end(replyLine(await replyTo(first.line)));
    else if (first.ended === 'too_long') socket.end(replyLine(refuse('bad_request', 'too long')));
    else socket.destroy();
    // What else comes is not looked at, and nobody holds the connection open.
    socket.resume();
    setTimeout(() => socket.destroy(), patienceMs).unref();
  };

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // Whoever asks may be gone before the answer: that is no fault.
    socket.on('error', (error) => log.info('request broken off', { detail: error.message }));
    void serve(socket);
  });
  server.maxConnections = 32;

  if (!isPipe(place)) await clear(place);
  await listen(server, place);
  server.on('error', (error) => log.error('control', { detail: error.message }));
  if (!isPipe(place)) chmodSync(place, 0o600);

  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroySoon();
      }),
  };
};

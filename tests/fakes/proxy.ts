import type { AddressInfo, Server, Socket } from 'node:net';

export interface TestLogin {
  user: string;
  password: string;
}

/** A real proxy on loopback, for tests. */
export interface TestProxy {
  readonly port: number;
  /** What was asked of it and let through, in order: an address, or `host:port` of a tunnel. */
  readonly seen: string[];
  /** How often it turned somebody away for want of the right login. */
  refusals(): number;
  stop(): Promise<void>;
}

/** Ends both ends when one ends. */
export const joined = (one: Socket, other: Socket): void => {
  one.pipe(other).pipe(one);
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
};

/**
 * Lets a server listen on a free port of loopback. `connected` is its event for a connection; one that breaks is no
 * fault, and those that are open end with the server.
 */
export const onLoopback = async (
  server: Server,
  connected = 'connection',
): Promise<Pick<TestProxy, 'port' | 'stop'>> => {
  const open = new Set<Socket>();
  server.on(connected, (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        open.forEach((socket) => socket.destroy());
      }),
  };
};

import { connect, createServer, type Socket } from 'node:net';
import { joined, onLoopback, type TestLogin, type TestProxy } from './proxy.ts';

/** Reads a connection by so many bytes at a time, and hands it on with what was not read. */
const readerOf = (socket: Socket) => {
  let held = Buffer.alloc(0);
  const take = async (bytes: number): Promise<Buffer> => {
    while (held.length < bytes) {
      const piece = socket.read() as Buffer | null;
      if (piece !== null) held = Buffer.concat([held, piece]);
      else if (socket.destroyed || socket.readableEnded) throw new Error('the client left');
      else
        await new Promise<void>((resolve) => {
          const events = ['readable', 'end', 'close'];
          const again = (): void => {
            events.forEach((event) => socket.off(event, again));
            resolve();
          };
          events.forEach((event) => socket.on(event, again));
        });
    }
    const taken = held.subarray(0, bytes);
    held = held.subarray(bytes);
    return taken;
  };
  return {
    take,
    async byte() {
      return (await take(1))[0] ?? 0;
    },
  };
};

type Reader = ReturnType<typeof readerOf>;

/** RFC 1928, 5: a name, or an address of either family. */
const readHost = async (from: Reader): Promise<string> => {
  const kind = await from.byte();
  if (kind === 3) return (await from.take(await from.byte())).toString();
  if (kind === 1) return [...(await from.take(4))].join('.');
  return (await from.take(16)).toString('hex');
};

/** RFC 1929. */
const isRightLogin = async (from: Reader, login: TestLogin): Promise<boolean> => {
  await from.byte();
  const user = (await from.take(await from.byte())).toString();
  const password = (await from.take(await from.byte())).toString();
  return user === login.user && password === login.password;
};

/**
 * A SOCKS5 proxy on loopback, with a login if wanted. `hosts` are names that it knows, with the ports of loopback they
 * stand for; `reply` (RFC 1928, 6) is what it answers instead of connecting. `seen` has `host:port`.
 */
export const startSocksProxy = async (
  options: { login?: TestLogin; hosts?: Record<string, number>; reply?: number } = {},
): Promise<TestProxy> => {
  const { login, hosts = {} } = options;
  const seen: string[] = [];
  let refused = 0;
  const method = login === undefined ? 0 : 2;

  const serve = async (client: Socket): Promise<void> => {
    const from = readerOf(client);
    await from.byte();
    const offered = await from.take(await from.byte());
    if (!offered.includes(method)) {
      refused += 1;
      client.end(Buffer.from([5, 0xff]));
      return;
    }
    client.write(Buffer.from([5, method]));
    if (login !== undefined) {
      const right = await isRightLogin(from, login);
      if (!right) refused += 1;
      client.write(Buffer.from([1, right ? 0 : 1]));
      if (!right) return void client.end();
    }
    await from.take(3);
    const host = await readHost(from);
    const port = (await from.take(2)).readUInt16BE();
    const answer = (reply: number) => Buffer.from([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]);
    if (options.reply !== undefined) return void client.end(answer(options.reply));
    seen.push(`${host}:${port}`);
    const onwards = connect(hosts[host] ?? port, '127.0.0.1', () => {
      client.write(answer(0));
      joined(client, onwards);
    });
    onwards.on('error', () => client.end(answer(5)));
  };

  const server = createServer((client) => void serve(client).catch(() => client.destroy()));
  return { ...(await onLoopback(server)), seen, refusals: () => refused };
};

import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSafeServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { joined, onLoopback, type TestLogin, type TestProxy } from './proxy.ts';

export interface HttpProxyOptions {
  /** Without it everybody is let through. */
  login?: TestLogin;
  /** Speaks TLS to its clients with this certificate. */
  tls?: { cert: string; key: string };
  /** Answers every CONNECT with this status, and makes no tunnel. */
  tunnelStatus?: number;
  /** Takes connections and never says a word. */
  silent?: boolean;
  /** Names that it knows, with the ports of loopback they stand for. */
  hosts?: Record<string, number>;
}

/** A forward proxy for http addresses that makes tunnels for all others, with a Basic login if wanted. */
export const startHttpProxy = async (options: HttpProxyOptions = {}): Promise<TestProxy> => {
  const { login, hosts = {} } = options;
  const seen: string[] = [];
  let refused = 0;
  const expected =
    login === undefined ? null : `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
  const mayPass = (request: IncomingMessage): boolean => {
    const may = expected === null || request.headers['proxy-authorization'] === expected;
    if (!may) refused += 1;
    return may;
  };

  const { tls } = options;
  const server: Server = tls === undefined ? createServer() : (createSafeServer(tls) as unknown as Server);
  server.on('request', (request: IncomingMessage, response) => {
    if (options.silent === true) return;
    if (!mayPass(request)) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="test"' }).end();
      return;
    }
    const url = new URL(request.url ?? '');
    seen.push(url.href);
    const { 'proxy-authorization': _login, 'proxy-connection': _connection, ...headers } = request.headers;
    const port = hosts[url.hostname] ?? url.port;
    const onwards = ask({
      ...{ host: '127.0.0.1', port, method: request.method, path: url.pathname + url.search, headers },
    });
    onwards.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      pipeline(reply, response, () => undefined);
    });
    onwards.on('error', () => response.writeHead(502).end());
    pipeline(request, onwards, () => undefined);
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    if (options.silent === true) return;
    const say = (status: number, header = ''): void =>
      void client.end(`HTTP/1.1 ${status} x\r\n${header}\r\n`);
    if (!mayPass(request)) return say(407, 'Proxy-Authenticate: Basic realm="test"\r\n');
    if (options.tunnelStatus !== undefined)
      return say(options.tunnelStatus, 'location: http://elsewhere.test/\r\ncontent-length: 0\r\n');
    const place = request.url ?? '';
    seen.push(place);
    const [name = '', port = ''] = place.split(':');
    const onwards = connect(hosts[name] ?? Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      joined(client, onwards);
    });
    onwards.on('error', () => say(502));
  });
  const listening = await onLoopback(server, tls === undefined ? 'connection' : 'secureConnection');
  return { ...listening, seen, refusals: () => refused };
};

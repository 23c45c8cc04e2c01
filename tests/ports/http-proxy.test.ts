import { createServer as createSafeServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/core/ports.ts';
import { createHttp, type KeptHttp } from '../../src/main/adapters/http.ts';
import type { ProxyServer, Route } from '../../src/main/adapters/http-route.ts';
import { ok } from '../../src/shared/problem.ts';
import { type HttpProxyOptions, startHttpProxy } from '../fakes/http-proxy.ts';
import type { TestProxy } from '../fakes/proxy.ts';
import { startSocksProxy } from '../fakes/socks-proxy.ts';
import { echo, goodOf, listen, redirect, shut, type Route as Answer, textOf } from './loopback-hosts.ts';
import { testCertificate } from './test-certificate.ts';

const login = { user: 'mära', password: 'p@ss: w/ö%rd' };
const big = Buffer.alloc(5_000_000, 'songs');

describe('Http through real proxies', () => {
  let routes: Record<string, Answer>;
  let plain: { url: string; server: Server };
  let safe: { url: string; server: Server };
  let proxies: TestProxy[];
  let way: Route;
  let http: KeptHttp;

  beforeEach(async () => {
    routes = { '/echo': echo, '/big': (_request, response) => response.end(big) };
    plain = await listen(routes);
    const server = createSafeServer(testCertificate, (request, response) =>
      (routes[request.url ?? ''] ?? echo)(request, response),
    );
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    safe = { url: `https://127.0.0.1:${port}`, server: server as unknown as Server };
    proxies = [];
    way = { kind: 'direct' };
    http = createHttp({ route: async () => ok(way), ca: testCertificate.cert });
  });
  afterEach(async () => {
    http.letGo();
    await Promise.all([...proxies.map((proxy) => proxy.stop()), shut(plain.server), shut(safe.server)]);
  });

  const kinds = ['http', 'https', 'socks5'] as const;
  /** Starts a proxy of this kind and makes it the way out. */
  const through = async (
    kind: ProxyServer['kind'],
    given: ProxyServer['login'] = login,
    more: HttpProxyOptions = {},
  ) => {
    const tls = kind === 'https' ? { tls: testCertificate } : {};
    const proxy = await (kind === 'socks5'
      ? startSocksProxy({ login, hosts: more.hosts ?? {} })
      : startHttpProxy({ login, ...tls, ...more }));
    proxies.push(proxy);
    way = { kind, host: '127.0.0.1', port: proxy.port, login: given };
    return proxy;
  };
  const send = (url: string, more: Partial<HttpRequest> = {}) =>
    http.send({ method: 'GET', url, timeoutMs: 5000, redirect: 'error', ...more });
  const good = (...args: Parameters<typeof send>): Promise<HttpReply> => goodOf(send(...args));
  const problem = (code: string, detail: unknown = expect.any(String)) => ({
    ok: false,
    problem: expect.objectContaining({ code, detail }) as unknown,
  });
  const place = (url: string): string => new URL(url).host;

  describe.each(kinds)('%s', (kind) => {
    it('carries requests to http and https hosts, and keeps the login to itself', async () => {
      const proxy = await through(kind);
      for (const host of [plain, safe]) {
        const heard = JSON.parse(
          await textOf(await good(`${host.url}/echo`, { headers: { 'x-api-key': 'k' } })),
        );
        expect(heard).toMatchObject({ 'x-api-key': 'k', host: place(host.url) });
        expect(Object.keys(heard as object).filter((name) => name.startsWith('proxy-'))).toEqual([]);
      }
      expect(proxy.seen).toHaveLength(2);
      expect(proxy.seen[0]).toContain(place(plain.url));
      expect(proxy.seen[1]).toBe(place(safe.url));
    });

    it('carries big bodies whole, and posts', async () => {
      await through(kind);
      routes['/post'] = (request, response) => request.pipe(response.writeHead(202));
      for (const host of [plain, safe]) {
        expect(await textOf(await good(`${host.url}/big`, { redirect: 'follow' }))).toBe(big.toString());
        const posted = await good(`${host.url}/post`, { method: 'POST', body: '{"ä":1}' });
        expect([posted.status, await textOf(posted)]).toEqual([202, '{"ä":1}']);
      }
    });

    it('takes each hop of a redirect through it, from one origin to another and up to https', async () => {
      const proxy = await through(kind);
      routes['/far'] = redirect(`${safe.url}/echo`);
      const far = await good(`${plain.url}/far`, { redirect: 'follow', headers: { 'x-secret': 'k' } });
      expect(JSON.parse(await textOf(far))).not.toHaveProperty('x-secret');
      expect(proxy.seen.map((each) => each.includes(place(safe.url)))).toEqual([false, true]);
    });

    it('keeps connections for the next request, and asks anew where one was closed in the moment of use', async () => {
      await through(kind);
      const ports = new Set<number | undefined>();
      let asked = 0;
      routes['/kept'] = (request, response) => {
        asked += 1;
        ports.add(request.socket.remotePort);
        if (asked === 3) request.socket.destroy();
        else response.end('here');
      };
      for (let n = 0; n < 3; n += 1) expect(await textOf(await good(`${safe.url}/kept`))).toBe('here');
      expect([asked, ports.size]).toEqual([4, 2]);
    });

    it('leaves looking up names to the proxy', async () => {
      const { port } = plain.server.address() as AddressInfo;
      const { port: safePort } = safe.server.address() as AddressInfo;
      await through(kind, login, { hosts: { 'songs.test': safePort, 'plain.test': port } });
      expect((await good('https://songs.test/echo')).status).toBe(200);
      expect((await good('http://plain.test/echo')).status).toBe(200);
    });

    it.each([
      ['no login', null],
      ['a wrong one', { user: 'mära', password: 'wrong-word' }],
    ])('says that the proxy wants a login: %s', async (_name, given) => {
      const proxy = await through(kind, given);
      for (const host of [plain, safe]) {
        const answer = await send(`${host.url}/echo`);
        expect(answer).toEqual(problem('proxy_login'));
        expect(JSON.stringify(answer)).not.toContain('wrong-word');
      }
      expect([proxy.seen, proxy.refusals()]).toEqual([[], 2]);
    });

    it('says that a dead proxy cannot be reached, and where it was looked for', async () => {
      const proxy = await through(kind);
      await proxy.stop();
      for (const host of [plain, safe])
        expect(await send(`${host.url}/echo`)).toEqual(
          problem(
            'proxy_unreachable',
            `127.0.0.1:${proxy.port}: the host refused the connection (ECONNREFUSED)`,
          ),
        );
    });

    it('is offline where the host behind the proxy does not answer', async () => {
      await through(kind);
      await shut(safe.server);
      expect(await send(`${safe.url}/echo`)).toEqual(problem('offline'));
    });

    it('ends at the caller’s word', async () => {
      await through(kind);
      const calling = new AbortController();
      routes['/hang'] = () => calling.abort();
      expect(await send(`${safe.url}/hang`, { signal: calling.signal })).toEqual(
        problem('offline', 'aborted'),
      );
    });
  });

  it('goes over new connections once the old ones are let go, and lets what is under way end', async () => {
    const proxy = await through('http');
    await textOf(await good(`${safe.url}/echo`));
    const under = await good(`${safe.url}/big`);
    expect(proxy.seen).toHaveLength(1);
    http.letGo();
    expect(await textOf(under)).toHaveLength(big.length);
    await textOf(await good(`${safe.url}/echo`));
    expect(proxy.seen).toHaveLength(2);
    way = { kind: 'direct' };
    await textOf(await good(`${safe.url}/echo`));
    expect(proxy.seen).toHaveLength(2);
  });

  it.each([
    [302, 'proxy_refused'],
    [403, 'proxy_refused'],
    [502, 'offline'],
    [504, 'offline'],
  ])(
    'never takes what a proxy says instead of making a tunnel (%i) for the host’s words',
    async (status, code) => {
      await through('http', login, { tunnelStatus: status });
      expect(await send(`${safe.url}/echo`, { redirect: 'follow' })).toEqual(problem(code));
    },
  );

  it.each([
    [2, 'proxy_refused'],
    [4, 'offline'],
    [5, 'offline'],
  ])('tells what a SOCKS proxy refuses (%i) from what it cannot reach', async (reply, code) => {
    const proxy = await startSocksProxy({ reply });
    proxies.push(proxy);
    way = { kind: 'socks5', host: '127.0.0.1', port: proxy.port, login: null };
    expect(await send(`${safe.url}/echo`)).toEqual(problem(code));
  });

  it.each(['http', 'https'] as const)('is not held up by a silent %s proxy', async (kind) => {
    await through(kind, login, { silent: true });
    for (const host of [plain, safe])
      expect(await send(`${host.url}/echo`, { timeoutMs: 100 })).toEqual(problem('timed_out'));
    const before = new AbortController();
    before.abort();
    expect(await send(`${safe.url}/echo`, { signal: before.signal })).toEqual(problem('offline', 'aborted'));
  });

  it('trusts neither a host behind the proxy nor a proxy whose certificate nobody vouches for', async () => {
    const strict = createHttp({ route: async () => ok(way) });
    const ask = () =>
      strict.send({ method: 'GET', url: `${safe.url}/echo`, timeoutMs: 5000, redirect: 'error' });
    await through('http');
    expect(await ask()).toEqual(problem('offline', expect.stringContaining('certificate')));
    await through('socks5');
    expect(await ask()).toEqual(problem('offline', expect.stringContaining('certificate')));
    await through('https');
    expect(await ask()).toEqual(problem('proxy_unreachable', expect.stringContaining('certificate')));
  });

  it('asks nobody where the way cannot be told, and waits no longer for it than for an answer', async () => {
    const lost = createHttp({
      route: async () => ({ ok: false, problem: { code: 'proxy_unreachable', detail: 'no way' } }),
    });
    const request = { method: 'GET', url: `${plain.url}/echo`, timeoutMs: 50, redirect: 'error' } as const;
    expect(await lost.send(request)).toEqual(problem('proxy_unreachable', 'no way'));
    const waiting = createHttp({ route: () => new Promise(() => undefined) });
    expect(await waiting.send(request)).toEqual(problem('timed_out'));
  });

  it('hands SOCKS no name that is too long for it', async () => {
    await through('socks5');
    expect(await send(`http://${'long.'.repeat(60)}test/`)).toEqual(problem('offline'));
  });
});

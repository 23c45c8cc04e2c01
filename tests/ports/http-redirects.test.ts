import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/core/ports.ts';
import { createHttp } from '../../src/main/adapters/http.ts';
import { addressOf, nextHop } from '../../src/main/adapters/http-hops.ts';
import { echo, goodOf, listen, redirect, shut, type Route, textOf } from './loopback-hosts.ts';

describe('Http: redirects of the real adapter', () => {
  const http = createHttp();
  let routes: Record<string, Route>;
  let otherRoutes: Record<string, Route>;
  let url: string;
  let other: string;
  let servers: Server[];

  beforeEach(async () => {
    routes = { '/echo': echo };
    otherRoutes = { '/echo': echo };
    const [one, two] = await Promise.all([listen(routes), listen(otherRoutes)]);
    servers = [one.server, two.server];
    ({ url } = one);
    other = two.url;
  });
  afterEach(async () => {
    await Promise.all(servers.map(shut));
  });

  const send = (path: string, more: Partial<HttpRequest> = {}) =>
    http.send({ method: 'GET', url: url + path, timeoutMs: 5000, redirect: 'error', ...more });
  const good = (...args: Parameters<typeof send>): Promise<HttpReply> => goodOf(send(...args));
  const problem = (code: string) => ({ ok: false, problem: expect.objectContaining({ code }) as unknown });

  it('follows media through every kind of redirect, without headers to another origin', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      routes['/near'] = redirect('/echo', status);
      routes['/far'] = redirect(`${other}/echo`, status);
      const more: Partial<HttpRequest> = { redirect: 'follow', headers: { 'x-secret': 'k' } };
      expect(JSON.parse(await textOf(await good('/near', more)))).toMatchObject({ 'x-secret': 'k' });
      const far = JSON.parse(await textOf(await good('/far', more))) as Record<string, string>;
      expect(far).not.toHaveProperty('x-secret');
      expect(far['accept-encoding']).toBe('identity');
    }
  });

  it('tells the media host nothing but which bytes are wanted', async () => {
    const seen: [string, string][][] = [];
    const pairs = (raw: string[]): [string, string][] =>
      raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? '']] : [])) as [
        string,
        string,
      ][];
    const hop =
      (to: string): Route =>
      (request, response) => {
        seen.push(pairs(request.rawHeaders));
        response.writeHead(302, { location: to, 'set-cookie': 'id=1' }).end();
      };
    routes['/start'] = hop(`${other}/middle`);
    otherRoutes['/middle'] = hop(`${url}/end`);
    routes['/end'] = (request, response) => {
      seen.push(pairs(request.rawHeaders));
      response.writeHead(206).end('x');
    };
    const headers = {
      'x-api-key': 'k',
      cookie: 'c=1',
      referer: 'https://a.test',
      Range: 'bytes=5-',
      'If-Range': '"a"',
    };
    expect((await good('/start', { redirect: 'follow', headers })).status).toBe(206);
    const [first = [], ...others] = seen;
    expect(Object.fromEntries(first)).toMatchObject({ 'x-api-key': 'k', range: 'bytes=5-' });
    expect(others).toHaveLength(2);
    for (const told of others) {
      // What the runtime says of itself beside that names no one.
      const own = new Set([
        'host',
        'connection',
        'accept',
        'accept-language',
        'sec-fetch-mode',
        'user-agent',
        'cache-control',
        'pragma',
      ]);
      expect(told.filter(([name]) => !own.has(name)).sort()).toEqual([
        ['accept-encoding', 'identity'],
        ['if-range', '"a"'],
        ['range', 'bytes=5-'],
      ]);
    }
  });

  it('follows five hops and no more, and ends in a circle', async () => {
    for (let n = 1; n <= 6; n += 1) routes[`/${n}`] = redirect(n === 1 ? '/echo' : `/${n - 1}`);
    expect((await good('/5', { redirect: 'follow' })).status).toBe(200);
    expect(await send('/6', { redirect: 'follow' })).toEqual(problem('bad_reply'));
    routes['/circle'] = redirect('/circle');
    expect(await send('/circle', { redirect: 'follow' })).toEqual(problem('bad_reply'));
  });

  it('does not take headers up again when another origin leads back', async () => {
    routes['/away'] = redirect(`${other}/back`);
    otherRoutes['/back'] = redirect(`${url}/echo`);
    const reply = await good('/away', { redirect: 'follow', headers: { 'x-secret': 'k' } });
    expect(JSON.parse(await textOf(reply))).not.toHaveProperty('x-secret');
  });

  it.each(['file:///etc/passwd', 'data:text/plain,x', 'http://user:word@127.0.0.1/', 'http://'])(
    'follows nowhere to %s',
    async (to) => {
      routes['/bad'] = redirect(to);
      expect(await send('/bad', { redirect: 'follow' })).toEqual(problem('bad_reply'));
    },
  );
});

describe('where a redirect may lead', () => {
  it('goes up to https, never down from it', () => {
    const low = new URL('http://a.test/x');
    const high = new URL('https://a.test/x');
    expect(nextHop(low, 'https://b.test/y')).toMatchObject({ ok: true });
    expect(nextHop(high, 'y?z')).toMatchObject({ ok: true, value: { href: 'https://a.test/y?z' } });
    expect(nextHop(high, 'http://a.test/y')).toMatchObject({ ok: false, problem: { code: 'bad_reply' } });
    const home = new URL('https://localhost:8443/x');
    expect(nextHop(home, 'http://127.0.0.1:80/y')).toMatchObject({ ok: true });
    expect(nextHop(home, 'http://127.0.0.1.a.test/y')).toMatchObject({ ok: false });
    expect(nextHop(high, 'http://localhost/y')).toMatchObject({ ok: false });
    expect(nextHop(high, null)).toMatchObject({ ok: false, problem: { code: 'bad_reply' } });
  });

  it('takes only web addresses without a login', () => {
    expect(addressOf('https://a.test/x')?.href).toBe('https://a.test/x');
    expect(addressOf('https://u@a.test/')).toBeNull();
    expect(addressOf('clip://x/audio')).toBeNull();
  });
});

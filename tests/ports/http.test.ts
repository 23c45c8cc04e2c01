import type { Server } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/core/ports.ts';
import { createHttp } from '../../src/main/adapters/http.ts';
import { networkProblem } from '../../src/main/adapters/http-problems.ts';
import { echo, goodOf, listen, redirect, shut, type Route, textOf } from './loopback-hosts.ts';

describe('Http: the real adapter', () => {
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

  it('asks with its headers and gives status, lower-case headers and body', async () => {
    const reply = await good('/echo', { headers: { 'x-api-key': 'k' } });
    expect(reply.status).toBe(200);
    expect(reply.headers['x-test']).toBe('Yes');
    expect(JSON.parse(await textOf(reply))).toMatchObject({ 'x-api-key': 'k' });
  });

  it('posts a body', async () => {
    routes['/post'] = (request, response) => request.pipe(response.writeHead(202));
    const reply = await good('/post', { method: 'POST', body: '{"ä":1}' });
    expect([reply.status, await textOf(reply)]).toEqual([202, '{"ä":1}']);
  });

  it('gives every status as an answer, 304, 401 and 500 too', async () => {
    for (const status of [304, 401, 404, 429, 500, 503]) {
      routes['/status'] = (_request, response) => response.writeHead(status, { 'retry-after': '7' }).end();
      const reply = await good('/status');
      expect([reply.status, reply.headers['retry-after'], await textOf(reply)]).toEqual([status, '7', '']);
    }
  });

  it('refuses a redirect of the API: the key is for one address', async () => {
    otherRoutes['/echo'] = () => expect.unreachable('the other origin was asked');
    routes['/away'] = redirect(`${other}/echo`);
    expect(await send('/away', { headers: { 'x-api-key': 'k' } })).toEqual(problem('bad_reply'));
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'offline', 'no safe connection: certificate or handshake (CERT_HAS_EXPIRED)'],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'offline',
      'no safe connection: certificate or handshake (DEPTH_ZERO_SELF_SIGNED_CERT)',
    ],
    ['ENOTFOUND', 'offline', 'no host of this name is known (ENOTFOUND)'],
    ['EAI_AGAIN', 'offline', 'the name of the host could not be looked up (EAI_AGAIN)'],
    ['ECONNRESET', 'offline', 'the connection was reset (ECONNRESET)'],
    ['ETIMEDOUT', 'timed_out', 'ETIMEDOUT'],
    ['HPE_INVALID_CONSTANT', 'bad_reply', 'HPE_INVALID_CONSTANT'],
  ])('says what %s means', (code, problemCode, detail) => {
    const cause = Object.assign(new Error('inner https://a.test/?secret'), { code });
    expect(networkProblem(new TypeError('fetch failed', { cause })).problem).toEqual({
      code: problemCode,
      detail,
    });
  });

  it('says offline where a name is not known and where TLS meets none', async () => {
    const unknown = await send('', { url: 'http://no-such-host.invalid/?secret=1' });
    expect(unknown).toEqual(problem('offline'));
    const plain = await send('', { url: `${url.replace('http:', 'https:')}/echo?secret=1` });
    expect(plain).toEqual(problem('offline'));
    expect(JSON.stringify([unknown, plain])).not.toContain('secret');
  });

  it('repeats no header that cannot be sent: it may be a key', async () => {
    for (const key of ['secret\nkey', 'secret ключ']) {
      const answer = await send('/echo', { headers: { 'x-api-key': key } });
      expect(answer).toEqual(problem('bad_request'));
      expect(JSON.stringify(answer)).not.toContain('secret');
    }
  });

  it('refuses addresses that are not the web', async () => {
    for (const bad of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'nothing', '', 'https://a:b@127.0.0.1/']) {
      expect(await send('', { url: bad })).toEqual(problem('bad_request'));
    }
  });

  it('says offline where nobody listens and where the connection is cut before an answer', async () => {
    const gone = await listen({});
    await shut(gone.server);
    const nobody = await send('', { url: `${gone.url}/?secret=1` });
    expect(nobody).toEqual({
      ok: false,
      problem: { code: 'offline', detail: 'the host refused the connection (ECONNREFUSED)' },
    });
    routes['/cut'] = (request) => request.socket.destroy();
    expect(await send('/cut')).toEqual(problem('offline'));
  });

  it('says timed_out when nobody answers', async () => {
    routes['/hang'] = () => undefined;
    expect(await send('/hang', { timeoutMs: 50 })).toEqual(problem('timed_out'));
  });

  it('throws when the body falls silent, breaks off, or is shorter than announced', async () => {
    routes['/silent'] = (_request, response) => response.writeHead(200).write('some');
    await expect(textOf(await good('/silent', { timeoutMs: 500 }))).rejects.toThrow('silent');
    routes['/cut'] = (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('some');
      setImmediate(() => request.socket.destroy());
    };
    await expect(textOf(await good('/cut'))).rejects.toThrow();
  });

  it('lets a slow body take longer than the patience, as long as it is not silent', async () => {
    routes['/slow'] = (_request, response) => {
      let left = 20;
      const drip = setInterval(() => {
        left -= 1;
        if (left > 0) response.write('x');
        else {
          clearInterval(drip);
          response.end('x');
        }
      }, 40);
      response.writeHead(200);
    };
    expect(await textOf(await good('/slow', { timeoutMs: 700 }))).toBe('x'.repeat(20));
  });

  it('ends at the caller’s word: before, while waiting, and within the body', async () => {
    const before = new AbortController();
    before.abort();
    expect(await send('/echo', { signal: before.signal })).toEqual(problem('offline'));
    const waiting = new AbortController();
    routes['/hang'] = () => waiting.abort();
    expect(await send('/hang', { signal: waiting.signal })).toEqual(problem('offline'));
    const within = new AbortController();
    routes['/silent'] = (_request, response) => response.writeHead(200).write('some');
    const reply = await good('/silent', { signal: within.signal });
    const reading = textOf(reply);
    within.abort();
    await expect(reading).rejects.toThrow();
  });

  it('closes the connection when the reader leaves', async () => {
    const closed = new Promise<void>((done) => {
      routes['/endless'] = (request, response) => {
        request.socket.once('close', () => done());
        response.writeHead(200).write('x'.repeat(100_000));
      };
    });
    const reply = await good('/endless');
    for await (const piece of reply.body) if (piece.length > 0) break;
    await closed;
    expect(reply.status).toBe(200);
  });

  it('loses no body to the garbage collection when it is read a while after its head came', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    routes['/later'] = (_request, response) => response.writeHead(200).end('x'.repeat(500_000));
    for (let n = 0; n < 5; n += 1) {
      const reply = await good('/later', { redirect: 'follow' });
      for (let turn = 0; turn < 5; turn += 1) {
        collect();
        await new Promise<void>((done) => setImmediate(done));
      }
      expect(await textOf(reply)).toHaveLength(500_000);
    }
  });

  it('keeps the connection of a body that was read for the next request', async () => {
    const ports = new Set<number | undefined>();
    routes['/again'] = (request, response) => {
      ports.add(request.socket.remotePort);
      response.end('x'.repeat(200_000));
    };
    for (let n = 0; n < 4; n += 1) expect(await textOf(await good('/again'))).toHaveLength(200_000);
    expect(ports.size).toBe(1);
  });

  it('asks anew where the host closed a kept connection in the very moment', async () => {
    let asked = 0;
    routes['/kept'] = (request, response) => {
      asked += 1;
      // The second request comes over the connection of the first, and finds it closed.
      if (asked === 2) request.socket.destroy();
      else response.end('here');
    };
    expect(await textOf(await good('/kept'))).toBe('here');
    expect(await textOf(await good('/kept'))).toBe('here');
    expect(asked).toBe(3);
  });

  it('posts nothing twice, whatever becomes of a kept connection', async () => {
    let posted = 0;
    routes['/first'] = (_request, response) => response.end('ok');
    routes['/post'] = (request) => {
      posted += 1;
      request.socket.destroy();
    };
    await textOf(await good('/first'));
    expect(await send('/post', { method: 'POST', body: '{}' })).toEqual(problem('offline'));
    expect(posted).toBe(1);
  });

  it('says who asks, and lets nobody stumble over a body that nobody reads', async () => {
    const reply = await good('/echo');
    expect(JSON.parse(await textOf(reply))).toMatchObject({ 'user-agent': 'Cliploft', accept: '*/*' });
    const closed = new Promise<void>((done) => {
      routes['/unread'] = (request, response) => {
        request.socket.once('close', () => done());
        response.writeHead(200, { 'content-length': 1_000_000 }).write('x'.repeat(1000));
        setImmediate(() => request.socket.destroy());
      };
    });
    const unread = await good('/unread');
    await closed;
    await expect(textOf(unread)).rejects.toThrow();
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('unpacks %s, and gives no length that speaks of packed bytes', async (coding, pack) => {
    routes['/packed'] = (_request, response) => {
      const body = pack('x'.repeat(1000));
      response.writeHead(200, { 'content-encoding': coding, 'content-length': body.length }).end(body);
    };
    const reply = await good('/packed');
    expect(reply.headers).not.toHaveProperty('content-length');
    expect(await textOf(reply)).toBe('x'.repeat(1000));
    routes['/empty'] = (_request, response) => response.writeHead(404, { 'content-encoding': coding }).end();
    const empty = await good('/empty');
    expect([empty.status, await textOf(empty)]).toEqual([404, '']);
    routes['/nonsense'] = (_request, response) =>
      response.writeHead(200, { 'content-encoding': coding }).end('x'.repeat(100));
    await expect(textOf(await good('/nonsense'))).rejects.toThrow();
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Http, HttpReply, HttpRequest } from '../../src/core/ports.ts';
import { createHttp } from '../../src/main/adapters/http.ts';
import { createFakeHttp, type FakeAnswer } from '../fakes/http.ts';

/** The same small host for both: once on loopback, once as a function. What only a real wire shows is in http.test.ts. */
const server = createServer((request, response) => {
  switch (request.url) {
    case '/json':
      return response.writeHead(201, { 'X-Test': 'Yes' }).end('{"a":1}');
    case '/broken':
      response.writeHead(200, { 'content-length': '100' });
      return response.write('some', () => request.socket.destroy());
    case '/hang':
      return undefined;
    default:
      return response.writeHead(404).end();
  }
});
const fakeHost = (request: HttpRequest): FakeAnswer | Promise<FakeAnswer> => {
  switch (new URL(request.url).pathname) {
    case '/json':
      return { status: 201, headers: { 'X-Test': 'Yes' }, body: { a: 1 } };
    case '/broken':
      return { chunks: [new TextEncoder().encode('some'), new Error('broken')] };
    case '/hang':
      return new Promise(() => undefined);
    default:
      return { status: 404 };
  }
};

beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const worlds: [string, () => { http: Http; base: string }][] = [
  [
    'the real adapter',
    () => ({ http: createHttp(), base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
  ],
  ['the fake', () => ({ http: createFakeHttp(fakeHost), base: 'http://host.test' })],
];

describe.each(worlds)('Http: %s', (_name, make) => {
  const send = (path: string, more: Partial<HttpRequest> = {}) => {
    const { http, base } = make();
    return http.send({ method: 'GET', url: base + path, timeoutMs: 5000, redirect: 'error', ...more });
  };
  const good = async (path: string): Promise<HttpReply> => {
    const reply = await send(path);
    if (!reply.ok) throw new Error(reply.problem.code);
    return reply.value;
  };
  const text = async (reply: HttpReply): Promise<string> => {
    const pieces: Uint8Array[] = [];
    for await (const piece of reply.body) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };

  it('gives status, headers in lower case, and the body', async () => {
    const reply = await good('/json');
    expect([reply.status, reply.headers['x-test'], await text(reply)]).toEqual([201, 'Yes', '{"a":1}']);
  });

  it('gives an error status as an answer, with an empty body', async () => {
    const reply = await good('/no');
    expect([reply.status, await text(reply)]).toEqual([404, '']);
  });

  it('throws when the body breaks off, and lets its reader leave before', async () => {
    await expect(text(await good('/broken'))).rejects.toThrow();
    const reply = await good('/broken');
    let first = '';
    for await (const piece of reply.body) {
      first = new TextDecoder().decode(piece);
      break;
    }
    expect(first).toBe('some');
  });

  it('refuses what is no web address', async () => {
    const { http } = make();
    for (const url of ['file:///etc/passwd', 'clip://x/audio', 'nothing']) {
      const answer = await http.send({ method: 'GET', url, timeoutMs: 5000, redirect: 'error' });
      expect(answer).toMatchObject({ ok: false, problem: { code: 'bad_request' } });
    }
  });

  it('answers offline when it is called off, before or while waiting', async () => {
    const before = AbortSignal.abort();
    expect(await send('/json', { signal: before })).toMatchObject({
      ok: false,
      problem: { code: 'offline' },
    });
    const controller = new AbortController();
    const waiting = send('/hang', { signal: controller.signal });
    controller.abort();
    expect(await waiting).toMatchObject({ ok: false, problem: { code: 'offline' } });
  });
});

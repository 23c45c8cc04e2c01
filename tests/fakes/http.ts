import type { Http, HttpReply, HttpRequest } from '../../src/core/ports.ts';
import { fail, ok, type Result } from '../../src/shared/problem.ts';

/** What a handler may answer. A string body is sent as UTF-8, anything else as JSON; chunks go out one by one. */
export interface FakeAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Instead of `body`: the pieces; an Error among them breaks the connection there. */
  chunks?: (Uint8Array | Error)[];
}

export type FakeHandler = (
  request: HttpRequest,
) => FakeAnswer | Result<HttpReply> | Promise<FakeAnswer | Result<HttpReply>>;

export interface FakeHttp extends Http {
  /** Requests so far, oldest first. */
  readonly requests: HttpRequest[];
  /** Replaces the handler. */
  handle(handler: FakeHandler): void;
}

const bytesOf = (body: unknown): Uint8Array => {
  if (body === undefined) return new Uint8Array(0);
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
};

async function* chunksOf(answer: FakeAnswer): AsyncGenerator<Uint8Array> {
  for (const chunk of answer.chunks ?? [bytesOf(answer.body)]) {
    if (chunk instanceof Error) throw chunk;
    if (chunk.length > 0) yield chunk;
  }
}

const aborted = (signal: AbortSignal): Promise<Result<HttpReply>> =>
  new Promise((done) => {
    const give = (): void => {
      done(fail('offline', { detail: 'aborted' }));
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });

/** HTTP answered by a function. Redirects are not followed: answer as the last hop would. */
export const createFakeHttp = (handler: FakeHandler): FakeHttp => {
  let current = handler;
  const requests: HttpRequest[] = [];
  const answer = async (request: HttpRequest): Promise<Result<HttpReply>> => {
    const given = await current(request);
    if ('ok' in given) return given;
    const headers = Object.fromEntries(
      Object.entries(given.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return ok({ status: given.status ?? 200, headers, body: chunksOf(given) });
  };
  return {
    requests,
    handle: (next) => {
      current = next;
    },
    send: (request) => {
      requests.push(request);
      if (!/^https?:\/\//.test(request.url)) return Promise.resolve(fail('bad_request'));
      return request.signal ? Promise.race([aborted(request.signal), answer(request)]) : answer(request);
    },
  };
};

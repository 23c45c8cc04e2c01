import type { Http, HttpReply, HttpRequest } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { addressOf, nextHop } from './http-hops.ts';
import { networkProblem, SilenceError } from './http-problems.ts';

const maxHops = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** Ends the request when the caller does, or when nothing was heard for too long. */
const createPatience = (request: HttpRequest) => {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silent = false;
  const stop = (): void => controller.abort();
  request.signal?.addEventListener('abort', stop, { once: true });
  if (request.signal?.aborted) stop();
  return {
    signal: controller.signal,
    isSilent: () => silent,
    /** Starts waiting anew. */
    wait(): void {
      clearTimeout(timer);
      timer = setTimeout(() => {
        silent = true;
        controller.abort();
      }, request.timeoutMs);
    },
    heard(): void {
      clearTimeout(timer);
    },
    /** Over: lets go of the caller's signal and of the connection. */
    end(): void {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', stop);
      controller.abort();
    },
  };
};
type Patience = ReturnType<typeof createPatience>;

/**
 * The pieces of a body. The silence between two of them is limited, not the whole. It takes a reader and not a stream:
 * a stream that nobody has locked yet is ended, as if it were whole, when its response is garbage-collected.
 */
async function* read(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  patience: Patience,
): AsyncGenerator<Uint8Array> {
  try {
    while (reader !== undefined) {
      patience.wait();
      const { done, value } = await reader.read();
      patience.heard();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw patience.isSilent()
      ? new SilenceError()
      : new Error(networkProblem(error).problem.detail, { cause: error });
  } finally {
    patience.end();
  }
}

/** Lower-case names. A length that speaks of packed bytes would be a lie about those that are handed out. */
const headersOf = (reply: Response): Record<string, string> => {
  const headers = Object.fromEntries(reply.headers);
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') delete headers['content-length'];
  return headers;
};

/** What is sent, or null where a header holds what HTTP cannot carry: the runtime's error would repeat it, a key too. */
const headersFor = (request: HttpRequest, own: HttpRequest['headers']): Headers | null => {
  try {
    const headers = new Headers(own);
    // Media is asked for as it is, so that lengths and ranges speak of the file itself. With a range, fetch says so itself.
    if (request.redirect === 'follow' && !headers.has('range')) headers.set('accept-encoding', 'identity');
    return headers;
  } catch {
    return null;
  }
};

/** Which bytes are wanted says nothing of who wants them; nothing else goes along to another origin, a key least of all. */
const harmless = new Set(['range', 'if-range']);

const harmlessOf = (own: HttpRequest['headers']): HttpRequest['headers'] =>
  Object.fromEntries(Object.entries(own ?? {}).filter(([name]) => harmless.has(name.toLowerCase())));

const ask = async (request: HttpRequest, first: URL, patience: Patience): Promise<Result<HttpReply>> => {
  let url = first;
  let own = request.headers;
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const headers = headersFor(request, own);
    if (headers === null) return fail('bad_request', { detail: 'a header cannot be sent' });
    patience.wait();
    const reply = await fetch(url, {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: patience.signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    patience.heard();
    if (!redirects.has(reply.status)) {
      return ok({
        status: reply.status,
        headers: headersOf(reply),
        body: read(reply.body?.getReader(), patience),
      });
    }
    await reply.body?.cancel();
    if (request.redirect === 'error')
      return fail('bad_reply', { status: reply.status, detail: 'redirected' });
    const next = nextHop(url, reply.headers.get('location'));
    if (!next.ok) return next;
    // Gone for good: another origin could send us back with an address of its choice.
    if (next.value.origin !== url.origin) own = harmlessOf(own);
    url = next.value;
  }
  return fail('bad_reply', { detail: `more than ${maxHops} redirects` });
};

/** HTTP by the runtime's own fetch, with redirects taken by hand: it would pass our headers on. */
export const createHttp = (): Http => ({
  async send(request) {
    const url = addressOf(request.url);
    if (url === null) return fail('bad_request', { detail: 'not an http address' });
    if (request.redirect === 'follow' && request.method !== 'GET') {
      return fail('bad_request', { detail: 'only GET is redirected' });
    }
    const patience = createPatience(request);
    let answer: Result<HttpReply>;
    try {
      answer = await ask(request, url, patience);
    } catch (error) {
      answer = patience.isSilent()
        ? fail('timed_out', { detail: `no answer within ${request.timeoutMs} ms` })
        : networkProblem(error);
    }
    if (!answer.ok) patience.end();
    return answer;
  },
});

import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as safeRequest } from 'node:https';
import { fail, ok, type Result } from '../../shared/problem.ts';
import type { AgentPool, Agents } from './http-agents.ts';
import { loginProblem, ProxyError } from './http-proxy-problems.ts';
import type { Route, RouteFor } from './http-route.ts';

/** One request to one address, with the headers as they are to be sent. */
export interface Asked {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body: string | undefined;
  signal: AbortSignal;
}

/** A host may close a connection in the moment in which it is used again; so many in a row are no accident. */
const mostStale = 3;

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

const abortError = (): Error => Object.assign(new Error('aborted'), { name: 'AbortError' });

/** The longest name that SOCKS can carry; no host has one as long (RFC 1035, 2.3.4). */
const longestName = 255;

/** The end of this work, or of the caller's patience: whatever comes first. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(abortError());
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

/** Asks over connections that are kept for the next request, by the way that `routeFor` says. */
export const createAsking = (pool: AgentPool, routeFor: RouteFor) => {
  const once = (asked: Asked, { plain, safe }: Agents): Promise<IncomingMessage | 'stale'> =>
    new Promise((resolve, reject) => {
      const { method, url, headers, signal } = asked;
      // Not given to the runtime: it would hang the signal on the connection too, which outlives this request.
      const of = { method, headers };
      const request =
        url.protocol === 'https:'
          ? safeRequest(url, { ...of, agent: safe })
          : plainRequest(url, { ...of, agent: plain });
      let answer: IncomingMessage | null = null;
      // Once there is an answer, nobody listens to the connection for an error.
      const stop = (): void => {
        if (answer !== null) return void answer.destroy();
        request.destroy(abortError());
        // A request that waits for its proxy has no connection yet, and would say nothing before it has one.
        reject(abortError());
      };
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      request.on('close', () => signal.removeEventListener('abort', stop));
      request.on('response', (reply) => {
        // Whoever reads the body hears of its end; before and after, nobody must stumble over it.
        reply.on('error', () => undefined);
        answer = reply;
        resolve(reply);
      });
      request.on('error', (error) => {
        const isStale = request.reusedSocket && codeOf(error) === 'ECONNRESET' && method === 'GET';
        if (isStale) resolve('stale');
        else reject(error);
      });
      request.end(asked.body);
    });

  /** 407 is the proxy's word only where the proxy itself answers: within a tunnel the host speaks. */
  const looked = (reply: IncomingMessage, { url }: Asked, route: Route): Result<IncomingMessage> => {
    const isProxys = (route.kind === 'http' || route.kind === 'https') && url.protocol === 'http:';
    if (!isProxys || reply.statusCode !== 407) return ok(reply);
    reply.destroy();
    return loginProblem(reply.headers['proxy-authenticate']);
  };

  return {
    /**
     * Resolves with the head of the answer; `bad_request` where a header cannot be sent, `proxy_*` where the proxy is in
     * the way. Rejects with what the network says.
     */
    async ask(asked: Asked): Promise<Result<IncomingMessage>> {
      try {
        const route = await unlessAborted(routeFor(asked.url), asked.signal);
        if (!route.ok) return route;
        if (asked.url.hostname.length > longestName)
          return fail('offline', { detail: 'no host has such a name' });
        const agents = pool.of(route.value);
        for (let stale = 0; stale < mostStale; stale += 1) {
          const reply = await once(asked, agents);
          if (reply !== 'stale') return looked(reply, asked, route.value);
        }
      } catch (error) {
        if (error instanceof ProxyError) return { ok: false, problem: error.problem };
        // The runtime names the header, and never what it holds.
        if (codeOf(error) === 'ERR_INVALID_CHAR')
          return fail('bad_request', { detail: 'a header cannot be sent' });
        throw error;
      }
      return fail('offline', { detail: 'kept connections were closed again and again' });
    },
  };
};

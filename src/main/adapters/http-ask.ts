import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent as SafeAgent, request as safeRequest } from 'node:https';
import { fail, ok, type Result } from '../../shared/problem.ts';

/** One request to one address, with the headers as they are to be sent. */
export interface Asked {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body: string | undefined;
  signal: AbortSignal;
}

/** How long a connection is kept for the next request. ms. */
const idleMs = 60_000;
/** A host may close a connection in the moment in which it is used again; so many in a row are no accident. */
const mostStale = 3;

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

const abortError = (): Error => Object.assign(new Error('aborted'), { name: 'AbortError' });

/** Asks over connections that are kept for the next request. */
export const createAsking = () => {
  // Two families of addresses are tried side by side, as Node does it by itself from version 20 on.
  const options = { keepAlive: true, timeout: idleMs, autoSelectFamily: true };
  const plain = new PlainAgent(options);
  const safe = new SafeAgent(options);

  const once = (asked: Asked): Promise<IncomingMessage | 'stale'> =>
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
        if (answer === null) request.destroy(abortError());
        else answer.destroy();
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

  return {
    /** Resolves with the head of the answer; `bad_request` where a header cannot be sent. Rejects with what the network says. */
    async ask(asked: Asked): Promise<Result<IncomingMessage>> {
      try {
        for (let stale = 0; stale < mostStale; stale += 1) {
          const reply = await once(asked);
          if (reply !== 'stale') return ok(reply);
        }
      } catch (error) {
        // The runtime names the header, and never what it holds.
        if (codeOf(error) === 'ERR_INVALID_CHAR')
          return fail('bad_request', { detail: 'a header cannot be sent' });
        throw error;
      }
      return fail('offline', { detail: 'kept connections were closed again and again' });
    },
  };
};

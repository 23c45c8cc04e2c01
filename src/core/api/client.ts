import { fail, ok, type Problem, type Result } from '../../shared/problem.ts';
import type { Clock, Http, HttpReply } from '../ports.ts';
import type { RequestBudget } from './budget.ts';
import {
  type BalanceReply,
  type TaskReply,
  readBalanceReply,
  readErrorMessage,
  readTaskReply,
  isErrorEnvelope,
} from './replies.ts';
import { readRetryAfter } from './retry-after.ts';

/** The only place that talks to sunor. Every call takes the key it is made with. */
export interface ApiClient {
  /** GET /task/{id} (sunor-api.md 2.2). */
  getTask(key: string, taskId: string, signal?: AbortSignal): Promise<Result<TaskReply>>;
  /** GET /account/balance (sunor-api.md 2.3). */
  getBalance(key: string, signal?: AbortSignal): Promise<Result<BalanceReply>>;
}

interface ClientOptions {
  http: Http;
  clock: Clock;
  budget: RequestBudget;
  /** Asked anew for each request, so that a changed setting counts at once. */
  baseUrl: () => string;
}

const timeoutMs = 20_000;
/** A reply of 300 clips with lyrics is about 2 MB; anything far above is no reply. */
const longestBody = 16 * 1024 * 1024;

/** Characters that a header may hold; a key with others was never one, and must not reach the HTTP library. */
const headerSafe = /^[\x21-\x7e]+$/;

const readBody = async (reply: HttpReply): Promise<Result<string>> => {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    for await (const chunk of reply.body) {
      length += chunk.length;
      if (length > longestBody) return fail('bad_reply', { detail: 'the reply is too long' });
      text += decoder.decode(chunk, { stream: true });
    }
  } catch {
    return fail('offline', { detail: 'the connection broke within the reply' });
  }
  return ok(text + decoder.decode());
};

/** The problem that an HTTP status stands for (sunor-api.md 7). */
const problemOf = (status: number, body: string): Problem => {
  const more = { status, detail: readErrorMessage(body) };
  if (status === 401) return { code: 'unauthorized', ...more };
  if (status === 402) return { code: 'no_credits', ...more };
  // A page of some server in between says nothing about the task.
  if (status === 404) return { code: isErrorEnvelope(body) ? 'not_found' : 'bad_reply', ...more };
  if (status === 408) return { code: 'timed_out', ...more };
  if (status >= 500) return { code: 'server', ...more };
  return { code: status >= 400 ? 'bad_request' : 'bad_reply', ...more };
};

/** A client over HTTP. Problems: those of not being reached (`isUnreached`), unauthorized, no_credits, rate_limited, not_found, server, bad_reply, bad_request. */
export const createClient = ({ http, clock, budget, baseUrl }: ClientOptions): ApiClient => {
  const get = async (key: string, path: string, signal?: AbortSignal): Promise<Result<string>> => {
    if (!headerSafe.test(key))
      return fail('unauthorized', { detail: 'the key holds characters that no key has' });
    budget.take();
    const sent = await http.send({
      method: 'GET',
      url: `${baseUrl()}${path}`,
      headers: { 'x-api-key': key, accept: 'application/json' },
      timeoutMs,
      redirect: 'error',
      ...(signal === undefined ? {} : { signal }),
    });
    if (!sent.ok) return sent;
    const { status, headers } = sent.value;
    const remaining = Number(headers['x-ratelimit-remaining'] ?? NaN);
    if (Number.isFinite(remaining)) budget.heardRemaining(remaining);
    const body = await readBody(sent.value);
    if (status === 429) {
      const wait = readRetryAfter(headers['retry-after'], clock.now());
      budget.pause(wait);
      return fail('rate_limited', { status, retryAt: clock.now() + wait });
    }
    if (!body.ok) return body;
    if (status === 200) return body;
    return { ok: false, problem: problemOf(status, body.value) };
  };

  return {
    async getTask(key, taskId, signal) {
      const body = await get(key, `/task/${encodeURIComponent(taskId)}`, signal);
      return body.ok ? readTaskReply(taskId, body.value) : body;
    },
    async getBalance(key, signal) {
      const body = await get(key, '/account/balance', signal);
      return body.ok ? readBalanceReply(body.value) : body;
    },
  };
};

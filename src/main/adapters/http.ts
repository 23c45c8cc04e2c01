import type { Http, HttpReply, HttpRequest } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { createAgentPool } from './http-agents.ts';
import { createAsking } from './http-ask.ts';
import { bodyOf, codings, headersOf } from './http-body.ts';
import { addressOf, nextHop } from './http-hops.ts';
import { createPatience, type Patience } from './http-patience.ts';
import { networkProblem } from './http-problems.ts';
import { alwaysDirect, type RouteFor } from './http-route.ts';

const maxHops = 5;
const redirects = new Set([301, 302, 303, 307, 308]);

/** Which bytes are wanted says nothing of who wants them; nothing else goes along to another origin, a key least of all. */
const harmless = new Set(['range', 'if-range']);

const lowerCase = (headers: HttpRequest['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

const harmlessOf = (own: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(own).filter(([name]) => harmless.has(name)));

export interface HttpOptions {
  /** What we call ourselves: some hosts turn away who has no name. */
  userAgent?: string;
  /** Which proxy is used for an address, each hop of a redirect anew; none where nothing is said. */
  route?: RouteFor;
  /** Certificates (PEM) that are trusted instead of the runtime's own; for hosts of tests. */
  ca?: string;
}

/** HTTP with connections that are kept. */
export interface KeptHttp extends Http {
  /** Another way out counts from now on: idle connections are closed, those in use end with what is under way. */
  letGo(): void;
}

/**
 * HTTP by the runtime's own client, which hands a body on for a fraction of what its `fetch` takes. Redirects are taken
 * by hand: each is looked at.
 */
export const createHttp = ({
  userAgent = 'Cliploft',
  route = alwaysDirect,
  ca,
}: HttpOptions = {}): KeptHttp => {
  const pool = createAgentPool(ca);
  const asking = createAsking(pool, route);

  const ask = async (request: HttpRequest, first: URL, patience: Patience): Promise<Result<HttpReply>> => {
    // Media is asked for as it is, so that lengths and ranges speak of the file itself.
    const coding = request.redirect === 'follow' ? 'identity' : codings;
    const common = { accept: '*/*', 'accept-encoding': coding, 'user-agent': userAgent };
    const { method, body } = request;
    const { signal } = patience;
    let url = first;
    let own = lowerCase(request.headers);
    for (let hop = 0; hop <= maxHops; hop += 1) {
      patience.wait();
      const asked = await asking.ask({ method, url, headers: { ...common, ...own }, body, signal });
      patience.heard();
      if (!asked.ok) return asked;
      const reply = asked.value;
      const status = reply.statusCode ?? 0;
      if (!redirects.has(status))
        return ok({ status, headers: headersOf(reply), body: bodyOf(reply, patience) });
      reply.destroy();
      if (request.redirect === 'error') return fail('bad_reply', { status, detail: 'redirected' });
      const next = nextHop(url, reply.headers.location ?? null);
      if (!next.ok) return next;
      // Gone for good: another origin could send us back with an address of its choice.
      if (next.value.origin !== url.origin) own = harmlessOf(own);
      url = next.value;
    }
    return fail('bad_reply', { detail: `more than ${maxHops} redirects` });
  };

  return {
    letGo: () => pool.letGo(),
    async send(request) {
      const url = addressOf(request.url);
      if (url === null) return fail('bad_request', { detail: 'not an http address' });
      if (request.redirect === 'follow' && request.method !== 'GET') {
        return fail('bad_request', { detail: 'only GET is redirected' });
      }
      const patience = createPatience(request.timeoutMs, request.signal);
      let answer: Result<HttpReply>;
      try {
        answer = await ask(request, url, patience);
      } catch (error) {
        answer = patience.isSilent()
          ? fail('timed_out', { detail: `no answer within ${request.timeoutMs} ms` })
          : networkProblem(error);
      }
      if (!answer.ok) patience.giveUp();
      return answer;
    },
  };
};

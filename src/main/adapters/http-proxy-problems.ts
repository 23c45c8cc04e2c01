import { fail, type Problem } from '../../shared/problem.ts';
import { inWords } from './http-problems.ts';

/** The way to the proxy, or through it, is closed: before any word with the host behind it. */
export class ProxyError extends Error {
  readonly problem: Problem;
  constructor({ problem }: { problem: Problem }, options?: ErrorOptions) {
    super(problem.detail ?? problem.code, options);
    this.name = 'ProxyError';
    this.problem = problem;
  }
}

/** The proxy tried, and the host behind it could not be reached: so it is with no proxy, too. */
const gateway = new Set([502, 503, 504]);

/** The ways of logging in that a proxy offers: `Basic, NTLM`. */
const schemesOf = (offered: string | string[] | undefined): string =>
  (typeof offered === 'string' ? [offered] : (offered ?? []))
    .map((each) => /^[\w-]{1,20}/.exec(each.trim())?.[0] ?? '?')
    .slice(0, 5)
    .join(', ');

/** 407, of a request or of a tunnel. `offered` is the proxy's Proxy-Authenticate. */
export const loginProblem = (offered: string | string[] | undefined) =>
  fail('proxy_login', { status: 407, detail: `the proxy answered 407 (${schemesOf(offered)})` });

/** What it means that a proxy answered a CONNECT with this status, which is not 200. */
export const tunnelProblem = (status: number, offered: string | string[] | undefined) => {
  if (status === 407) return loginProblem(offered);
  if (gateway.has(status))
    return fail('offline', { status, detail: `the proxy could not reach the host (${status})` });
  return fail('proxy_refused', { status, detail: `the proxy answered ${status}` });
};

/** SOCKS replies that are about the host behind the proxy (RFC 1928, 6). */
const aboutTheHost = /HostUnreachable|NetworkUnreachable|ConnectionRefused|TTLExpired|Failure/;

/** What it means that no connection through the proxy at `at` came about, by the words of the library that tried. */
export const proxyProblem = (error: unknown, at: string) => {
  const message = error instanceof Error ? error.message : String(error);
  if (/authentication (failed|type\))/i.test(message))
    return fail('proxy_login', { detail: 'the SOCKS proxy did not take the login' });
  const rejected = /rejected connection - (\w+)/.exec(message)?.[1];
  if (rejected !== undefined)
    return aboutTheHost.test(rejected)
      ? fail('offline', { detail: `the proxy could not reach the host (${rejected})` })
      : fail('proxy_refused', { detail: `the proxy refused (${rejected})` });
  const given = (error as { code?: unknown } | null)?.code;
  const code = typeof given === 'string' ? given : /\b(?:E[A-Z_]{4,})\b/.exec(message)?.[0];
  return fail('proxy_unreachable', { detail: `${at}: ${code === undefined ? message : inWords(code)}` });
};

import { fail } from '../../shared/problem.ts';

/** The other side took the connection and then fell silent within the body. */
export class SilenceError extends Error {
  constructor() {
    super('the other side fell silent');
    this.name = 'SilenceError';
  }
}

/** The outermost error that carries a code. */
const codeOf = (error: unknown): string | null => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string') return code;
  }
  return null;
};

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no host of this name is known',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'the host refused the connection',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENETUNREACH: 'the network cannot be reached',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETDOWN: 'the network is down',
};

/** OpenSSL's and Node's names for a certificate or a handshake that is no good. */
const aboutTls =
  /^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

/** A few readable words with the system's code: `the host refused the connection (ECONNREFUSED)`. */
export const inWords = (code: string): string => {
  const said = words[code] ?? (aboutTls.test(code) ? 'no safe connection: certificate or handshake' : null);
  return said === null ? code : `${said} (${code})`;
};

/** What a failed request means. Connection, name and certificate trouble is `offline`: nobody was reached. */
export const networkProblem = (error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') return fail('offline', { detail: 'aborted' });
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const detail = code === null ? message : inWords(code);
  if (code === 'ETIMEDOUT') return fail('timed_out', { detail });
  // The bytes that came were not HTTP, or headers beyond measure.
  if (code?.startsWith('HPE_')) return fail('bad_reply', { detail });
  return fail('offline', { detail });
};

import { fail } from '../../shared/problem.ts';

/** The other side took the connection and then fell silent within the body. */
export class SilenceError extends Error {
  constructor() {
    super('the other side fell silent');
    this.name = 'SilenceError';
  }
}

/** The innermost error that carries a code: fetch wraps what really happened. */
const codeOf = (error: unknown): string | null => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string') return code;
  }
  return null;
};

/** What a failed fetch means. Connection, name and certificate trouble is `offline`: nobody was reached. */
export const networkProblem = (error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') return fail('offline', { detail: 'aborted' });
  const code = codeOf(error);
  const detail = code ?? (error instanceof Error ? error.message : String(error));
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'ETIMEDOUT') {
    return fail('timed_out', { detail });
  }
  // The bytes that came were not HTTP, or headers beyond measure.
  if (code?.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') return fail('bad_reply', { detail });
  if (code?.startsWith('UND_ERR_INVALID') || code === 'ERR_INVALID_CHAR')
    return fail('bad_request', { detail });
  return fail('offline', { detail });
};

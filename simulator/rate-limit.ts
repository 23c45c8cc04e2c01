/** One shared window per key over all endpoints, 60 s long (sunor-api.md 8, newer statement [D]). */
export interface RateLimit {
  perMinute: number;
  windows: Map<string, { startedAt: number; count: number }>;
}

export interface RateAnswer {
  allowed: boolean;
  headers: Record<string, string>;
  /** Whole seconds until the window starts anew. */
  retryAfter: number;
}

const WINDOW_MS = 60_000;

export const createRateLimit = (perMinute: number): RateLimit => ({ perMinute, windows: new Map() });

/** Counts one request of this key at `now` (ms) and says whether it may go on, with the headers to send. */
export const countRequest = (limit: RateLimit, key: string, now: number, oldHeaders: boolean): RateAnswer => {
  const found = limit.windows.get(key);
  const window =
    found !== undefined && now - found.startedAt < WINDOW_MS && now >= found.startedAt
      ? found
      : { startedAt: now, count: 0 };
  limit.windows.set(key, window);
  const allowed = window.count < limit.perMinute;
  // Refused requests are not counted; whether the real one does so is open (sunor-api.md 11.7).
  if (allowed) window.count += 1;
  const resetsAt = window.startedAt + WINDOW_MS;
  const retryAfter = Math.max(1, Math.ceil((resetsAt - now) / 1000));
  return {
    allowed,
    retryAfter,
    headers: {
      'X-RateLimit-Remaining': String(Math.max(0, limit.perMinute - window.count)),
      ...(allowed ? {} : { 'Retry-After': String(retryAfter) }),
      ...(oldHeaders
        ? {
            'X-RateLimit-Limit': String(limit.perMinute),
            'X-RateLimit-Reset': String(Math.ceil(resetsAt / 1000)),
          }
        : {}),
    },
  };
};

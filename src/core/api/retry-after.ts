/** Seconds to wait when a 429 does not say (sunor-api.md 8: "fallback 30 s"). */
const fallbackMs = 30_000;
const longestMs = 24 * 3_600_000;

/**
 * How long a Retry-After asks to wait, in ms: seconds or an HTTP date; nonsense and absence give the
 * documented fallback. Never less than a second, never more than a day.
 */
export const readRetryAfter = (value: string | undefined, now: number): number => {
  const text = (value ?? '').trim();
  const asked = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /[a-z]/i.test(text)
      ? Date.parse(text) - now
      : NaN;
  if (!Number.isFinite(asked)) return fallbackMs;
  return Math.min(Math.max(asked, 1000), longestMs);
};

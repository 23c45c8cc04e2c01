import { fail, ok, type Result } from '../../shared/problem.ts';

/** An address that HTTP can ask, or null: http(s) only, and never with a name and password in it. */
export const addressOf = (text: string): URL | null => {
  try {
    const url = new URL(text);
    const web = url.protocol === 'http:' || url.protocol === 'https:';
    return web && url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
};

/** This machine itself: nobody listens in between. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);

/**
 * Where a redirect leads. `bad_reply` when it leads nowhere, out of the web, or from https down to http
 * (which is fine only within this machine).
 */
export const nextHop = (from: URL, location: string | null): Result<URL> => {
  if (location === null) return fail('bad_reply', { detail: 'redirect without an address' });
  let to: URL | null;
  try {
    to = addressOf(new URL(location, from).href);
  } catch {
    to = null;
  }
  if (to === null) return fail('bad_reply', { detail: 'redirect to no http address' });
  const down = from.protocol === 'https:' && to.protocol === 'http:';
  if (down && !(isLoopback(from) && isLoopback(to))) {
    return fail('bad_reply', { detail: 'redirect from https to http' });
  }
  return ok(to);
};

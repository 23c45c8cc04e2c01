import { fail, ok, type Result } from '../../shared/problem.ts';
import { namesProxy, type ProxyCredentials, type ProxySettings } from '../../shared/proxy.ts';
import { isLoopback } from '../adapters/http-hops.ts';
import type { Route } from '../adapters/http-route.ts';
import { routeOfPac } from './pac.ts';

/** Asks the system which ways lead to an address; see `routeOfPac`. May reject. */
export type AskSystem = (url: string) => Promise<string>;

const bySystem = async (url: URL, askSystem: AskSystem): Promise<Result<Route>> => {
  // No system sends a computer's talk with itself through a proxy.
  if (isLoopback(url)) return ok({ kind: 'direct' });
  let said: string;
  try {
    // Nobody needs to know more than the host, and a script of the network's (PAC) least of all.
    said = await askSystem(`${url.origin}/`);
  } catch (error) {
    return fail('proxy_unreachable', { detail: `the system did not say which proxy: ${String(error)}` });
  }
  const route = routeOfPac(said);
  return route === null
    ? fail('proxy_unreachable', {
        detail: `the system names a proxy of a kind not known here: ${said.slice(0, 200)}`,
      })
    : ok(route);
};

/**
 * How an address is reached under these settings. A proxy that is named carries everything, loopback too: whoever
 * names one wants no way around it.
 */
export const routeFor = async (
  url: URL,
  { mode, host, port }: ProxySettings,
  login: () => Promise<ProxyCredentials | null>,
  askSystem: AskSystem,
): Promise<Result<Route>> => {
  if (mode === 'none') return ok({ kind: 'direct' });
  return namesProxy(mode) ? ok({ kind: mode, host, port, login: await login() }) : bySystem(url, askSystem);
};

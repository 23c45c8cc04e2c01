import type { Log, Secrets } from '../../core/ports.ts';
import { isUnreached, ok, type Result } from '../../shared/problem.ts';
import type { ProxyCredentials, ProxyLogin, ProxySettings, ProxyTest } from '../../shared/proxy.ts';
import { createHttp, type KeptHttp } from '../adapters/http.ts';
import type { Route } from '../adapters/http-route.ts';
import { createLoginKeeper } from './login.ts';
import { type AskSystem, routeFor } from './routes.ts';

/** A test is over by then. ms. */
const testMs = 15_000;

/** The way out: HTTP for the API and the media alike, by whatever proxy is set. */
export interface ProxyRoom {
  readonly http: KeptHttp;
  /** The settings have changed: kept connections are left, and what waited for a way is told. */
  changed(): void;
  /** Calls back when the way out is another one, and what failed before may go well. Returns how to stop. */
  onChange(listener: () => void): () => void;
  /** The login for the proxy that is set, for those who take another way to it; null where there is none. */
  credentials(): Promise<ProxyCredentials | null>;
  login(): Promise<ProxyLogin>;
  setLogin(proxy: ProxySettings, login: ProxyCredentials): Promise<ProxyLogin>;
  forgetLogin(): Promise<Result<ProxyLogin>>;
  /**
   * Asks the API's host for its front page by these settings, before they are anybody's; with no `login` the kept one
   * of this proxy is taken. Any answer of the host will do. Problems: those of not being reached.
   */
  test(proxy: ProxySettings, login: ProxyCredentials | null): Promise<Result<ProxyTest>>;
}

export const createProxy = (options: {
  userAgent: string;
  settings: () => ProxySettings;
  apiBaseUrl: () => string;
  secrets: Secrets;
  redact: (secret: string) => void;
  log: Log;
  askSystem: AskSystem;
  /** ms; only differences count. */
  now: () => number;
}): ProxyRoom => {
  const { userAgent, settings, log, askSystem, now, redact } = options;
  const keeper = createLoginKeeper(options.secrets, redact);
  const listeners = new Set<() => void>();
  const http = createHttp({
    userAgent,
    route: (url) => {
      const proxy = settings();
      return routeFor(url, proxy, () => keeper.of(proxy), askSystem);
    },
  });

  const changed = (): void => {
    log.info('proxy', { mode: settings().mode });
    http.letGo();
    [...listeners].forEach((listener) => listener());
  };

  return {
    http,
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    credentials: () => keeper.of(settings()),
    login: () => keeper.state(),
    async setLogin(proxy, login) {
      const state = await keeper.set(proxy, login);
      log.info('proxy login', { where: state.where, why: state.why });
      changed();
      return state;
    },
    async forgetLogin() {
      const forgotten = await keeper.forget();
      changed();
      return forgotten;
    },
    async test(proxy, login) {
      if (login !== null) redact(login.password);
      let way: Route = { kind: 'direct' };
      const once = createHttp({
        userAgent,
        async route(url) {
          const found = await routeFor(url, proxy, async () => login ?? keeper.of(proxy), askSystem);
          if (found.ok) way = found.value;
          return found;
        },
      });
      const start = now();
      const url = `${new URL(options.apiBaseUrl()).origin}/`;
      const ending = new AbortController();
      const reply = await once.send({
        method: 'GET',
        url,
        timeoutMs: testMs,
        redirect: 'error',
        signal: ending.signal,
      });
      const ms = Math.round(now() - start);
      // The answer itself is of no interest.
      ending.abort();
      if (!reply.ok && isUnreached(reply.problem.code)) return reply;
      return ok({ ms, byProxy: way.kind !== 'direct' });
    },
  };
};

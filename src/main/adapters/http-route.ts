import type { Result } from '../../shared/problem.ts';
import { ok } from '../../shared/problem.ts';
import type { ProxyCredentials } from '../../shared/proxy.ts';

/** A proxy as it is talked to. `https` is an HTTP proxy behind TLS; `socks5` looks names up itself. */
export interface ProxyServer {
  kind: 'http' | 'https' | 'socks5';
  /** A name or an address; IPv6 without brackets. */
  host: string;
  port: number;
  login: ProxyCredentials | null;
}

/** How an address is reached. */
export type Route = { kind: 'direct' } | ProxyServer;

/** Says how an address is reached; asked anew for each request. Problems: proxy_unreachable. */
export type RouteFor = (url: URL) => Promise<Result<Route>>;

/** Every address is reached without a proxy. */
export const alwaysDirect: RouteFor = async () => ok({ kind: 'direct' });

import { Agent as PlainAgent, type ClientRequest } from 'node:http';
import { Agent as SafeAgent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { ProxyError, proxyProblem, tunnelProblem } from './http-proxy-problems.ts';
import type { ProxyServer, Route } from './http-route.ts';

/** How long a connection is kept for the next request. ms. */
const idleMs = 60_000;
/** A proxy that took a connection has to have made its tunnel by then. ms. */
const tunnelMs = 30_000;
/** So many proxies have agents at a time; more than one is rare (a system may name one for each address). */
const mostProxies = 8;

interface TunnelReply {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
}
type How = ConstructorParameters<typeof HttpsProxyAgent<string>>[1];
type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

const placeOf = ({ host, port }: ProxyServer): string => `${host}:${port}`;

/** What fails here failed on the way to the host, not with it. */
const byProxy = async (at: string, connecting: Promise<Socket>): Promise<Socket> => {
  try {
    return await connecting;
  } catch (error) {
    // Without the cause: the SOCKS library hangs the login on its errors.
    throw error instanceof ProxyError ? error : new ProxyError(proxyProblem(error, at));
  }
};

/** For http addresses: the proxy is asked for the whole address. */
class Forwarding extends HttpProxyAgent<string> {
  readonly at: string;
  constructor(uri: string, at: string, how: How) {
    super(uri, how as ConstructorParameters<typeof HttpProxyAgent<string>>[1]);
    this.at = at;
  }
  override connect(request: Parameters<HttpProxyAgent<string>['connect']>[0], options: ConnectOptions) {
    return byProxy(this.at, super.connect(request, options));
  }
}

/** For https addresses: the proxy makes a tunnel. What it says when it makes none is never taken for the host's words. */
class Tunnelling extends HttpsProxyAgent<string> {
  readonly uri: string;
  readonly at: string;
  readonly how: How;
  constructor(uri: string, at: string, how: How) {
    super(uri, how);
    this.uri = uri;
    this.at = at;
    this.how = how;
    // The library forgets them: how long an idle connection is kept, and whom TLS trusts.
    Object.assign(this.options, how);
  }
  override connect(request: ClientRequest, options: ConnectOptions) {
    return byProxy(this.at, this.tunnel(request, options));
  }
  /** One tunnel by an agent of its own, whose connection can be ended while the proxy keeps silent. */
  private async tunnel(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), tunnelMs);
    let reply: TunnelReply | null = null;
    const heard = (said: TunnelReply): void => void (reply = said);
    request.once('proxyConnect', heard);
    try {
      const how = { ...this.how, signal: limit.signal } as How;
      const socket = await new HttpsProxyAgent(this.uri, how).connect(request, options);
      const said = reply as TunnelReply | null;
      if (said === null || said.statusCode === 200) return socket;
      socket.destroy();
      throw new ProxyError(tunnelProblem(said.statusCode, said.headers['proxy-authenticate']));
    } catch (error) {
      throw limit.signal.aborted ? new Error(`no tunnel within ${tunnelMs} ms`) : error;
    } finally {
      clearTimeout(timer);
      request.off('proxyConnect', heard);
    }
  }
}

/** For all addresses; names are looked up by the proxy. */
class Socks extends SocksProxyAgent {
  readonly at: string;
  constructor(uri: string, proxy: ProxyServer, how: ConstructorParameters<typeof SocksProxyAgent>[1]) {
    super(uri, how);
    this.at = placeOf(proxy);
    // The library takes the host with the brackets that an IPv6 address has within a URI.
    this.proxy.host = proxy.host;
  }
  override connect(request: ClientRequest, options: ConnectOptions) {
    return byProxy(this.at, super.connect(request, options));
  }
}

const uriOf = ({ kind, host, port, login }: ProxyServer): string => {
  const place = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  if (kind !== 'socks5') return `${kind}://${place}`;
  const user =
    login === null ? '' : `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`;
  return `socks5h://${user}${place}`;
};

/** As a header, not in the address: the libraries print addresses where somebody sets DEBUG. */
const loginHeader = ({ login }: ProxyServer): Record<string, string> =>
  login === null
    ? {}
    : { 'Proxy-Authorization': `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}` };

/** What carries requests to http and to https addresses. */
export interface Agents {
  plain: PlainAgent;
  safe: PlainAgent;
}

/** Kept connections: one set of agents for the direct way and one for each proxy, login and all. */
export interface AgentPool {
  of(route: Route): Agents;
  /** Closes connections that are idle; those in use end with what is under way, and none is used again. */
  letGo(): void;
}

/** `ca`: certificates (PEM) that are trusted instead of the runtime's own; for hosts of tests. */
export const createAgentPool = (ca?: string): AgentPool => {
  // Two families of addresses are tried side by side, as Node does it by itself from version 20 on.
  const how = {
    ...{ keepAlive: true, timeout: idleMs, autoSelectFamily: true },
    ...(ca === undefined ? {} : { ca }),
  };
  const pool = new Map<string, Agents>();

  const made = (route: Route): Agents => {
    if (route.kind === 'direct') return { plain: new PlainAgent(how), safe: new SafeAgent(how) };
    const uri = uriOf(route);
    if (route.kind === 'socks5') {
      const socks = new Socks(uri, route, how);
      return { plain: socks, safe: socks };
    }
    const own = { ...how, headers: loginHeader(route) };
    // The library names the proxy to TLS only on the way to https addresses.
    const named = route.kind === 'https' && isIP(route.host) === 0 ? { ...own, servername: route.host } : own;
    const at = placeOf(route);
    return { plain: new Forwarding(uri, at, named), safe: new Tunnelling(uri, at, own) };
  };

  const retire = ({ plain, safe }: Agents): void => {
    for (const agent of new Set([plain, safe])) {
      agent.maxFreeSockets = 0;
      for (const idle of Object.values(agent.freeSockets))
        for (const socket of [...(idle ?? [])]) socket.destroy();
    }
  };

  return {
    of(route) {
      const name = JSON.stringify(route);
      const known = pool.get(name);
      const agents = known ?? made(route);
      // Used last is kept longest.
      pool.delete(name);
      pool.set(name, agents);
      for (const [oldest, each] of pool) {
        if (pool.size <= mostProxies) break;
        pool.delete(oldest);
        retire(each);
      }
      return agents;
    },
    letGo() {
      pool.forEach(retire);
      pool.clear();
    },
  };
};

import { cleanProxyHost, isProxyPort } from '../../shared/proxy.ts';
import type { Route } from '../adapters/http-route.ts';

const kinds: Readonly<Record<string, 'http' | 'https' | 'socks5'>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS5: 'socks5',
};

const proxyOf = (word: string, place: string): Route | null => {
  const kind = kinds[word.toUpperCase()];
  const [, name = '', port = ''] = /^(.+):(\d{1,5})$/.exec(place) ?? [];
  const host = cleanProxyHost(name);
  return kind === undefined || host === null || !isProxyPort(Number(port))
    ? null
    : { kind, host, port: Number(port), login: null };
};

/**
 * The first way that we can take of those a system names for an address, as `PROXY host:port; SOCKS5 host:port; DIRECT`.
 * null where there is none: going direct instead would go round a proxy that somebody wants. Pure.
 */
export const routeOfPac = (text: string): Route | null => {
  for (const entry of text.split(';')) {
    const [word = '', place = '', ...rest] = entry.trim().split(/\s+/);
    if (word.toUpperCase() === 'DIRECT' && place === '') return { kind: 'direct' };
    const proxy = rest.length === 0 ? proxyOf(word, place) : null;
    if (proxy !== null) return proxy;
  }
  return null;
};

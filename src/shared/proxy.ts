import * as v from 'valibot';
import { problemCodes } from './problem.ts';

/** system: as the system has it; none: always direct; the others: this proxy for everything. */
export const proxyModes = ['system', 'none', 'http', 'https', 'socks5'] as const;
export type ProxyMode = (typeof proxyModes)[number];

/** A host's name or address in clean form (as a URL has it, IPv6 without brackets); null where it is none. */
export const cleanProxyHost = (text: string): string | null => {
  const host = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (host.length > 253 || !/^[^\s/@?#\\%[\]]+$/.test(host)) return null;
  try {
    const { hostname } = new URL(`http://${host.includes(':') ? `[${host}]` : host}:1/`);
    return hostname.replace(/^\[(.*)\]$/, '$1');
  } catch {
    return null;
  }
};

export const isProxyPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

/** Does this mode name a proxy by itself? */
export const namesProxy = (mode: ProxyMode): mode is 'http' | 'https' | 'socks5' =>
  mode !== 'system' && mode !== 'none';

/** How the network is reached. The login is in the keychain, never here. */
export const proxySettingsSchema = v.pipe(
  v.object({
    mode: v.picklist(proxyModes),
    /** In clean form; empty where none was ever given. Kept while another mode is chosen. */
    host: v.pipe(v.string(), v.maxLength(253)),
    port: v.pipe(v.number(), v.check(isProxyPort, 'no port')),
  }),
  v.check(({ mode, host }) => cleanProxyHost(host) === host || (host === '' && !namesProxy(mode)), 'no host'),
);
export type ProxySettings = v.InferOutput<typeof proxySettingsSchema>;

/** Without a word from the user: as the system has it. */
export const defaultProxy: ProxySettings = { mode: 'system', host: '', port: 8080 };

/** The proxy that a login belongs to: `socks5://10.0.0.1:1080`. */
export const proxyAddress = ({ mode, host, port }: ProxySettings): string =>
  `${mode}://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** SOCKS carries at most 255 bytes of each (RFC 1929, 2). */
const fitsSocks = (text: string): boolean => new TextEncoder().encode(text).length <= 255;

export const proxyCredentialsSchema = v.object({
  user: v.pipe(v.string(), v.minLength(1), v.check(fitsSocks, 'too long')),
  password: v.pipe(v.string(), v.check(fitsSocks, 'too long')),
});
export type ProxyCredentials = v.InferOutput<typeof proxyCredentialsSchema>;

/** Where the login for a proxy stands. Its password never appears here. */
export const proxyLoginSchema = v.object({
  /** Whose login it is and for which proxy (see `proxyAddress`); null where there is none. */
  login: v.nullable(v.object({ user: v.string(), at: v.string() })),
  /** keychain: kept there; session: in memory until quit. */
  where: v.nullable(v.picklist(['keychain', 'session'])),
  /** What the system calls its keychain. */
  keychainName: v.string(),
  /** Why it is not in the keychain, or could not be read from there. */
  why: v.nullable(v.picklist(problemCodes)),
});
export type ProxyLogin = v.InferOutput<typeof proxyLoginSchema>;

export const proxyTestSchema = v.object({
  /** Until the answer was there. ms. */
  ms: v.number(),
  /** Was a proxy on the way? The system may say that none is needed. */
  byProxy: v.boolean(),
});
export type ProxyTest = v.InferOutput<typeof proxyTestSchema>;

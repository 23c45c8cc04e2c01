import {
  cleanProxyHost,
  isProxyPort,
  namesProxy,
  proxyAddress,
  type ProxyCredentials,
  proxyCredentialsSchema,
  type ProxyLogin,
  type ProxyMode,
  type ProxySettings,
} from '../../../shared/proxy.ts';
import * as v from 'valibot';

/** What stands in the fields, as typed. */
export interface ProxyForm {
  mode: ProxyMode;
  host: string;
  port: string;
  user: string;
  password: string;
}

export type ProxyField = 'host' | 'port' | 'user' | 'password';

export interface ReadProxyForm {
  /** Fields that make no sense; only those in sight. */
  bad: ProxyField[];
  proxy: ProxySettings;
  /** The login to use from now on; null where none was typed, or the kept one stays. */
  login: ProxyCredentials | null;
}

/** The form as it is to begin with. The name of a kept login is shown, its password is not known here. */
export const formOf = ({ mode, host, port }: ProxySettings, kept: ProxyLogin['login']): ProxyForm => ({
  ...{ mode, host, port: String(port) },
  ...{ user: kept !== null && kept.at === proxyAddress({ mode, host, port }) ? kept.user : '', password: '' },
});

/** Is the login that is kept the one of these fields? Then an empty password means that it is used on. */
export const isKept = (proxy: ProxySettings, user: string, kept: ProxyLogin['login']): boolean =>
  kept !== null && kept.at === proxyAddress(proxy) && kept.user === user;

const loginOf = (form: ProxyForm, proxy: ProxySettings, kept: ProxyLogin['login']) => {
  const { user, password } = form;
  if (user === '' && password === '') return { bad: [], login: null };
  if (password === '' && isKept(proxy, user, kept)) return { bad: [], login: null };
  const { entries } = proxyCredentialsSchema;
  const bad: ProxyField[] = [];
  if (!v.is(entries.user, user)) bad.push('user');
  if (!v.is(entries.password, password)) bad.push('password');
  return { bad, login: bad.length === 0 ? { user, password } : null };
};

/** What the fields say. `before` is what was set: a mode without a proxy keeps its host and port for later. Pure. */
export const readProxyForm = (
  form: ProxyForm,
  before: ProxySettings,
  kept: ProxyLogin['login'],
): ReadProxyForm => {
  const { mode } = form;
  if (!namesProxy(mode)) return { bad: [], proxy: { ...before, mode }, login: null };
  const host = cleanProxyHost(form.host);
  const port = /^\d{1,5}$/.test(form.port.trim()) ? Number(form.port) : 0;
  const bad: ProxyField[] = [];
  if (host === null) bad.push('host');
  if (!isProxyPort(port)) bad.push('port');
  const proxy = { mode, host: host ?? '', port };
  const { bad: badLogin, login } = loginOf(form, proxy, kept);
  return { bad: [...bad, ...badLogin], proxy, login };
};

import { ok } from '../shared/problem.ts';
import type { Handlers } from './ipc.ts';
import type { ProxyRoom } from './proxy/proxy.ts';

type ProxyCommand = Extract<keyof Handlers, `proxy.${string}`>;

/** Commands about the proxy; none gives its password back. */
export const createProxyHandlers = (
  proxy: Pick<ProxyRoom, 'login' | 'setLogin' | 'forgetLogin' | 'test'>,
): Pick<Handlers, ProxyCommand> => ({
  'proxy.login': async () => ok(await proxy.login()),
  'proxy.setLogin': async (input) => ok(await proxy.setLogin(input.proxy, input.login)),
  'proxy.forgetLogin': () => proxy.forgetLogin(),
  'proxy.test': (input) => proxy.test(input.proxy, input.login),
});

import { expect, it, vi } from 'vitest';
import type { ProxySettings } from '../../shared/proxy.ts';
import { routeFor } from './routes.ts';

const far = new URL('https://cdn.example/clip.mp3?token=secret');
const login = { user: 'u', password: 'p' };
const ask = (settings: Partial<ProxySettings>, said: string, url = far) => {
  const askSystem = vi.fn(async () => said);
  const asLogin = vi.fn(async () => login);
  const full = { mode: 'system', host: 'proxy', port: 1080, ...settings } as const;
  return { route: routeFor(url, full, asLogin, askSystem), askSystem, asLogin };
};

it('asks the system for the host alone, and gives a proxy of the system no login of ours', async () => {
  const { route, askSystem, asLogin } = ask({}, 'PROXY corp:3128; DIRECT');
  expect(await route).toEqual({ ok: true, value: { kind: 'http', host: 'corp', port: 3128, login: null } });
  expect(askSystem).toHaveBeenCalledExactlyOnceWith('https://cdn.example/');
  expect(asLogin).not.toHaveBeenCalled();
});

it.each(['http://127.0.0.1:4010/', 'http://localhost/', 'https://[::1]/'])(
  'asks no system about %s',
  async (url) => {
    const { route, askSystem } = ask({}, 'PROXY corp:3128', new URL(url));
    expect(await route).toEqual({ ok: true, value: { kind: 'direct' } });
    expect(askSystem).not.toHaveBeenCalled();
  },
);

it('does not go round a proxy that it cannot use, or that the system cannot name', async () => {
  expect(await ask({}, 'SOCKS old:1080').route).toMatchObject({ problem: { code: 'proxy_unreachable' } });
  const broken = routeFor(
    far,
    { mode: 'system', host: '', port: 1 },
    async () => null,
    () => Promise.reject(new Error('no')),
  );
  expect(await broken).toMatchObject({ problem: { code: 'proxy_unreachable' } });
});

it('goes direct for none, and through a named proxy for everything, loopback too', async () => {
  const none = ask({ mode: 'none' }, 'PROXY corp:3128');
  expect(await none.route).toEqual({ ok: true, value: { kind: 'direct' } });
  for (const url of [far, new URL('http://127.0.0.1:4010/')]) {
    const named = ask({ mode: 'socks5' }, 'DIRECT', url);
    expect(await named.route).toEqual({
      ok: true,
      value: { kind: 'socks5', host: 'proxy', port: 1080, login },
    });
    expect([none.askSystem.mock.calls, named.askSystem.mock.calls]).toEqual([[], []]);
  }
});

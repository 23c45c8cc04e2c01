import type { Server } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createProxy } from '../../src/main/proxy/proxy.ts';
import type { ProxySettings } from '../../src/shared/proxy.ts';
import { createFakeLog } from '../fakes/log.ts';
import { createFakeSecrets } from '../fakes/secrets.ts';
import { startHttpProxy } from '../fakes/http-proxy.ts';
import type { TestProxy } from '../fakes/proxy.ts';
import { listen, shut } from './loopback-hosts.ts';

const login = { user: 'mara', password: 'a-long-word' };
let host: { url: string; server: Server };
let proxy: TestProxy;
let settings: ProxySettings;

beforeEach(async () => {
  host = await listen({
    '/': (_request, response) => response.writeHead(302, { location: '/welcome' }).end(),
    '/endless': (_request, response) => response.writeHead(200).write('x'),
  });
  proxy = await startHttpProxy({ login });
  settings = { mode: 'none', host: '', port: 8080 };
});
afterEach(() => Promise.all([proxy.stop(), shut(host.server)]));

const room = () => {
  const redact = vi.fn();
  const log = createFakeLog();
  const made = createProxy({
    ...{ userAgent: 'Cliploft/test', settings: () => settings, apiBaseUrl: () => `${host.url}/api/v1` },
    ...{ secrets: createFakeSecrets(), redact, log, askSystem: async () => 'DIRECT' },
    now: () => performance.now(),
  });
  return { made, redact, log };
};
const named = (): ProxySettings => ({ mode: 'http', host: '127.0.0.1', port: proxy.port });
const get = (url: string) => ({ method: 'GET', url, timeoutMs: 5000, redirect: 'follow' }) as const;

it('tests a proxy before it is anybody’s, by the front page of the API’s host, and changes nothing', async () => {
  const { made, redact } = room();
  const well = await made.test(named(), login);
  expect(well).toMatchObject({ ok: true, value: { byProxy: true } });
  expect(well.ok && well.value.ms).toBeGreaterThanOrEqual(0);
  expect(proxy.seen).toEqual([`${host.url}/`]);
  expect(redact).toHaveBeenCalledWith(login.password);
  expect(await made.login()).toMatchObject({ login: null });
  expect(await made.test(settings, null)).toMatchObject({ ok: true, value: { byProxy: false } });
  expect(proxy.seen).toHaveLength(1);
});

it('says what is wrong with it', async () => {
  const { made } = room();
  expect(await made.test(named(), null)).toMatchObject({ problem: { code: 'proxy_login' } });
  expect(await made.test(named(), { ...login, password: 'other' })).toMatchObject({
    problem: { code: 'proxy_login' },
  });
  const closed = named();
  await proxy.stop();
  expect(await made.test(closed, login)).toMatchObject({ problem: { code: 'proxy_unreachable' } });
});

it('uses the kept login where none is given, tells who waits, and forgets it', async () => {
  const { made, log } = room();
  const told = vi.fn();
  const stop = made.onChange(told);
  await made.setLogin(named(), login);
  expect(told).toHaveBeenCalledTimes(1);
  expect(await made.test(named(), null)).toMatchObject({ ok: true });
  settings = named();
  made.changed();
  expect(told).toHaveBeenCalledTimes(2);
  expect(await made.http.send(get(`${host.url}/endless`))).toMatchObject({
    ok: true,
    value: { status: 200 },
  });
  await made.forgetLogin();
  expect(told).toHaveBeenCalledTimes(3);
  expect(await made.http.send(get(`${host.url}/endless`))).toMatchObject({
    problem: { code: 'proxy_login' },
  });
  stop();
  made.changed();
  expect(told).toHaveBeenCalledTimes(3);
  expect(log.text()).not.toContain(login.password);
});

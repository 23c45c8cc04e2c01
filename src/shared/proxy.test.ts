import { expect, it } from 'vitest';
import * as v from 'valibot';
import { cleanProxyHost, proxyAddress, proxyCredentialsSchema, proxySettingsSchema } from './proxy.ts';

it.each([
  [' Proxy.Example ', 'proxy.example'],
  ['10.0.0.1', '10.0.0.1'],
  ['[::1]', '::1'],
  ['FE80::1', 'fe80::1'],
  ['bücher.test', 'xn--bcher-kva.test'],
])('takes %j as the host %j, and its clean form as it is', (text, clean) => {
  expect(cleanProxyHost(text)).toBe(clean);
  expect(cleanProxyHost(clean)).toBe(clean);
});

it.each([
  ...[
    '',
    ' ',
    'http://proxy',
    'proxy:8080',
    'a@b',
    'a b',
    'a/b',
    'a?b',
    'a#b',
    '999.1.1.1',
    ':::',
    '[::1',
    '%41',
  ],
  'x'.repeat(254),
])('takes no host from %j', (text) => {
  expect(cleanProxyHost(text)).toBeNull();
});

it('wants a host only of a mode that names a proxy, and keeps the old one for the others', () => {
  const fits = (value: unknown): boolean => v.safeParse(proxySettingsSchema, value).success;
  for (const mode of ['system', 'none']) {
    expect(fits({ mode, host: '', port: 8080 })).toBe(true);
    expect(fits({ mode, host: 'proxy', port: 8080 })).toBe(true);
    expect(fits({ mode, host: 'a b', port: 8080 })).toBe(false);
  }
  for (const mode of ['http', 'https', 'socks5']) {
    expect(fits({ mode, host: '', port: 8080 })).toBe(false);
    expect(fits({ mode, host: '::1', port: 1 })).toBe(true);
  }
});

it('names a proxy so that no two share a login', () => {
  expect(proxyAddress({ mode: 'socks5', host: '10.0.0.1', port: 1080 })).toBe('socks5://10.0.0.1:1080');
  expect(proxyAddress({ mode: 'http', host: '::1', port: 80 })).toBe('http://[::1]:80');
});

it('takes no login that SOCKS could not carry', () => {
  const fits = (user: string, password: string): boolean =>
    v.safeParse(proxyCredentialsSchema, { user, password }).success;
  expect(fits('u', '')).toBe(true);
  expect(fits('u'.repeat(255), 'ä'.repeat(127))).toBe(true);
  expect([fits('', 'p'), fits('u'.repeat(256), 'p'), fits('u', 'ä'.repeat(128))]).toEqual([
    false,
    false,
    false,
  ]);
});

import { expect, it } from 'vitest';
import { routeOfPac } from './pac.ts';

const proxy = (kind: string, host: string, port: number) => ({ kind, host, port, login: null });

it.each([
  ['DIRECT', { kind: 'direct' }],
  [' direct ; PROXY a:1', { kind: 'direct' }],
  ['PROXY proxy.example:3128', proxy('http', 'proxy.example', 3128)],
  ['proxy Proxy.Example:3128;DIRECT', proxy('http', 'proxy.example', 3128)],
  ['HTTP a:80', proxy('http', 'a', 80)],
  ['HTTPS a:443; DIRECT', proxy('https', 'a', 443)],
  ['SOCKS5 [::1]:1080', proxy('socks5', '::1', 1080)],
  ['SOCKS a:1080; SOCKS5 b:1080', proxy('socks5', 'b', 1080)],
  ['QUIC a:443; PROXY a:443', proxy('http', 'a', 443)],
  ['PROXY a; PROXY b:0; PROXY c:99999; PROXY d:x; PROXY e:1 f; PROXY g:7', proxy('http', 'g', 7)],
  ['PROXY a@b:1; DIRECT', { kind: 'direct' }],
])('%j', (text, route) => {
  expect(routeOfPac(text)).toEqual(route);
});

it.each(['', ';', 'SOCKS a:1080', 'SOCKS4 a:1080', 'nonsense', 'DIRECT a', 'constructor a:1'])(
  'finds no way in %j, and does not go direct for it',
  (text) => {
    expect(routeOfPac(text)).toBeNull();
  },
);

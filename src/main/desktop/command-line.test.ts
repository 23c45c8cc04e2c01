import { expect, it } from 'vitest';
import { clearForDemo, demoArgs, forgetKey, hasBadApiUrl, readLaunchOptions } from './command-line.ts';

const none = {
  demo: false,
  hidden: false,
  userDataDir: null,
  libraryDir: null,
  apiUrl: null,
  apiKey: null,
};
const read = (args: string[], env: Record<string, string> = {}) => readLaunchOptions(args, env, '/srv');

it('asks for nothing by itself, whatever Chromium is told', () => {
  expect(read(['--no-sandbox', '/some/app', '--remote-debugging-port=0', 'demo', '-demo'])).toEqual(none);
});

it('reads every option, in any order', () => {
  expect(
    read(['--hidden', '--library-dir=/music/a b', '--demo', '--user-data-dir=/data'], {
      SUNOR_API_URL: ' http://127.0.0.1:1/api/v1 ',
      SUNOR_API_KEY: ' k ',
    }),
  ).toEqual({
    demo: true,
    hidden: true,
    userDataDir: '/data',
    libraryDir: '/music/a b',
    apiUrl: 'http://127.0.0.1:1/api/v1',
    apiKey: 'k',
  });
});

it('takes a relative folder from where it was started', () => {
  expect(read(['--user-data-dir=data', '--library-dir=../music'])).toEqual({
    ...none,
    userDataDir: '/srv/data',
    libraryDir: '/music',
  });
});

it('takes what is empty for nothing', () => {
  expect(read(['--user-data-dir=', '--library-dir='], { SUNOR_API_URL: ' ', SUNOR_API_KEY: '' })).toEqual(
    none,
  );
});

it('keeps = signs and other scripts in a folder’s name', () => {
  expect(read(['--library-dir=/音楽=1']).libraryDir).toBe('/音楽=1');
});

it('starts the demo with folders of its own, and in sight', () => {
  const args = demoArgs([
    '/app',
    '--hidden',
    '--user-data-dir=/data',
    '--library-dir=/music',
    '--no-sandbox',
  ]);
  expect(args).toEqual(['/app', '--no-sandbox', '--demo']);
  expect(demoArgs(args)).toEqual(args);
  expect(read(args)).toEqual({ ...none, demo: true });
});

it.each([
  ['', false],
  ['https://sunor.test/api/v1', false],
  ['http://localhost:8080', false],
  ['http://sunor.cc/api/v1', true],
  ['sunor.cc', true],
  ['https://user:word@sunor.cc/', true],
  ['file:///etc/passwd', true],
])('knows whether %j is an address to refuse', (address, bad) => {
  expect(hasBadApiUrl(read([], { SUNOR_API_URL: address }))).toBe(bad);
});

it('takes the key, and for the demo the address too, out of what others inherit', () => {
  const env = { SUNOR_API_KEY: 'k', SUNOR_API_URL: 'https://sunor.test', HOME: '/home' };
  forgetKey(env);
  expect(env).toEqual({ SUNOR_API_URL: 'https://sunor.test', HOME: '/home' });
  const again = { ...env, SUNOR_API_KEY: 'k' };
  clearForDemo(again);
  expect(again).toEqual({ HOME: '/home' });
});

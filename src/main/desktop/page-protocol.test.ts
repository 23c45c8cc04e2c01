import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPageHandler, pageFile } from './page-protocol.ts';

let top: string;
let root: string;
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'cliploft-page-'));
  root = join(top, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<title>page</title>');
  writeFileSync(join(root, 'assets', 'a.js'), '1');
  writeFileSync(join(top, 'secret.json'), '{}');
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

const ask = (url: string, method = 'GET') => createPageHandler(root)(new Request(url, { method }));

it('tells what it hands over, and nothing else', async () => {
  const told: string[] = [];
  const handle = createPageHandler(root, (file) => told.push(file));
  for (const path of ['', 'assets/a.js', 'assets/none.js', '../secret.json'])
    await handle(new Request(`app://cliploft/${path}`));
  expect(told).toEqual([join(root, 'index.html'), join(root, 'assets', 'a.js')]);
});

it('serves the page with its type and the policy', async () => {
  const page = await ask('app://cliploft/');
  expect([page.status, await page.text()]).toEqual([200, '<title>page</title>']);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const policy = (page.headers.get('content-security-policy') ?? '').split('; ');
  expect(policy).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", "base-uri 'none'"]),
  );
  expect(policy.join(' ')).not.toMatch(/unsafe|https?:|\*/);
  expect((await ask('app://cliploft/assets/a.js')).headers.get('content-type')).toMatch('text/javascript');
});

it.each([
  'app://cliploft/../secret.json',
  'app://cliploft/..%2fsecret.json',
  'app://cliploft/%2e%2e%2fsecret.json',
  'app://cliploft/assets/..%2f..%2fsecret.json',
  'app://cliploft/..%5csecret.json',
  'app://cliploft/..\\secret.json',
  'app://cliploft/index.exe',
  'app://cliploft/index',
  'app://cliploft/%2fetc%2fpasswd',
  'app://cliploft/index.html%00.js',
  'app://cliploft/%zz.js',
  'app://cliploft/no.js',
  'app://cliploft/assets',
  'app://other/index.html',
])('has nothing at %s, and answers that with the policy too', async (url) => {
  const reply = await ask(url);
  expect([reply.status, await reply.text()]).toEqual([404, '']);
  expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('answers nothing but GET', async () => {
  expect((await ask('app://cliploft/index.html', 'POST')).status).toBe(404);
});

it('names no file outside of its folder', () => {
  expect(pageFile(root, 'app://cliploft/assets/a.js')).toBe(join(root, 'assets', 'a.js'));
  // A way up ends at the top, as in any URL.
  const up = pageFile(root, 'app://cliploft/..%2f..%2frenderer-old%2fa.js');
  expect(up).toBe(join(root, 'renderer-old', 'a.js'));
});

import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { expect, it, vi } from 'vitest';
import { contentSecurityPolicy, denyPermissions, externalUrl, guardAllPages, isPageUrl } from './security.ts';

it('lets only known https addresses out', () => {
  const good = ['https://sunor.cc/dashboard/api-keys', 'https://docs.sunor.cc/', 'https://github.com/x/y#z'];
  expect(good.map(externalUrl)).toEqual(good);
  const bad = [
    'http://sunor.cc/',
    'https://sunor.cc.evil.test/',
    'https://evil.test/sunor.cc',
    'https://user@sunor.cc/',
    'https://:word@sunor.cc/',
    'https://sunor.cc@evil.test/',
    'https://sunor.cc%2f@evil.test/',
    'https://sunor.cc./',
    'https://\u0455unor.cc/',
    'https://sun\u00f6r.cc/',
    'data:text/html,x',
    'https://sunor.cc:8443/',
    'https://www.sunor.cc/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://github.com/x',
    'sunor.cc',
    '',
  ];
  expect(bad.map(externalUrl)).toEqual(bad.map(() => null));
});

it('has a policy that names all there is, and nothing more', () => {
  expect(contentSecurityPolicy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' clip: data:",
    'media-src clip:',
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ]);
});

it('knows its own page', () => {
  expect(isPageUrl('app://cliploft/index.html')).toBe(true);
  const others = [
    'app://cliploft.evil/',
    'app://cliplof',
    'app://cliploft',
    'app://cliploft@evil/',
    'app://cliploft:1/',
    'app://other/',
    'https://cliploft/',
    'about:blank',
    '',
  ];
  expect(others.map(isPageUrl)).toEqual(others.map(() => false));
});

it('denies every permission, every device and every download', () => {
  const events = new EventEmitter();
  const session = Object.assign(events, {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  });
  denyPermissions(session as unknown as Session);
  const granted = vi.fn();
  const call = (mock: ReturnType<typeof vi.fn>, ...args: unknown[]): unknown =>
    (mock.mock.calls[0]?.[0] as (...args: unknown[]) => unknown)(...args);
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal']) {
    call(session.setPermissionRequestHandler, {}, permission, granted);
    expect(granted).toHaveBeenLastCalledWith(false);
    expect(call(session.setPermissionCheckHandler, {}, permission)).toBe(false);
  }
  expect(call(session.setDevicePermissionHandler, {})).toBe(false);
  const preventDefault = vi.fn();
  events.emit('will-download', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});

/** A page that was made, and what became of an event on it. */
const guarded = (switches: string[] = []) => {
  const app = Object.assign(new EventEmitter(), {
    enableSandbox: vi.fn(),
    commandLine: { hasSwitch: (name: string) => switches.includes(name) },
  });
  guardAllPages(app as unknown as App);
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
  app.emit('web-contents-created', {}, contents);
  const isStopped = (name: string, event: Record<string, unknown>): boolean => {
    const preventDefault = vi.fn();
    contents.emit(name, { ...event, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  return { app, contents, isStopped };
};

it('keeps every page where it is', () => {
  const { contents, isStopped } = guarded();
  for (const name of ['will-navigate', 'will-redirect']) {
    expect(isStopped(name, { url: 'https://sunor.cc/' })).toBe(true);
    expect(isStopped(name, { url: 'file:///etc/passwd' })).toBe(true);
    expect(isStopped(name, { url: 'app://cliploft/index.html' })).toBe(false);
  }
  expect(isStopped('will-frame-navigate', { url: 'app://cliploft/x', isMainFrame: false })).toBe(true);
  expect(isStopped('will-attach-webview', {})).toBe(true);
  const open = contents.setWindowOpenHandler.mock.calls[0]?.[0] as () => unknown;
  expect(open()).toEqual({ action: 'deny' });
});

it('asks for the sandbox wherever Chromium can have one', () => {
  expect(guarded().app.enableSandbox).toHaveBeenCalledOnce();
  expect(guarded(['no-sandbox']).app.enableSandbox).not.toHaveBeenCalled();
});

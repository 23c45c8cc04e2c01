import { expect, it } from 'vitest';
import * as v from 'valibot';
import {
  cleanApiBaseUrl,
  defaultApiBaseUrl,
  defaultSettings,
  isOnThisMachine,
  settingsSchema,
} from './settings.ts';

it.each([
  [' https://Sunor.CC/api/v1/ ', 'https://sunor.cc/api/v1'],
  ['HTTP://LOCALHOST:8080', 'http://localhost:8080'],
  ['http://127.0.0.1:1/api/v1//', 'http://127.0.0.1:1/api/v1'],
  ['http://[::1]:9/x', 'http://[::1]:9/x'],
])('takes %s as %s', (text, url) => {
  expect(cleanApiBaseUrl(text)).toBe(url);
});

it.each([
  '',
  'sunor.cc/api',
  'http://sunor.cc/api/v1',
  'http://127.0.0.1.evil.test/',
  'https://user:word@sunor.cc/',
  'https://sunor.cc/api?key=1',
  'https://sunor.cc/#x',
  'file:///etc/passwd',
  'https://sunor.cc/a b',
])('refuses %j', (text) => {
  expect(cleanApiBaseUrl(text)).toBeNull();
});

it('knows which addresses need no network', () => {
  const local = [
    'http://127.0.0.1:41234/api/v1',
    'http://localhost:8080',
    'http://[::1]:9',
    'https://localhost',
  ];
  expect(local.map(isOnThisMachine)).toEqual([true, true, true, true]);
  const far = [defaultApiBaseUrl, 'https://127.0.0.1.evil.test/', 'https://localhost.evil.test:80/x', ''];
  expect(far.map(isOnThisMachine)).toEqual([false, false, false, false]);
});

it('takes settings that were kept before there were groups', () => {
  const kept = { ...defaultSettings, libraryFolder: '/music', library: { sort: 'title', layout: 'list' } };
  expect(v.parse(settingsSchema, kept).library).toEqual({ sort: 'title', layout: 'list', group: 'none' });
});

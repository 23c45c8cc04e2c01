import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import { openSettings, readSettings } from './settings.ts';

// electron-store is conf with folders from Electron; the folder is given here.
vi.mock('electron-store', async () => {
  const { default: Conf } = await import('conf');
  return {
    default: class extends Conf {
      constructor({ name, ...rest }: { name: string; cwd: string }) {
        super({ ...rest, configName: name, projectName: 'cliploft-test' });
      }
    },
  };
});

const defaults: Settings = { ...defaultSettings, libraryFolder: '/music/Cliploft' };
const place = { x: 1, y: 2, width: 900, height: 600, maximized: false };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = () => openSettings(folder, defaults, 'now');

it('has defaults where there is no file', () => {
  expect(readSettings(null, defaults)).toEqual({ settings: defaults, place: null, broken: [] });
});

it('takes what is set, and ignores what it does not know', () => {
  const text = JSON.stringify({ theme: 'dark', volume: 0, later: true, window: place });
  expect(readSettings(text, defaults)).toEqual({
    settings: { ...defaults, theme: 'dark', volume: 0 },
    place,
    broken: [],
  });
});

it.each(['', '{', 'null', '[]', '7', '"x"', '{"theme":"dark"'])('takes nothing from %j', (text) => {
  expect(readSettings(text, defaults)).toEqual({ settings: defaults, place: null, broken: ['*'] });
});

it.each([
  ['libraryFolder', ['', 'music', './music', 7, null]],
  ['pollIntervalS', [4.9, 10.1, 0, -5, '5', null]],
  ['theme', ['pink', 1, null]],
  ['notify', [true, { finished: true }, [], null]],
  [
    'apiBaseUrl',
    [
      '',
      'http://sunor.cc/api/v1',
      'https://user:word@sunor.cc/api/v1',
      'https://sunor.cc/api/v1/',
      'file:///etc/passwd',
      7,
    ],
  ],
  ['volume', [-0.1, 1.1, '1', null]],
  [
    'proxy',
    [
      null,
      'http://proxy:8080',
      { mode: 'http' },
      { mode: 'http', host: '', port: 8080 },
      { mode: 'socks4', host: 'proxy', port: 1080 },
      { mode: 'http', host: 'user:word@proxy', port: 8080 },
      { mode: 'http', host: 'Proxy', port: 8080 },
      ...[0, 65_536, 8080.5, '8080'].map((port) => ({ mode: 'none', host: 'proxy', port })),
    ],
  ],
])('refuses what makes no sense as %s, and keeps its neighbours', (name, values) => {
  const good = name === 'theme' ? { volume: 0.5 } : { theme: 'dark' };
  for (const value of values) {
    const read = readSettings(JSON.stringify({ ...good, [name]: value }), defaults);
    expect(read).toEqual({ settings: { ...defaults, ...good }, place: null, broken: [name] });
  }
});

it.each([
  { ...place, width: 299 },
  { ...place, x: 1.5 },
  { ...place, maximized: 'no' },
  { x: 1, y: 2 },
  [1, 2],
])('forgets the place %j, which is no reason to set a file aside', (window) => {
  expect(readSettings(JSON.stringify({ window }), defaults)).toMatchObject({ place: null, broken: [] });
});

it('falls back value by value', () => {
  const bad = {
    libraryFolder: '',
    pollIntervalS: 0.1,
    theme: 'dark',
    notify: { finished: 'yes' },
    apiBaseUrl: 'http://evil.test/',
    volume: 7,
    window: { x: 'left' },
  };
  const read = readSettings(JSON.stringify(bad), defaults);
  expect(read.settings).toEqual({ ...defaults, theme: 'dark' });
  expect(read.broken.sort()).toEqual(['apiBaseUrl', 'libraryFolder', 'notify', 'pollIntervalS', 'volume']);
  expect(read.place).toBeNull();
});

it('keeps what was changed, and only that, for the next run', () => {
  const first = open();
  expect(first.update({ theme: 'light', pollIntervalS: 8 })).toMatchObject({ theme: 'light' });
  first.keepPlace(place);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ theme: 'light', pollIntervalS: 8, window: place });
  const second = open();
  expect(second.current()).toEqual({ ...defaults, theme: 'light', pollIntervalS: 8 });
  expect([second.place(), second.setAside, second.broken]).toEqual([place, null, []]);
});

it('changes nothing that cannot be written', () => {
  const settings = open();
  settings.update({ theme: 'dark' });
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  expect(() => settings.update({ libraryFolder: '/elsewhere' })).toThrow(
    expect.objectContaining({
      problem: { code: 'internal', detail: expect.stringMatching(/^settings\.json: E/) as string },
    }) as Error,
  );
  expect(settings.current()).toEqual({ ...defaults, theme: 'dark' });
});

it('sets a broken file aside, unchanged, and goes on', () => {
  writeFileSync(file, '{"theme": "da');
  const settings = open();
  expect(settings.current()).toEqual(defaults);
  expect(settings.setAside).toBe(join(folder, 'settings.broken-now.json'));
  expect(readFileSync(join(folder, 'settings.broken-now.json'), 'utf8')).toBe('{"theme": "da');
  settings.update({ theme: 'dark' });
  expect(open().current().theme).toBe('dark');
  expect(open().setAside).toBeNull();
});

it('keeps what was good in a file with one bad value', () => {
  writeFileSync(file, JSON.stringify({ theme: 'dark', volume: 'loud', libraryFolder: '/elsewhere' }));
  const settings = open();
  expect(settings.current()).toEqual({ ...defaults, theme: 'dark', libraryFolder: '/elsewhere' });
  expect(settings.broken).toEqual(['volume']);
  expect(existsSync(settings.setAside ?? '')).toBe(true);
  expect(open().current()).toMatchObject({ theme: 'dark', libraryFolder: '/elsewhere' });
  // Defaults stay open: they are not written as if somebody had chosen them.
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ theme: 'dark', libraryFolder: '/elsewhere' });
});

it('sets aside what stands in the file’s place and cannot be read, and goes on', () => {
  mkdirSync(join(file, 'within'), { recursive: true });
  const settings = open();
  expect(settings.current()).toEqual(defaults);
  expect(settings).toMatchObject({
    setAside: join(folder, 'settings.broken-now.json'),
    broken: ['*'],
    notKept: null,
  });
  expect(existsSync(join(folder, 'settings.broken-now.json', 'within'))).toBe(true);
  settings.update({ theme: 'dark' });
  expect(open().current().theme).toBe('dark');
});

it.each([
  ['cannot be read', () => void mkdirSync(file), defaults],
  ['is broken', () => writeFileSync(file, '{"theme": "da'), defaults],
  [
    'has a bad value',
    () => writeFileSync(file, '{"theme":"dark","volume":7}'),
    { ...defaults, theme: 'dark' as const },
  ],
])('goes on in memory with a file that %s and cannot be moved, and leaves it alone', (_what, make, found) => {
  make();
  const before = statSync(file).isDirectory() ? null : readFileSync(file, 'utf8');
  // Neither a file nor a folder can be moved over a folder that has something in it.
  mkdirSync(join(folder, 'settings.broken-now.json', 'full'), { recursive: true });
  const settings = open();
  expect(settings.current()).toEqual(found);
  expect(settings.setAside).toBeNull();
  expect(settings.notKept).toMatch(/settings/);
  expect(settings.update({ theme: 'light' }).theme).toBe('light');
  settings.keepPlace(place);
  expect([settings.current().theme, settings.place()]).toEqual(['light', place]);
  expect(statSync(file).isDirectory() ? null : readFileSync(file, 'utf8')).toBe(before);
});

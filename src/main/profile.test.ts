import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { readLaunchOptions } from './desktop/command-line.ts';
import { chooseUserData, createProfile, givenFolder, oneRunKeyOf, overriddenNames } from './profile.ts';

const electron = vi.hoisted(() => ({ app: { getPath: vi.fn(), setPath: vi.fn() } }));
vi.mock('electron', () => electron);

beforeEach(() => {
  vi.clearAllMocks();
  electron.app.getPath.mockImplementation((name: string) => join('/', name));
});
const launch = (args: string[] = [], env: Record<string, string> = {}) =>
  readLaunchOptions(args, env, '/work');
const simulator = 'http://127.0.0.1:41234/api/v1';

it('starts from the documented API and a folder within the music folder', () => {
  const profile = createProfile(launch(), null);
  expect(profile).toMatchObject({
    name: 'Cliploft',
    defaults: { libraryFolder: join('/music', 'Cliploft'), apiBaseUrl: 'https://sunor.cc/api/v1' },
    overrides: {},
    keychain: { service: 'Cliploft', account: 'sunor.cc', proxyAccount: 'proxy of sunor.cc' },
  });
  expect(overriddenNames(profile)).toEqual([]);
});

it('takes the home folder where there is no music folder', () => {
  electron.app.getPath.mockImplementation((name: string) => {
    if (name === 'music') throw new Error('no such folder');
    return join('/', name);
  });
  expect(createProfile(launch(), null).defaults.libraryFolder).toBe(join('/home', 'Cliploft'));
});

it('shares neither folder, keychain entry nor address between the demo and the rest', () => {
  const user = createProfile(launch(), null);
  const demo = createProfile(launch(['--demo']), simulator);
  expect(demo.defaults.libraryFolder).not.toBe(user.defaults.libraryFolder);
  expect(demo.keychain.service).not.toBe(user.keychain.service);
  expect(demo.overrides).toEqual({ apiBaseUrl: simulator });
  chooseUserData(launch());
  chooseUserData(launch(['--demo']));
  expect(electron.app.setPath.mock.calls).toEqual([
    ['userData', join('/appData', 'Cliploft')],
    ['userData', join('/appData', 'Cliploft Demo')],
  ]);
});

it('gives a user-data folder of its own a keychain entry of its own', () => {
  chooseUserData(launch(['--user-data-dir=/one']));
  expect(electron.app.setPath).toHaveBeenCalledExactlyOnceWith('userData', '/one');
  const accountFor = (folder: string): string =>
    createProfile(launch([`--user-data-dir=${folder}`]), null).keychain.account;
  const accounts = ['/one', '/two', '/one'].map(accountFor);
  expect(accounts[0]).toMatch(/^sunor\.cc [0-9a-f]{8}$/);
  expect(accounts[2]).toBe(accounts[0]);
  expect(new Set([...accounts, 'sunor.cc']).size).toBe(3);
});

it('replaces settings for this run, and names them', () => {
  const args = ['--library-dir=/usb'];
  const profile = createProfile(launch(args, { SUNOR_API_URL: 'http://LOCALHOST:8080/api/v1/' }), null);
  expect(profile.overrides).toEqual({ libraryFolder: '/usb', apiBaseUrl: 'http://localhost:8080/api/v1' });
  expect(overriddenNames(profile)).toEqual(['libraryFolder', 'apiBaseUrl']);
});

it('tells a library folder of this run alone from one of the settings, and that from the default', () => {
  const own = createProfile(launch(), null);
  const named = createProfile(launch(['--library-dir=/usb']), null);
  const libraryFolder = own.defaults.libraryFolder;
  expect([
    givenFolder(own, { libraryFolder }),
    givenFolder(own, { libraryFolder: '/disk' }),
    givenFolder(named, { libraryFolder: '/disk' }),
  ]).toEqual([
    { folder: libraryFolder, forThisRun: false, isDefault: true },
    { folder: '/disk', forThisRun: false, isDefault: false },
    { folder: '/usb', forThisRun: true, isDefault: false },
  ]);
});

it.each(['http://sunor.cc/api/v1', 'sunor.cc', 'https://user:word@sunor.cc/'])(
  'sends no key to %s from the environment',
  (address) => {
    expect(createProfile(launch([], { SUNOR_API_URL: address }), null).overrides).toEqual({});
  },
);

it('brings the key of the environment along, but never into the demo', () => {
  const withKey = launch([], { SUNOR_API_KEY: 'mine' });
  const demo = launch(['--demo'], { SUNOR_API_KEY: 'mine', SUNOR_API_URL: simulator });
  expect(oneRunKeyOf(demo, null)).toBeNull();
  expect(oneRunKeyOf(demo, 'demo-key')).toEqual({ key: 'demo-key', where: 'demo' });
  expect(oneRunKeyOf(launch(), null)).toBeNull();
  expect(oneRunKeyOf(withKey, null)).toEqual({ key: 'mine', where: 'environment' });
  expect(oneRunKeyOf(withKey, 'demo-key')).toEqual({ key: 'demo-key', where: 'demo' });
  expect(oneRunKeyOf(launch(), 'demo-key')).toEqual({ key: 'demo-key', where: 'demo' });
});

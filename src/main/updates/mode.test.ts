import { expect, it } from 'vitest';
import { githubProject, ownAppImage, type PackageFacts, updateMode } from './mode.ts';

const packed: PackageFacts = {
  ...{ platform: 'linux', packaged: true, feed: true, signed: false, appImage: null },
  ...{ portable: false, testFeed: false },
};

it.each<[string, Partial<PackageFacts>, string, string | null]>([
  ['a checkout', { packaged: false }, 'off', 'source'],
  ['a checkout under test', { packaged: false, testFeed: true, appImage: '/a' }, 'install', null],
  ['a .deb or .rpm', {}, 'off', 'package'],
  ['an AppImage', { appImage: '/home/mara/Cliploft.AppImage' }, 'install', null],
  ['an AppImage of somebody who publishes nowhere', { appImage: '/a', feed: false }, 'off', 'nobody'],
  ['a signed setup on Windows', { platform: 'win32', signed: true }, 'install', null],
  ['an unsigned setup on Windows', { platform: 'win32' }, 'tell', null],
  ['a portable program', { platform: 'win32', signed: true, portable: true }, 'tell', null],
  ['a signed app on macOS', { platform: 'darwin', signed: true }, 'install', null],
  ['an unsigned app on macOS', { platform: 'darwin' }, 'tell', null],
  ['an app on macOS without a feed', { platform: 'darwin', signed: true, feed: false }, 'off', 'nobody'],
])('%s', (_name, facts, mode, by) => {
  expect(updateMode({ ...packed, ...facts })).toEqual({ mode, by });
});

it('takes no other program’s AppImage for its own', () => {
  const exec = '/tmp/.mount_Clip/usr/cliploft';
  const of = (APPIMAGE?: string, APPDIR?: string) => ownAppImage({ APPIMAGE, APPDIR }, exec);
  expect(of('/home/mara/Cliploft.AppImage', '/tmp/.mount_Clip')).toBe('/home/mara/Cliploft.AppImage');
  expect(of('/home/mara/Cliploft.AppImage', '/tmp/.mount_Clip/')).toBe('/home/mara/Cliploft.AppImage');
  expect(of('/home/mara/Terminal.AppImage', '/tmp/.mount_Term')).toBeNull();
  expect([of('/a', '/tmp/.mount_C'), of('/a'), of('a', '/tmp/.mount_Clip'), of('/a', ''), of()]).toEqual(
    Array.from({ length: 5 }, () => null),
  );
});

it('knows the project of a GitHub feed, and of no other', () => {
  expect(githubProject('owner: mara\nrepo: cliploft\nprovider: github\n')).toBe('mara/cliploft');
  expect(githubProject("provider: 'github'\nowner: 'mara'\nrepo: \"cliploft\"")).toBe('mara/cliploft');
  expect(githubProject('provider: generic\nurl: https://example.org\n')).toBeNull();
  expect(githubProject('provider: github\nowner: mara/../evil\nrepo: x')).toBeNull();
  expect(githubProject('')).toBeNull();
});

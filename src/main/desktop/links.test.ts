import { describe, expect, it } from 'vitest';
import { looksLikeLink, readLink, registersLinks } from './links.ts';

const uuid = '0F0E0D0C-1111-4222-8333-444455556666';

describe('links', () => {
  it.each([
    [`cliploft://task/${uuid}`, { kind: 'task', id: uuid.toLowerCase() }],
    ['cliploft://task/abc_DEF-1', { kind: 'task', id: 'abc_DEF-1' }],
    ['CLIPLOFT://Clip/Clip_1', { kind: 'clip', id: 'Clip_1' }],
  ])('%s is read', (link, target) => expect(readLink(link)).toEqual(target));

  it.each([
    ['nothing in it', 'cliploft:'],
    ['no id', 'cliploft://task/'],
    ['an id that is too short for a task', 'cliploft://task/abc'],
    ['an id that is too long', `cliploft://clip/${'a'.repeat(201)}`],
    ['a very long one', `cliploft://clip/${'a'.repeat(1_000_000)}`],
    ['another thing to do', `cliploft://forget/${uuid}`],
    ['another scheme', `http://task/${uuid}`],
    ['a scheme that ends like ours', `xcliploft://task/${uuid}`],
    ['a path upwards', 'cliploft://clip/../../etc/passwd'],
    ['a path upwards, encoded', 'cliploft://clip/%2e%2e%2fetc'],
    ['a path upwards for Windows', 'cliploft://clip/..\\..\\secret'],
    ['more slashes before', `cliploft:///task/${uuid}`],
    ['fewer slashes before', `cliploft:/task/${uuid}`],
    ['more slashes between', `cliploft://task//${uuid}`],
    ['a slash after', `cliploft://task/${uuid}/`],
    ['a query', `cliploft://task/${uuid}?quit=1`],
    ['a fragment', `cliploft://task/${uuid}#x`],
    ['a user and a port', `cliploft://me:word@task:80/${uuid}`],
    ['something after a line', `cliploft://task/${uuid}\nquit`],
    ['a line after it', `cliploft://task/${uuid}\n`],
    ['a blank before', ` cliploft://task/${uuid}`],
    ['a zero', 'cliploft://clip/abc\0def'],
    ['letters that look like ours', 'cliploft://clip/аbсdеf'],
    ['wide signs', 'cliploft://clip/１２３４５６'],
    ['an option', 'cliploft://task/ --demo'],
  ])('with %s it is refused', (_name, link) => expect(readLink(link)).toBeNull());

  it('is told from other words by its scheme', () => {
    expect(looksLikeLink('Cliploft:whatever')).toBe(true);
    expect(looksLikeLink('/home/cliploft://x')).toBe(false);
  });
});

describe('registering for links', () => {
  const owner = { platform: 'win32' as const, packaged: true, usualProfile: true, env: {} };
  it.each([
    ['a packaged app on Windows', {}, true],
    ['a packaged app on macOS', { platform: 'darwin' as const }, true],
    ['an AppImage', { platform: 'linux' as const, env: { APPIMAGE: '/a' } }, true],
    ['a Linux package, which has a desktop entry', { platform: 'linux' as const }, false],
    ['development', { packaged: false }, false],
    ['another profile, or the demo', { usualProfile: false }, false],
    ['a portable program', { env: { PORTABLE_EXECUTABLE_FILE: 'E:\\c.exe' } }, false],
  ])('%s', (_name, more, does) => expect(registersLinks({ ...owner, ...more })).toBe(does));
});

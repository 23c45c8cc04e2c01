import { expect, it } from 'vitest';
import { isSigned, updateFeed } from './update-feed.ts';

it('takes the given place, then the project that builds it, then none', () => {
  expect(updateFeed({})).toBeNull();
  expect(updateFeed({ CLIPLOFT_UPDATE_URL: '', GITHUB_REPOSITORY: '' })).toBeNull();
  expect(updateFeed({ GITHUB_REPOSITORY: 'mara/cliploft' })).toEqual([
    { provider: 'github', owner: 'mara', repo: 'cliploft' },
  ]);
  const url = 'https://example.org/cliploft';
  expect(updateFeed({ CLIPLOFT_UPDATE_URL: url, GITHUB_REPOSITORY: 'a/b' })).toEqual([
    { provider: 'generic', url },
  ]);
  expect(() => updateFeed({ CLIPLOFT_UPDATE_URL: 'http://example.org' })).toThrow('https only');
});

it('knows a signed build by its certificate', () => {
  expect(isSigned({ CSC_LINK: 'x' }, 'darwin')).toBe(true);
  expect(isSigned({ CSC_LINK: '' }, 'darwin')).toBe(false);
  expect(isSigned({ WIN_CSC_LINK: 'x' }, 'win32')).toBe(true);
  expect(isSigned({ CSC_LINK: 'x' }, 'linux')).toBe(false);
});

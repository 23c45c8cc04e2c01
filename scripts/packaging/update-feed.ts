import type { Configuration } from 'electron-builder';
import { Stop } from '../tools/say.ts';

type Env = Readonly<Record<string, string | undefined>>;
const given = (env: Env, name: string): string | null =>
  env[name] === undefined || env[name] === '' ? null : env[name];

/**
 * Where a packed program will ask for newer versions: CLIPLOFT_UPDATE_URL, a folder on an https server; or the releases
 * of the GitHub project that builds it (GITHUB_REPOSITORY, as its workflows have it). null: nowhere; then it asks nobody.
 * Pure. Throws `Stop` for an address that is no https.
 */
export const updateFeed = (env: Env): Configuration['publish'] => {
  const url = given(env, 'CLIPLOFT_UPDATE_URL');
  if (url !== null) {
    if (!url.startsWith('https://')) throw new Stop(`Updates come over https only: ${url}`);
    return [{ provider: 'generic', url }];
  }
  const [owner, repo] = (given(env, 'GITHUB_REPOSITORY') ?? '').split('/');
  return owner === undefined || repo === undefined ? null : [{ provider: 'github', owner, repo }];
};

/** Will electron-builder sign on this system? By the names that it reads certificates from. Pure. */
export const isSigned = (env: Env, platform: string): boolean => {
  if (platform === 'darwin') return given(env, 'CSC_LINK') !== null;
  return platform === 'win32' && (given(env, 'WIN_CSC_LINK') ?? given(env, 'CSC_LINK')) !== null;
};

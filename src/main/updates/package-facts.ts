import { app } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubProject, ownAppImage, type PackageFacts } from './mode.ts';

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const isSigned = (packageJson: string): boolean => {
  try {
    return (JSON.parse(packageJson) as { signed?: unknown }).signed === true;
  } catch {
    return false;
  }
};

/** What tells how this program came here, and where to ask for a newer one. */
export const readPackageFacts = (
  env: Readonly<Record<string, string | undefined>>,
): { facts: PackageFacts; feedFile: string | null; pageOf: (version: string) => string | null } => {
  const shipped = join(process.resourcesPath, 'app-update.yml');
  const packaged = app.isPackaged;
  // For tests: what was packed asks where its package says and nowhere else.
  const testFeed = packaged ? undefined : env['CLIPLOFT_TEST_UPDATE_FEED'];
  const project = githubProject(packaged ? readText(shipped) : '');
  return {
    facts: {
      ...{ platform: process.platform, packaged, testFeed: testFeed !== undefined },
      feed: existsSync(shipped),
      signed: isSigned(readText(join(app.getAppPath(), 'package.json'))),
      appImage: ownAppImage(env, process.execPath),
      portable: env['PORTABLE_EXECUTABLE_DIR'] !== undefined,
    },
    feedFile: testFeed ?? null,
    pageOf: (version) =>
      project === null ? null : `https://github.com/${project}/releases/tag/v${encodeURIComponent(version)}`,
  };
};

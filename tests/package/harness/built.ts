import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Runtime } from '../../../scripts/electron/fallback.ts';
import { readProject } from '../../../scripts/packaging/about.ts';
import { buildDeb } from '../../../scripts/packaging/deb/build.ts';

/** An older and a newer one, such as no release has. */
export const testVersions = ['0.0.1', '0.0.2'] as const;

/** The Electron to package, as `npm run test:package` found it. */
export const theRuntime = (): Runtime => {
  const given = process.env['CLIPLOFT_RUNTIME'];
  if (given === undefined) throw new Error('Run the tests of packages by `npm run test:package`.');
  return JSON.parse(given) as Runtime;
};

/** Builds the .deb of this project as another version, at a time in s; returns its path. */
export const buildVersion = async (version: string, time: number, folder: string): Promise<string> =>
  buildDeb({
    project: { ...(await readProject()), version },
    ...{ runtime: theRuntime(), time, folder, quick: true },
  });

export const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

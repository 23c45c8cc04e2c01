import { build } from 'electron-builder';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runtime } from '../electron/fallback.ts';
import { projectRoot } from '../tools/places.ts';
import type { Project } from './about.ts';
import { builderConfig } from './builder-config.ts';
import { stageApp } from './stage-app.ts';

export interface PackagesOptions {
  project: Project;
  runtime: Runtime;
  /** Where the packages go. */
  output: string;
  /** Only the folder that would be packed: needs no network. */
  folderOnly: boolean;
  env: NodeJS.ProcessEnv;
}

/** Builds the packages of the system it runs on, by electron-builder; returns their paths. Throws with its words. */
export const buildPackages = async (options: PackagesOptions): Promise<string[]> => {
  const { project, runtime, output, folderOnly, env } = options;
  const work = await mkdtemp(join(tmpdir(), 'cliploft-app-'));
  try {
    const app = join(work, 'app');
    await stageApp(app, project);
    const config = builderConfig({ runtime, app, output, env });
    return await build({ projectDir: projectRoot, config, dir: folderOnly, publish: 'never' });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

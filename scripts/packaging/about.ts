import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../tools/places.ts';
import { run } from '../tools/run.ts';
import { Stop } from '../tools/say.ts';

/** What every kind of package says of Cliploft. */
export const about = {
  /** The same as the running app's AppUserModelId (src/main/index.ts). */
  id: 'cc.cliploft.app',
  name: 'Cliploft',
  command: 'cliploft',
  /** Name of the menu entry's file, by which desktops find icon and name of a window. */
  desktopFile: 'cliploft.desktop',
  scheme: 'cliploft',
  maker: 'The Cliploft authors',
  /** An address that nobody reads: there is no other that would be true of everybody who builds this. */
  maintainer: 'The Cliploft authors <cliploft@localhost>',
  summary: 'Watch AI music tasks and keep their songs',
  description: [
    'Cliploft watches your tasks at sunor.cc, saves every clip as soon as it is ready, with cover, tags and lyrics, and plays your library with no network.',
    'It goes on while its window is closed, survives a lost network, a full disk and a crash, and keeps your key in the keychain of the system.',
  ],
  licence: 'MIT',
  categories: ['AudioVideo', 'Audio', 'Player'],
  keywords: ['music', 'AI', 'song', 'sunor', 'library', 'download'],
} as const;

/** The fields of our package.json that packages repeat. */
export interface Project {
  name: string;
  productName: string;
  version: string;
  description: string;
  license: string;
  author: string;
  main: string;
}

/** Reads package.json. */
export const readProject = async (): Promise<Project> =>
  JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as Project;

/**
 * The time that all files of a package bear, in s since the epoch, so that two builds of one commit are one
 * file: SOURCE_DATE_EPOCH (reproducible-builds.org) or the commit's own. Throws `Stop` where there is neither.
 */
export const sourceTime = async (env: NodeJS.ProcessEnv = process.env): Promise<number> => {
  const given = env['SOURCE_DATE_EPOCH'];
  const text = given || (await run('git', ['log', '-1', '--format=%ct'], { cwd: projectRoot })).stdout.trim();
  if (!/^\d{1,11}$/.test(text))
    throw new Stop(given ? 'SOURCE_DATE_EPOCH is no time.' : 'No commit to date by: set SOURCE_DATE_EPOCH.');
  return Number(text);
};

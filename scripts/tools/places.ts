import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the project lies: the folder with package.json. */
export const projectRoot = resolve(import.meta.dirname, '../..');

/** The cache that outlives `node_modules`: fetched runtimes and what is remembered about them. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'cliploft');

/** What set-up remembers about this checkout; goes away with `node_modules`. */
export const notesFolder = join(projectRoot, 'node_modules', '.cache', 'cliploft');

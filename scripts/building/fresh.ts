import { createHash } from 'node:crypto';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { alone } from '../tools/lock.ts';
import { notesFolder, projectRoot } from '../tools/places.ts';
import { run } from '../tools/run.ts';
import { Stop, say } from '../tools/say.ts';

/** All that the build reads. The simulator is in it: the demo carries it. */
const inputs = [
  'src',
  'simulator',
  'resources',
  'electron.vite.config.ts',
  'svelte.config.js',
  'package.json',
  'package-lock.json',
];
const stamp = join(projectRoot, 'out', '.inputs');

const filesOf = async (path: string): Promise<string[]> => {
  const entries = await readdir(join(projectRoot, path), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null;
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  if (entries === null) return [join(projectRoot, path)];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

/** One hash for everything the build reads; tests are no part of it. */
const inputHash = async (): Promise<string> => {
  const hash = createHash('sha256');
  const files = (await Promise.all(inputs.map(filesOf))).flat().filter((file) => !file.includes('.test.'));
  for (const file of files.sort())
    hash.update(`${file.slice(projectRoot.length)}\0`).update(await readFile(file));
  return hash.digest('hex');
};

/** Builds the app, whatever is there. Throws `Stop` with the builder's words where that fails. */
const build = async (hash: string): Promise<void> => {
  await rm(stamp, { force: true });
  const builder = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  const done = await run(process.execPath, [builder, 'build', '--logLevel', 'warn'], { cwd: projectRoot });
  if (done.code !== 0)
    throw new Stop(`The build failed:\n${stripVTControlCharacters(done.stdout + done.stderr)}`);
  await writeFile(stamp, hash);
};

/**
 * Makes sure that `out/` is what the sources say. Returns false when there was nothing to do.
 * The hash is taken before the build, so a change during it means another build, never a stale one.
 */
export const ensureBuilt = (force = false): Promise<boolean> =>
  alone(join(notesFolder, 'build.lock'), 'building', async () => {
    const hash = await inputHash();
    const built = await readFile(stamp, 'utf8').catch(() => null);
    if (!force && built === hash) return false;
    say('Building...');
    await build(hash);
    return true;
  });

import { access } from 'node:fs/promises';
import { cacheFolder } from '../tools/places.ts';
import { run } from '../tools/run.ts';
import { Stop } from '../tools/say.ts';
import { fallbackFits, fallbackRuntime, type Runtime } from './fallback.ts';
import { ownRuntime } from './own-package.ts';

/** What an Electron of the user's choice says of itself. */
const chosenRuntime = async (executable: string): Promise<Runtime> => {
  await access(executable).catch(() => {
    throw new Stop(`CLIPLOFT_ELECTRON names no file: ${executable}`);
  });
  const script = 'process.stdout.write(process.versions.electron ?? "")';
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const asked = await run(executable, ['-e', script], { env, limitMs: 20_000 });
  if (asked.code !== 0 || asked.stdout === '')
    throw new Stop(`CLIPLOFT_ELECTRON is no Electron that runs here: ${asked.stderr.trim() || executable}`);
  return { executable, version: asked.stdout, fallback: false };
};

/**
 * The Electron to use: the one CLIPLOFT_ELECTRON names (a path, or `fallback`), else the `electron`
 * package's own, else the fallback. Throws `Stop` with the reason where there is none.
 */
export const resolveRuntime = async (env: NodeJS.ProcessEnv = process.env): Promise<Runtime> => {
  const cache = cacheFolder(env);
  const wish = env['CLIPLOFT_ELECTRON'];
  if (wish === 'fallback') return fallbackRuntime(cache);
  if (wish) return chosenRuntime(wish);
  const own = await ownRuntime(cache, env);
  if (own !== null) return own;
  if (fallbackFits()) return fallbackRuntime(cache);
  throw new Stop(
    'Electron could not be downloaded. Set ELECTRON_MIRROR, or CLIPLOFT_ELECTRON to an Electron.',
  );
};

import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { alone } from '../tools/lock.ts';
import { notesFolder, projectRoot } from '../tools/places.ts';
import { run } from '../tools/run.ts';
import { say } from '../tools/say.ts';
import { fallbackFits, type Runtime } from './fallback.ts';

const home = join(projectRoot, 'node_modules', 'electron');
const dayMs = 24 * 60 * 60_000;

/** The binary that the `electron` package has fetched, or null where there is none yet. */
const present = async (): Promise<Runtime | null> => {
  const read = (path: string): Promise<string | null> => readFile(join(home, path), 'utf8').catch(() => null);
  const name = await read('path.txt');
  const version = (await read('dist/version'))?.trim().replace(/^v/, '') ?? null;
  const wanted = JSON.parse((await read('package.json')) ?? '{"version":null}').version as string | null;
  if (name === null || version === null || version !== wanted) return null;
  const executable = join(home, 'dist', name.trim());
  const file = await stat(executable).catch(() => null);
  return file === null ? null : { executable, version, fallback: false };
};

/** Can the place be reached where the binaries are? With a mirror or a proxy only trying would tell. */
const reachable = async (env: NodeJS.ProcessEnv): Promise<boolean> => {
  const other = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'];
  if (other.some((name) => env[name])) return true;
  try {
    const signal = AbortSignal.timeout(8000);
    await fetch('https://github.com/electron/electron', { method: 'HEAD', redirect: 'manual', signal });
    return true;
  } catch {
    return false;
  }
};

/**
 * The `electron` package's own binary, downloaded by that package if it can be. Where there is a fallback,
 * a failure is remembered for a day, so that not every start waits for it again.
 */
export const ownRuntime = async (cache: string, env: NodeJS.ProcessEnv): Promise<Runtime | null> => {
  const found = await present();
  if (found !== null) return found;
  const note = join(cache, 'electron-out-of-reach');
  const noted = await stat(note).catch(() => null);
  if (fallbackFits() && noted !== null && Date.now() - noted.mtimeMs < dayMs) return null;
  const remember = async (): Promise<null> => {
    await mkdir(dirname(note), { recursive: true });
    await writeFile(note, `${new Date().toISOString()}\n`);
    return null;
  };
  if (!(await reachable(env))) return remember();
  return alone(join(notesFolder, 'electron.lock'), 'downloading Electron', async () => {
    const meanwhile = await present();
    if (meanwhile !== null) return meanwhile;
    say('Downloading Electron (about 110 MB, once)...');
    const done = await run(process.execPath, [join(home, 'install.js')], { env, limitMs: 10 * 60_000 });
    const runtime = done.code === 0 ? await present() : null;
    if (runtime === null) say(`Electron could not be downloaded: ${done.stderr.trim().split('\n')[0] ?? ''}`);
    return runtime ?? remember();
  });
};

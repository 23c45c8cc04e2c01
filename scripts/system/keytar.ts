import { access, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { alone } from '../tools/lock.ts';
import { notesFolder, projectRoot } from '../tools/places.ts';
import { run } from '../tools/run.ts';
import { say } from '../tools/say.ts';
import { ensurePackages, missingPackages } from './install.ts';
import { compilePackages, nodeHeaderPackages } from './packages.ts';

const note = join(notesFolder, 'keytar-not-built');
const dayMs = 24 * 60 * 60_000;

/** Does it load? One build serves Node and Electron alike: it is Node-API. */
const loads = async (): Promise<boolean> => {
  const done = await run(process.execPath, ['-e', "require('keytar')"], { cwd: projectRoot });
  return done.code === 0;
};

/**
 * A folder whose include/node has Node's headers, so that compiling needs no download. Node-API is the
 * same in all of them: the machine's own Node will do though npm scripts run another.
 */
const headerFolder = async (env: NodeJS.ProcessEnv): Promise<string | null> => {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of [dirname(process.execPath), ...folders, '/usr/bin']) {
    const program = await realpath(join(folder, 'node')).catch(() => join(folder, 'node'));
    const prefix = dirname(dirname(program));
    const there = await access(join(prefix, 'include/node/node_api.h')).then(
      () => true,
      () => false,
    );
    if (there) return prefix;
  }
  return null;
};

/** The last failure is not repeated within a day, unless the machine has changed since. */
const failedAlready = async (state: string): Promise<boolean> => {
  const noted = await readFile(note, 'utf8').catch(() => null);
  if (noted === null) return false;
  const [at = '', was = ''] = noted.split('\n');
  return was === state && Date.now() - Date.parse(at) < dayMs;
};

const build = async (): Promise<boolean> => {
  const state = (await missingPackages(compilePackages))?.flat().join(' ') ?? '';
  if (await failedAlready(state)) return false;
  await ensurePackages(compilePackages, 'to build keytar, which talks to the keychain');
  if (process.platform === 'linux' && (await headerFolder(process.env)) === null)
    await ensurePackages(nodeHeaderPackages, 'to build keytar, which talks to the keychain');
  say('Preparing keytar, which talks to the keychain (once)...');
  const headers = await headerFolder(process.env);
  const env = { ...process.env, ...(headers === null ? {} : { npm_config_nodedir: headers }) };
  const args = ['rebuild', 'keytar', '--ignore-scripts=false', '--foreground-scripts'];
  // On Windows npm is a batch file, which cannot be started as a program is.
  const own = process.platform === 'win32' ? process.env['npm_execpath'] : undefined;
  const [program, line] = own === undefined ? ['npm', args] : [process.execPath, [own, ...args]];
  const done = await run(program, line, { cwd: projectRoot, env, limitMs: 5 * 60_000 });
  if (await loads()) {
    await rm(note, { force: true });
    return true;
  }
  const left = (await missingPackages(compilePackages))?.flat().join(' ') ?? '';
  await mkdir(dirname(note), { recursive: true });
  await writeFile(note, `${new Date().toISOString()}\n${left}\n${done.stdout}${done.stderr}`);
  return false;
};

/**
 * keytar's native part: downloaded ready-made by its own installer, or compiled. Returns whether it loads.
 * Without it the app runs all the same and keeps the key in memory; that is said, and stops nothing.
 */
export const ensureKeytar = async (): Promise<boolean> => {
  if (await loads()) return true;
  const built = await alone(join(notesFolder, 'keytar.lock'), 'building keytar', async () =>
    (await loads()) ? true : build(),
  );
  if (!built) say(`No keychain: keytar could not be built (see ${note}). The key is kept in memory only.`);
  return built;
};

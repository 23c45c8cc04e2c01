import { lutimes, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Runtime } from '../../electron/fallback.ts';
import { debDepends, debRecommends } from '../../system/packages.ts';
import { run } from '../../tools/run.ts';
import { Stop } from '../../tools/say.ts';
import type { Project } from '../about.ts';
import { filesBelow, stageApp } from '../stage-app.ts';
import { control } from './texts.ts';
import { layTree } from './tree.ts';

export interface DebOptions {
  project: Project;
  runtime: Runtime;
  /** s since the epoch, for every file in it. */
  time: number;
  /** Where the .deb goes. */
  folder: string;
  /** Packs in seconds instead of a minute, and larger: for tests. */
  quick?: boolean;
}

const must = async (program: string, args: readonly string[], env = process.env): Promise<string> => {
  const done = await run(program, args, { limitMs: 15 * 60_000, env });
  if (done.code !== 0) throw new Stop(`${program}: ${done.stderr.trim()}`);
  return done.stdout.trim();
};

/** Sums of all files, which `dpkg --verify` compares. */
const md5sums = async (root: string): Promise<string> => {
  const files = (await filesBelow(root)).map(({ path }) => path);
  const done = await run('md5sum', files, { cwd: root, limitMs: 5 * 60_000 });
  if (done.code !== 0) throw new Stop(`md5sum: ${done.stderr.trim()}`);
  return done.stdout;
};

/** One time for all: dpkg-deb would take over what is older, as the runtime's files are. */
const setTimes = async (path: string, time: number): Promise<void> => {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) await setTimes(below, time);
    else await lutimes(below, time, time);
  }
  await lutimes(path, time, time);
};

/**
 * Builds `cliploft_<version>_<architecture>.deb` with Debian's tools alone, and returns its path. The same sources, runtime
 * and time give the same bytes. It has no maintainer scripts: menu, icons and link handlers are brought up to date by
 * triggers of the packages that keep them. Throws `Stop`.
 */
export const buildDeb = async ({ project, runtime, time, folder, quick }: DebOptions): Promise<string> => {
  const work = await mkdtemp(join(tmpdir(), 'cliploft-deb-'));
  try {
    const [app, root] = [join(work, 'app'), join(work, 'root')];
    await stageApp(app, project);
    const [dist, executable] = [dirname(runtime.executable), basename(runtime.executable)];
    await layTree(root, { project, time, app, dist, executable });
    const bytes = (await filesBelow(root)).reduce((sum, file) => sum + file.bytes, 0);
    const architecture = await must('dpkg', ['--print-architecture']);
    const text = control({
      ...{ project, architecture, depends: debDepends, recommends: debRecommends },
      installedKib: Math.ceil(bytes / 1024),
      electron: `${runtime.version}${runtime.fallback ? ' (fallback, for tests only)' : ''}`,
    });
    const sums = await md5sums(root);
    await mkdir(join(root, 'DEBIAN'), { mode: 0o755 });
    await writeFile(join(root, 'DEBIAN/control'), text, { mode: 0o644 });
    await writeFile(join(root, 'DEBIAN/md5sums'), sums, { mode: 0o644 });
    await setTimes(root, time);
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${project.name}_${project.version}_${architecture}.deb`);
    const packing = quick === true ? ['-Zgzip', '-z1'] : ['-Zxz', '-z6'];
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(time) };
    await must('dpkg-deb', ['--root-owner-group', ...packing, '--build', root, file], env);
    return file;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

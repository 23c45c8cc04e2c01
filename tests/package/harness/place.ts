import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRoot } from '../../../scripts/system/install.ts';
import { isThere, run } from '../../../scripts/tools/run.ts';
import { testVersions } from './built.ts';

/** Where a .deb is put: on this system by apt, or merely unpacked where that is not allowed. */
export interface Place {
  readonly byApt: boolean;
  install(deb: string): Promise<void>;
  remove(): Promise<void>;
  /** The path of a file that the package brings, named from the root. */
  path(inPackage: string): string;
  /** Does it exist now? */
  has(inPackage: string): Promise<boolean>;
  /** The program and its arguments as the menu entry names them, without those that stand for files. */
  menuCommand(): Promise<string[]>;
  /** Takes away whatever is left. */
  clear(): Promise<void>;
}

const must = async (line: readonly string[]): Promise<string> => {
  const [program = '', ...args] = line;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const done = await run(program, args, { limitMs: 10 * 60_000, env });
  if (done.code !== 0) throw new Error(`${line.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
};

const execOf = (entry: string): string[] =>
  (/^Exec=(.*)$/m.exec(entry)?.[1] ?? '').split(' ').filter((word) => !word.startsWith('%'));

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const entryPath = 'usr/share/applications/cliploft.desktop';

/** The installed version; null when there is none, or only what a removed one left behind. */
const installedVersion = async (): Promise<string | null> => {
  const asked = await run('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}${Version}', 'cliploft']);
  return /^ii\s*(.+)$/.exec(asked.stdout)?.[1] ?? null;
};

const aptPlace = async (root: readonly string[]): Promise<Place> => {
  const apt = ['apt-get', '-y', '-q', '-o', 'DPkg::Lock::Timeout=120'];
  const remove = (): Promise<string> => must([...root, ...apt, 'remove', 'cliploft']);
  const before = await installedVersion();
  // A run of this test that was killed left it here.
  if (before !== null && testVersions.some((version) => version === before)) await remove();
  else if (before !== null || (await isThere('cliploft')))
    throw new Error('Cliploft is installed here already, and this test would remove it in the end.');
  return {
    byApt: true,
    install: async (deb) => void (await must([...root, ...apt, 'install', '--no-install-recommends', deb])),
    remove: async () => void (await remove()),
    path: (inPackage) => join('/', inPackage),
    has: (inPackage) => exists(join('/', inPackage)),
    menuCommand: async () => execOf(await readFile(join('/', entryPath), 'utf8')),
    clear: async () => void ((await installedVersion()) !== null && (await remove())),
  };
};

const folderPlace = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-unpacked-'));
  const root = join(folder, 'root');
  const path = (inPackage: string): string => join(root, inPackage);
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true });
  return {
    byApt: false,
    async install(deb) {
      await remove();
      await must(['dpkg-deb', '-x', deb, root]);
    },
    ...{ remove, path, has: (inPackage) => exists(path(inPackage)) },
    async menuCommand() {
      const [program = '', ...args] = execOf(await readFile(path(entryPath), 'utf8'));
      // The link in usr/bin names a place on a system that it was not put on.
      return [path(`opt/Cliploft/${program}`), ...args];
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
};

/**
 * A place to install to. apt is used by root (containers, build machines) and by CI; nobody else's system is changed by a
 * test, and then the package is only unpacked: that is said, and all that an unpacked one can show is tested.
 */
export const choosePlace = async (): Promise<Place> => {
  const root = process.geteuid?.() === 0 || process.env['CI'] === 'true' ? await asRoot() : null;
  if (root !== null && (await isThere('apt-get'))) return aptPlace(root);
  const why = 'apt-get with the rights of root is needed to install a .deb';
  if (process.env['CI'] === 'true') throw new Error(why);
  process.stderr.write(`Not installed, only unpacked, a weaker test: ${why}.\n`);
  return folderPlace();
};

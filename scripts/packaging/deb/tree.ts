import { chmod, cp, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../tools/places.ts';
import { about, type Project } from '../about.ts';
import { setFuses } from '../fuses.ts';
import { iconFolder, pngSides } from '../icons.ts';
import { packApp } from '../stage-app.ts';
import { copyright, debianChangelog, desktopEntry, metainfo } from './texts.ts';

/** Where it is installed: the same place as electron-builder's .deb, so that either replaces the other. */
export const home = `opt/${about.name}`;

/** The hicolor theme has no place for larger ones. */
const largestThemed = 512;

/** The runtime in `dist`, under our name, with our app as the only one that it starts. */
const layRuntime = async (root: string, dist: string, executable: string, app: string): Promise<void> => {
  const to = join(root, home);
  await mkdir(dirname(to), { recursive: true });
  await cp(dist, to, { recursive: true });
  // Whatever app came with the runtime: its own default one, or the starter that scripts/electron gave it.
  await rm(join(to, 'resources'), { recursive: true });
  await rename(join(to, executable), join(to, about.command));
  await packApp(app, join(to, 'resources/app.asar'));
  await setFuses(join(to, about.command));
};

const put = async (root: string, path: string, content: string | Buffer): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
};

const layIcons = async (root: string): Promise<void> => {
  for (const side of pngSides.filter((each) => each <= largestThemed)) {
    const size = `${String(side)}x${String(side)}`;
    const picture = await readFile(join(iconFolder, `${size}.png`));
    await put(root, `usr/share/icons/hicolor/${size}/apps/${about.command}.png`, picture);
  }
  const drawing = await readFile(join(projectRoot, 'resources/icon.svg'));
  await put(root, `usr/share/icons/hicolor/scalable/apps/${about.command}.svg`, drawing);
};

/** Everybody reads, root writes; what runs stays runnable. Who built it, with which umask, must not show. */
const setModes = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await setModes(path);
    else if (entry.isFile()) await chmod(path, runs(entry.name) ? 0o755 : 0o644);
  }
};

const programs = new Set<string>([about.command, 'chrome_crashpad_handler', 'chrome-sandbox']);
const runs = (name: string): boolean => programs.has(name);

export interface TreeFacts {
  project: Project;
  /** s since the epoch. */
  time: number;
  /** Folder of the staged app. */
  app: string;
  /** Folder of the Electron to ship, and the name of its executable there. */
  dist: string;
  executable: string;
}

/** Lays out below `root` all that the package puts on a system. */
export const layTree = async (root: string, facts: TreeFacts): Promise<void> => {
  const { project, time } = facts;
  await layRuntime(root, facts.dist, facts.executable, facts.app);
  await mkdir(join(root, 'usr/bin'), { recursive: true });
  await symlink(`/${home}/${about.command}`, join(root, 'usr/bin', about.command));
  await put(root, `usr/share/applications/${about.desktopFile}`, desktopEntry());
  await put(root, `usr/share/metainfo/${about.id}.metainfo.xml`, metainfo(project, time));
  await layIcons(root);
  const papers = `usr/share/doc/${project.name}`;
  const licence = await readFile(join(projectRoot, 'LICENSE'), 'utf8');
  await put(root, `${papers}/copyright`, copyright(licence));
  // gzipSync writes no time and no name: the same text is the same file.
  const log = debianChangelog(project, time);
  await put(root, `${papers}/changelog.gz`, gzipSync(log, { level: 9 }));
  await setModes(root);
  // Chromium's sandbox where the kernel gives users no namespaces: it needs root's rights for a moment.
  await chmod(join(root, home, 'chrome-sandbox'), 0o4755);
};

import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { createPackageWithOptions, listPackage, statFile } from '@electron/asar';
import { projectRoot } from '../tools/places.ts';
import { Stop } from '../tools/say.ts';
import { about, type Project } from './about.ts';
import { judgeAppFiles, type AppFile } from './app-files.ts';

/** What is copied as it is, file or folder. Maps and tests are no part of a build; app-files.ts holds the line. */
const copied = ['LICENSE', 'resources/icon.png', 'out/main', 'out/preload', 'out/renderer'];

/** The modules that are not bundled, and what they need when they run: none needs another module. */
const modules: Readonly<Record<string, readonly string[]>> = {
  keytar: ['LICENSE.md', 'lib/keytar.js', 'build/Release/keytar.node'],
  'minimp3-wasm': ['LICENSE', 'dist/decoder.opt.wasm'],
  'node-sqlite3-wasm': ['LICENSE', 'dist/node-sqlite3-wasm.js', 'dist/node-sqlite3-wasm.wasm'],
};

const copy = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new Stop(`Not there to be packaged: ${cause.path ?? from}`);
  });
};

const writeJson = (path: string, value: unknown): Promise<void> =>
  writeFile(path, `${JSON.stringify(value, null, 2)}\n`);

/** A module with the files it runs on, and of its package.json what finds them. Returns its version. */
const stageModule = async (name: string, files: readonly string[], to: string): Promise<string> => {
  const from = join(projectRoot, 'node_modules', name);
  for (const file of files) await copy(join(from, file), join(to, file));
  const described = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as Record<string, string>;
  const { version = '', license, main } = described;
  await writeJson(join(to, 'package.json'), { name, version, license, main });
  return version;
};

/** All files below a folder (links are none), with `/` in their paths, sorted. */
export const filesBelow = async (folder: string): Promise<AppFile[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.sort().map(async (file) => ({
      path: relative(folder, file).split(sep).join('/'),
      bytes: (await stat(file)).size,
    })),
  );
};

/**
 * Puts the app as it ships into `folder`, anew: what the build made and what it needs when it runs. Throws `Stop`
 * when something is missing, does not belong there, or weighs too much.
 */
export const stageApp = async (folder: string, project: Project): Promise<AppFile[]> => {
  await rm(folder, { recursive: true, force: true });
  for (const path of copied) await copy(join(projectRoot, path), join(folder, path));
  const dependencies: Record<string, string> = {};
  for (const [name, files] of Object.entries(modules))
    dependencies[name] = await stageModule(name, files, join(folder, 'node_modules', name));
  const { name, productName, version, description, license, author, main } = project;
  await writeJson(join(folder, 'package.json'), {
    ...{ name, productName, version, description, license, author, main },
    desktopName: about.desktopFile,
    dependencies,
  });
  const files = await filesBelow(folder);
  const problems = judgeAppFiles(files);
  if (problems.length > 0) throw new Stop(`The app is not as it ships:\n${problems.join('\n')}`);
  return files;
};

/** What must lie beside the archive: the system's loader reads the one, its server of notifications the other. */
export const unpacked = '{*.node,icon.png}';

/** Packs a staged app into `app.asar`, from where alone the runtime takes it (fuses.ts). */
export const packApp = async (folder: string, archive: string): Promise<void> => {
  await mkdir(dirname(archive), { recursive: true });
  await createPackageWithOptions(folder, archive, { unpack: unpacked });
};

/** The files in an app's archive. */
export const archivedFiles = (archive: string): AppFile[] =>
  listPackage(archive, { isPack: false }).flatMap((listed) => {
    const path = listed.slice(1);
    const entry = statFile(archive, path);
    return 'size' in entry ? [{ path: path.replaceAll('\\', '/'), bytes: entry.size }] : [];
  });

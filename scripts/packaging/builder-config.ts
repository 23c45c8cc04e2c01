import { extractFile } from '@electron/asar';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Runtime } from '../electron/fallback.ts';
import { debDepends, debRecommends, type Package } from '../system/packages.ts';
import { Stop } from '../tools/say.ts';
import { about } from './about.ts';
import { judgeAppFiles } from './app-files.ts';
import { setFuses } from './fuses.ts';
import { archivedFiles, unpacked } from './stage-app.ts';
import { isSigned, updateFeed } from './update-feed.ts';

/** The same libraries as Debian's, by the names of Fedora and its kin. */
const rpmDepends = [
  ...['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm', 'libXScrnSaver', 'libXtst', 'libnotify', 'libsecret'],
  ...['at-spi2-core', 'xdg-utils', 'glib2', 'desktop-file-utils', 'hicolor-icon-theme'],
];

const anyOf = (packages: readonly Package[]): string[] => packages.map((names) => names.join(' | '));

/** The folder of a whole Electron, from its executable: on macOS that lies deep in an .app. */
export const distOf = (executable: string): string => {
  const [before, after] = executable.split(/[^\\/]+\.app[\\/]/);
  return after === undefined ? dirname(executable) : (before ?? '');
};

/** What was packed, as `electronPlatformName` lays it out: the program (or .app), and the folder with its archive. */
const packedPaths = ({ appOutDir, packager, electronPlatformName }: AfterPackContext) => {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') {
    const program = join(appOutDir, `${name}.app`);
    return { program, resources: join(program, 'Contents/Resources') };
  }
  const program = electronPlatformName === 'win32' ? `${name}.exe` : about.command;
  return { program: join(appOutDir, program), resources: join(appOutDir, 'resources') };
};

/** After packing and before signing: nothing inside that should not be, and every fuse set. Throws `Stop`. */
const afterPack = async (context: AfterPackContext): Promise<void> => {
  const { program, resources } = packedPaths(context);
  // The starter that scripts/electron gives the fallback runtime.
  await rm(join(resources, 'app'), { recursive: true, force: true });
  const archive = join(resources, 'app.asar');
  const problems = judgeAppFiles(archivedFiles(archive));
  if (problems.length > 0) throw new Stop(`${basename(archive)} is not as it ships:\n${problems.join('\n')}`);
  const { version } = JSON.parse(extractFile(archive, 'package.json').toString()) as { version: string };
  if (version !== context.packager.appInfo.version) throw new Stop(`Another version is inside: ${version}`);
  await setFuses(program);
};

export interface BuilderFacts {
  runtime: Runtime;
  /** Folder of the staged app. */
  app: string;
  /** Where the packages go. */
  output: string;
  /** Says where newer versions will be found, and whether there is something to sign with. */
  env: NodeJS.ProcessEnv;
}

/** electron-builder's configuration for every system; it builds for the one that it runs on. */
export const builderConfig = ({ runtime, app, output, env }: BuilderFacts): Configuration => ({
  appId: about.id,
  productName: about.name,
  copyright: `Copyright © 2026 ${about.maker}`,
  directories: { app, output, buildResources: 'build' },
  electronVersion: runtime.version,
  electronDist: distOf(runtime.executable),
  // The staged app is what ships, module by module (stage-app.ts); its native part was built by scripts/system.
  files: ['**/*'],
  asar: true,
  asarUnpack: [`**/${unpacked}`],
  npmRebuild: false,
  protocols: [{ name: about.name, schemes: [about.scheme] }],
  // Not `electronFuses`: the library that it uses does not know the newest one yet, and leaves it as it comes.
  afterPack,
  // Only says where newer versions are found; nothing is uploaded from here (build-packages.ts).
  publish: updateFeed(env),
  // What says that it is signed, and then is not, would be refused by the system that it replaces itself on.
  ...(isSigned(env, process.platform) ? { extraMetadata: { signed: true }, forceCodeSigning: true } : {}),
  artifactName: '${name}-${version}-${os}-${arch}.${ext}',
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    executableName: about.command,
    icon: 'build/icons',
    category: about.categories.join(';'),
    synopsis: about.summary,
    description: about.description.join('\n\n'),
    maintainer: about.maintainer,
    vendor: about.maker,
    desktop: {
      entry: {
        StartupWMClass: about.name,
        GenericName: 'Music Library',
        Keywords: `${about.keywords.join(';')};`,
      },
    },
  },
  deb: { depends: anyOf(debDepends), recommends: anyOf(debRecommends), packageCategory: 'sound' },
  rpm: { depends: rpmDepends },
  mac: {
    // Updates on macOS are taken from a zip.
    target: ['dmg', 'zip'],
    icon: 'build/icon.icns',
    category: 'public.app-category.music',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
  },
  win: { target: ['nsis', 'portable'], icon: 'build/icon.ico' },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    // The library, the list and the settings are the user's, whoever takes the program away.
    deleteAppDataOnUninstall: false,
    artifactName: '${name}-${version}-${os}-${arch}-setup.${ext}',
  },
  portable: { artifactName: '${name}-${version}-${os}-${arch}-portable.${ext}' },
});

/**
 * System packages by their Debian names. Where a name changed between releases, all of its names are
 * given, newest first; any one of them will do.
 */
export type Package = readonly string[];

/** What Electron needs to start, and `gio`, by which it moves files to the trash. */
export const runPackages: readonly Package[] = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libnotify4'],
  ['libsecret-1-0'],
  ['at-spi2-core'],
  ['xdg-utils'],
  ['libglib2.0-bin'],
];

/** What the installed app depends on: the above, and what makes menu entries and link handlers known. */
export const debDepends: readonly Package[] = [
  ['libc6'],
  ['libstdc++6'],
  ...runPackages,
  ['desktop-file-utils'],
  ['hicolor-icon-theme'],
];

/** What makes it better where it is there: a keychain for the key, a server for notifications. */
export const debRecommends: readonly Package[] = [
  ['gnome-keyring', 'kwalletmanager', 'keepassxc'],
  ['notification-daemon'],
];

/** What keytar needs to be compiled. */
export const compilePackages: readonly Package[] = [
  ['libsecret-1-dev'],
  ['pkg-config', 'pkgconf'],
  ['g++'],
  ['make'],
  ['python3'],
];

/** Node's own headers, for a Node that came without them. */
export const nodeHeaderPackages: readonly Package[] = [['libnode-dev']];

/** A desktop without a screen: display, session bus, keyring, notifications, a font. */
export const headlessPackages: readonly Package[] = [
  ['xvfb'],
  ['xauth'],
  ['dbus-daemon', 'dbus'],
  ['dunst'],
  ['gnome-keyring'],
  ['libsecret-tools'],
  ['playerctl'],
  ['libglib2.0-bin'],
  ['fonts-dejavu-core'],
];

/** What draws the icons: SVG to PNG, PNG to .ico and .icns. */
export const iconPackages: readonly Package[] = [['librsvg2-bin'], ['icoutils'], ['icnsutils']];

/** What builds a .deb and judges it: menu entry, metadata, and what a window says of itself. */
export const debPackages: readonly Package[] = [
  ['dpkg'],
  ['desktop-file-utils'],
  ['appstream'],
  ['x11-utils'],
];

/** Fonts for every script that the pictures of the app show. */
export const pictureFontPackages: readonly Package[] = [
  ['fonts-droid-fallback', 'fonts-noto-cjk'],
  ['fonts-noto-color-emoji'],
];

/** The installed ones among dpkg-query's lines `<name> <want> <error> <state>`. Pure. */
export const installedNames = (dpkgLines: string): Set<string> =>
  new Set(
    dpkgLines
      .split('\n')
      .filter((line) => line.endsWith(' ok installed'))
      .map((line) => line.split(' ')[0]?.split(':')[0] ?? ''),
  );

/** Those of which no name is installed. Pure. */
export const missingOf = (wanted: readonly Package[], installed: ReadonlySet<string>): Package[] =>
  wanted.filter((names) => !names.some((name) => installed.has(name)));

/** The name to ask apt for: the first that this release knows, else the last. Pure. */
export const nameFor = (names: Package, known: ReadonlySet<string>): string =>
  names.find((name) => known.has(name)) ?? names[names.length - 1] ?? '';

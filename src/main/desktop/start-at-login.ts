import type { App } from 'electron';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type Autostart,
  autostartFolder,
  createLoginItem,
  createXdgAutostart,
} from '../adapters/autostart.ts';

/** How this very app, with this very profile, is started again. */
export interface OwnStart {
  command: string;
  /** Before our own: Electron's flags and the app's folder, where it is not packaged. */
  lead: string[];
  /** null: the usual one. */
  userDataDir: string | null;
}

/** Arguments that start the app again with the same profile. Pure. */
export const startArguments = ({ lead, userDataDir }: OwnStart, hidden: boolean): string[] => [
  ...lead,
  ...(userDataDir === null ? [] : [`--user-data-dir=${userDataDir}`]),
  ...(hidden ? ['--hidden'] : []),
];

/** The name of a profile's autostart entry: two profiles may both start at login. Pure. */
export const entryName = (userDataDir: string | null): string =>
  userDataDir === null
    ? 'cliploft.desktop'
    : `cliploft-${createHash('sha256').update(userDataDir).digest('hex').slice(0, 8)}.desktop`;

/** The way in which this system starts something at login. */
export const systemAutostart = (app: App, own: OwnStart): Autostart => {
  const args = startArguments(own, true);
  if (process.platform !== 'linux') return createLoginItem(app, own.command, args);
  const folder = autostartFolder(process.env, app.getPath('home'));
  return createXdgAutostart(join(folder, entryName(own.userDataDir)), 'Cliploft', [own.command, ...args]);
};

/** Did macOS start us at login? It passes no arguments, so that this takes the place of --hidden. */
export const wasOpenedAtLogin = (
  app: Pick<App, 'getLoginItemSettings'>,
  platform: NodeJS.Platform,
): boolean => platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;

/** The setting as the page shows it: what the system said when it was last asked. */
export interface StartAtLogin {
  isOn(): boolean;
  /** Throws a Fault where the system refuses. */
  set(on: boolean): void;
  /** Asks the system again: the user may have changed it there. Says whether that made a difference. */
  look(): boolean;
}

export const createStartAtLogin = (system: Autostart): StartAtLogin => {
  let on = system.isOn();
  const look = (): boolean => {
    const before = on;
    on = system.isOn();
    return on !== before;
  };
  return {
    isOn: () => on,
    set(next) {
      system.set(next);
      look();
    },
    look,
  };
};

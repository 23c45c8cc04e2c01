import { app } from 'electron';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { OneRunKey } from '../core/engine-api.ts';
import { cleanApiBaseUrl, defaultSettings, type Settings } from '../shared/settings.ts';
import type { AppInfo } from '../shared/snapshot.ts';
import type { LaunchOptions } from './desktop/command-line.ts';

/** Which folders, keychain entry and overrides a run works with. */
export interface Profile {
  /** Name of this profile's folders: the demo never touches the user's. */
  name: string;
  defaults: Settings;
  /** What replaces a setting for this run only. */
  overrides: Partial<Pick<Settings, 'libraryFolder' | 'apiBaseUrl'>>;
  keychain: { service: string; account: string; proxyAccount: string };
}

/** Points Electron at the run's user-data folder. Before anything else looks for it. */
export const chooseUserData = (launch: LaunchOptions): void => {
  const name = launch.demo ? 'Cliploft Demo' : 'Cliploft';
  app.setPath('userData', launch.userDataDir ?? join(app.getPath('appData'), name));
};

/** The system's music folder, or the home folder where there is none. */
const musicFolder = (): string => {
  try {
    return app.getPath('music');
  } catch {
    return app.getPath('home');
  }
};

/** A profile of its own has a key of its own, under the one service name. */
const accountOf = ({ userDataDir }: LaunchOptions): string =>
  userDataDir === null
    ? 'sunor.cc'
    : `sunor.cc ${createHash('sha256').update(userDataDir).digest('hex').slice(0, 8)}`;

/** `simulatorUrl` is the embedded simulator's base URL, null outside of the demo. */
export const createProfile = (launch: LaunchOptions, simulatorUrl: string | null): Profile => {
  const name = launch.demo ? 'Cliploft Demo' : 'Cliploft';
  const apiBaseUrl = launch.apiUrl === null ? simulatorUrl : cleanApiBaseUrl(launch.apiUrl);
  return {
    name,
    defaults: { ...defaultSettings, libraryFolder: join(musicFolder(), name) },
    overrides: {
      ...(launch.libraryDir === null ? {} : { libraryFolder: launch.libraryDir }),
      ...(apiBaseUrl === null ? {} : { apiBaseUrl }),
    },
    keychain: { service: name, account: accountOf(launch), proxyAccount: `proxy of ${accountOf(launch)}` },
  };
};

/** The library folder as this run and its settings name it. */
export const givenFolder = (
  { defaults, overrides }: Profile,
  { libraryFolder }: Pick<Settings, 'libraryFolder'>,
): { folder: string; forThisRun: boolean; isDefault: boolean } => ({
  folder: overrides.libraryFolder ?? libraryFolder,
  forThisRun: overrides.libraryFolder !== undefined,
  isDefault: libraryFolder === defaults.libraryFolder,
});

/**
 * The key that a run brings along. The demo has its simulator's or none (where it was given another address):
 * the user's key is never used there.
 */
export const oneRunKeyOf = (launch: LaunchOptions, simulatorKey: string | null): OneRunKey | null => {
  if (simulatorKey !== null) return { key: simulatorKey, where: 'demo' };
  return launch.demo || launch.apiKey === null ? null : { key: launch.apiKey, where: 'environment' };
};

/** Names of the settings that this run replaces. */
export const overriddenNames = (profile: Profile): AppInfo['overridden'] => [
  ...(profile.overrides.libraryFolder === undefined ? [] : (['libraryFolder'] as const)),
  ...(profile.overrides.apiBaseUrl === undefined ? [] : (['apiBaseUrl'] as const)),
];

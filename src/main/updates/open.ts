import type { Log } from '../../core/ports.ts';
import type { ProxyCredentials, ProxySettings } from '../../shared/proxy.ts';
import { createElectronUpdater } from './electron-updates.ts';
import { updateMode } from './mode.ts';
import { readPackageFacts } from './package-facts.ts';
import { createUpdates, type Updates, type UpdatesOptions } from './updates.ts';

/** Updates of the program that runs, by how it came here. */
export const openUpdates = (
  options: Omit<UpdatesOptions, 'mode' | 'updater'> & {
    log: Log;
    env: Readonly<Record<string, string | undefined>>;
    /** Arguments of this run, for the next one. */
    args: readonly string[];
    proxy: () => ProxySettings;
    proxyLogin: () => Promise<ProxyCredentials | null>;
  },
): Updates => {
  const { facts, feedFile, pageOf } = readPackageFacts(options.env);
  return createUpdates({
    ...options,
    mode: updateMode(facts),
    updater: createElectronUpdater({ ...options, feedFile, pageOf, appImage: facts.appImage }),
  });
};

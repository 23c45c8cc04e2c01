import { app, session } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Log } from '../../core/ports.ts';
import { namesProxy, proxyAddress, type ProxyCredentials, type ProxySettings } from '../../shared/proxy.ts';
import type { Release, UpdateFault } from '../../shared/update.ts';
import { systemCode } from '../adapters/file-problems.ts';
import { plainNotes } from './notes.ts';
import { swapFile } from './swap-file.ts';
import { UpdateError, type Updater } from './updates.ts';

export interface ElectronUpdatesOptions {
  log: Log;
  /** electron-updater's description of where to ask; null: the one that the package came with. */
  feedFile: string | null;
  /** The AppImage that this was started from, if it was. */
  appImage: string | null;
  /** Arguments of this run, for the next one. */
  args: readonly string[];
  proxy: () => ProxySettings;
  proxyLogin: () => Promise<ProxyCredentials | null>;
  /** Where a version of a GitHub project can be read of; null for any other feed. */
  pageOf: (version: string) => string | null;
}

/** electron-updater talks through this session of its own (its source, ElectronHttpExecutor). */
const partition = 'electron-updater';

const codes: readonly [RegExp, UpdateFault][] = [
  [/^ERR_CHECKSUM_MISMATCH$|sha512 checksum mismatch|size mismatch/, 'damaged'],
  [/^(ENOSPC|EDQUOT)$/, 'disk_full'],
  [/^(EACCES|EPERM|EROFS|ETXTBSY)$/, 'denied'],
  [/^ERR_UPDATER_|^ERR_XML_|YAMLException/, 'bad_release'],
  [/net::ERR_|^E[A-Z]+$|^HTTP_ERROR_|status(Code)?:? *\d{3}|aborted|timed out/i, 'unreachable'],
];

const asUpdateError = (error: unknown): UpdateError => {
  const code = systemCode(error);
  const words = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  const found =
    codes.find(([pattern]) => pattern.test(code)) ?? codes.find(([pattern]) => pattern.test(words));
  return new UpdateError(found?.[1] ?? 'internal', error);
};

const orUpdateError = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UpdateError ? error : asUpdateError(error);
  }
};

/** electron-updater as our Updater. Loaded when it is first needed: most starts do without. */
export const createElectronUpdater = (options: ElectronUpdatesOptions): Updater => {
  const { log, feedFile, appImage } = options;
  let made: AppUpdater | null = null;
  /** What was downloaded and verified. */
  let downloaded: string | null = null;

  const updater = async (): Promise<AppUpdater> => {
    if (made !== null) return made;
    const { AppImageUpdater, MacUpdater, NsisUpdater } = await import('electron-updater');
    const Kind = { darwin: MacUpdater, win32: NsisUpdater }[process.platform as string] ?? AppImageUpdater;
    const next: AppUpdater = new Kind();
    next.autoDownload = false;
    next.autoInstallOnAppQuit = false;
    next.allowDowngrade = false;
    // It would send a number that is this copy's own, for releases that come to some users first.
    next.requestHeaders = { 'x-user-staging-id': '00000000-0000-0000-0000-000000000000' };
    if (feedFile !== null) {
      next.updateConfigPath = feedFile;
      next.forceDevUpdateConfig = true;
    }
    const note = (level: 'info' | 'warn' | 'error') => (message: unknown) =>
      log[level]('updater', { detail: String(message).slice(0, 500) });
    next.logger = { info: note('info'), warn: note('warn'), error: note('warn') };
    // It is told of by what rejects; an error that nobody hears would end the program.
    next.on('error', () => undefined);
    next.on('login', (_info, answer) => {
      void options
        .proxyLogin()
        .then((login) => (login === null ? answer('', '') : answer(login.user, login.password)));
    });
    made = next;
    return next;
  };

  /** By the same way as everything else. */
  const goTheWay = async (): Promise<void> => {
    const proxy = options.proxy();
    await session
      .fromPartition(partition, { cache: false })
      .setProxy(
        namesProxy(proxy.mode)
          ? { mode: 'fixed_servers', proxyRules: proxyAddress(proxy) }
          : { mode: proxy.mode === 'none' ? 'direct' : 'system' },
      );
  };

  return {
    check: () =>
      orUpdateError(async () => {
        await goTheWay();
        const found = await (await updater()).checkForUpdates();
        if (found === null || !found.isUpdateAvailable) return null;
        const { version, releaseNotes, releaseDate } = found.updateInfo;
        const releasedAt = Date.parse(releaseDate);
        const release: Release = {
          ...{ version, notes: plainNotes(releaseNotes), page: options.pageOf(version) },
          releasedAt: Number.isNaN(releasedAt) ? null : releasedAt,
        };
        return release;
      }),
    download: (onProgress) =>
      orUpdateError(async () => {
        await goTheWay();
        const from = await updater();
        const hear = ({ percent }: { percent: number }): void => onProgress(percent / 100);
        from.on('download-progress', hear);
        try {
          [downloaded = null] = await from.downloadUpdate();
        } finally {
          from.removeListener('download-progress', hear);
        }
      }),
    install: () =>
      orUpdateError(async () => {
        if (appImage === null) {
          (await updater()).quitAndInstall(false, true);
          return;
        }
        if (downloaded === null) throw new UpdateError('internal', 'nothing was downloaded');
        // electron-updater would remove the old file before the new one is there.
        await swapFile(downloaded, appImage);
        app.relaunch({ execPath: appImage, args: [...options.args] });
        app.quit();
      }),
  };
};

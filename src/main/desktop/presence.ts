import { numbers } from '../../shared/formatters.ts';
import { app, type BrowserWindow, powerSaveBlocker, shell } from 'electron';
import type { Engine } from '../../core/engine-api.ts';
import type { Clock, Log } from '../../core/ports.ts';
import type { Catalogue } from '../../shared/messages/catalogue.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Activation } from '../adapters/notifications/activation.ts';
import { createBusToaster } from '../adapters/notifications/bus-toaster.ts';
import { createElectronToaster } from '../adapters/notifications/electron-toaster.ts';
import { createNotifier } from '../adapters/notifier.ts';
import { createBackground, type Background } from './background.ts';
import type { Guide } from './guide.ts';
import { createKeepAwake } from './keep-awake.ts';
import { createLauncher } from './launcher.ts';
import { createLauncherEntry } from './linux/launcher-entry.ts';
import type { SessionBus } from './linux/session-bus.ts';
import type { TrayHost } from './linux/tray-host.ts';
import { createPresses } from './presses.ts';
import { createTaskbar } from './taskbar.ts';
import { createAppTray } from './tray.ts';

/** What shows of the app beside its window: tray, system notifications, and how long it stays without a window. */
export interface Presence {
  readonly background: Background;
  /** A window was made. */
  windowMade(): void;
  /** A setting may have changed. */
  settingsChanged(): void;
  /** Follows what was pressed on a notification before the app was there. */
  activated(activation: Activation): void;
  stop(): Promise<void>;
}

export interface PresenceOptions {
  engine: Engine;
  clock: Clock;
  log: Log;
  words: Catalogue['desktop'];
  locale: string;
  /** Path of the app's icon. */
  icon: string;
  settings: () => Settings;
  guide: Guide;
  /** The window as it is now; null while there is none. */
  window: () => BrowserWindow | null;
  /** Does the page play something? */
  isHeard: () => boolean;
  /** null: none, or another system than Linux. */
  sessionBus: SessionBus | null;
  trayHost: TrayHost;
  /** It has neither tray nor notifications: it serves somebody who looks elsewhere. */
  unseen: boolean;
}

/** A notification's click should still find the app for a while after the last piece of work. ms. */
const lingerMs = 10 * 60_000;
/** One that is still shown is waited for overnight. ms. */
const longestMs = 12 * 3_600_000;

export const createPresence = (options: PresenceOptions): Presence => {
  const { engine, clock, log, words, locale, icon, settings, guide, window, sessionBus, trayHost, unseen } =
    options;
  const keepAwake = createKeepAwake({
    ...{ engine, blocker: powerSaveBlocker, wanted: () => settings().keepAwake },
  });
  const presses = createPresses({ engine, guide, showFile: (path) => shell.showItemInFolder(path) });
  const toaster =
    sessionBus === null ? createElectronToaster(icon, process.platform) : createBusToaster(sessionBus, icon);
  const notifier = createNotifier({
    ...{ clock, log, words, locale, settings, toaster },
    onClick: presses.show,
    onPlay: (clipId) => void presses.play(clipId),
    onShowInFolder: (clipId) => void presses.showInFolder(clipId),
  });
  const background = createBackground({
    engine,
    staysInTray: () => trayHost.isThere() && settings().keepInTray,
    explain(inTray) {
      const { notify } = words;
      if (inTray) notifier.plain(notify.inTray, notify.inTrayText);
      else notifier.plain(notify.background, notify.backgroundText);
    },
    ...{ lingerMs, longestMs, isAwaited: () => toaster.hasShown(), isHeard: options.isHeard },
  });
  const settingsChanged = (): void => {
    keepAwake.look();
    background.look();
  };
  if (unseen)
    return {
      ...{ background, settingsChanged, windowMade: () => undefined, activated: () => undefined },
      stop: async () => keepAwake.stop(),
    };

  const tray = createAppTray({
    ...{ engine, words, locale, icon, now: () => clock.now() },
    actions: {
      ...{ show: presses.show, play: (clipId) => void presses.play(clipId) },
      pause: (paused) => engine.pauseWatching(paused),
      quit: () => app.quit(),
    },
  });
  const launcher = createLauncher({
    engine,
    places: [
      createTaskbar({
        ...{ app, window, platform: process.platform },
        unreadWords: (count) => words.unread(count, numbers(locale).format(count)),
      }),
      ...(sessionBus === null ? [] : [createLauncherEntry(sessionBus)]),
    ],
  });
  trayHost.onChange(() => {
    if (trayHost.isThere()) tray.renew();
    background.look();
  });
  engine.onNotice((notice) => notifier.notice(notice));
  // The list of notices cannot hold this one: it lies in what refuses.
  engine.onChange(({ slices }) => {
    if (slices.database)
      notifier.plain(
        words.notify.database,
        words.notify.databaseText,
        () => engine.state().database !== null,
      );
  });
  return {
    ...{ background, settingsChanged },
    activated: (activation) => notifier.activated(activation),
    windowMade: () => launcher.renew(),
    async stop() {
      notifier.stop();
      tray.stop();
      launcher.stop();
      keepAwake.stop();
      await toaster.withdraw();
    },
  };
};

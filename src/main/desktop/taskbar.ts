import type { App, BrowserWindow } from 'electron';
import type { LauncherFacts, LauncherPlace } from './launcher.ts';
import { dotPicture } from './tray-picture.ts';

export interface TaskbarOptions {
  app: Pick<App, 'setBadgeCount'>;
  /** The window as it is now; null while there is none. */
  window: () => Pick<BrowserWindow, 'setProgressBar' | 'setOverlayIcon'> | null;
  /** Says for screen readers how many notices are unread. */
  unreadWords: (unread: number) => string;
  platform: NodeJS.Platform;
}

/** Dock of macOS and taskbar of Windows. On Linux launchers listen on the bus (linux/launcher-entry.ts). */
export const createTaskbar = (options: TaskbarOptions): LauncherPlace => {
  const { app, window, unreadWords, platform } = options;
  /** Windows has no badge with a number for programs like this one, but a small picture over the icon. */
  const overlay = ({ unread }: LauncherFacts): void => {
    if (unread > 0) window()?.setOverlayIcon(dotPicture(), unreadWords(unread));
    else window()?.setOverlayIcon(null, '');
  };
  return (facts) => {
    // Below 0 takes the bar away.
    window()?.setProgressBar(facts.progress ?? -1);
    if (platform === 'win32') overlay(facts);
    else app.setBadgeCount(facts.unread);
  };
};

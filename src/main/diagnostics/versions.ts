import { app } from 'electron';
import { release } from 'node:os';

/** Names and versions of what we run on, ours first. */
export const versionsNow = (): [string, string][] => [
  ['Cliploft', app.getVersion()],
  ['Electron', process.versions.electron ?? ''],
  ['Chromium', process.versions['chrome'] ?? ''],
  ['Node', process.versions.node],
  [process.platform, `${release()} ${process.arch}`],
  ['locale', app.getLocale()],
  ['packaged', String(app.isPackaged)],
];

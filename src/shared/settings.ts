import * as v from 'valibot';
import { groupings, libraryLayouts, librarySorts } from './library-query.ts';
import { defaultProxy, proxySettingsSchema } from './proxy.ts';

/** A time of day, `HH:MM`. */
const timeSchema = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

/** The user's settings, as kept by electron-store. Every value is validated on read. */
export const settingsSchema = v.object({
  /** Absolute path of the library folder. */
  libraryFolder: v.string(),
  /** The template for names of clips' files, such as `{year}/{title} [{id}]`; one that makes no sense is never kept. */
  fileNames: v.pipe(v.string(), v.maxLength(200)),
  /** Seconds between two checks of one task, 5 to 10. */
  pollIntervalS: v.pipe(v.number(), v.minValue(5), v.maxValue(10)),
  theme: v.picklist(['system', 'light', 'dark']),
  /** System notifications per kind. The list inside the app is kept in any case. */
  notify: v.object({ finished: v.boolean(), failed: v.boolean() }),
  /** Hours, on the clock on the wall, in which no system notification comes; what they hold back comes at their end, as one. */
  quiet: v.object({ on: v.boolean(), from: timeSchema, to: timeSchema }),
  /** Where there is a tray, the app stays in it when its window is closed. */
  keepInTray: v.boolean(),
  /** The computer does not fall asleep while a clip is being saved. */
  keepAwake: v.boolean(),
  /** New versions of the program are looked for by itself. */
  checkForUpdates: v.boolean(),
  /** A version that is not wanted; null for none. */
  skippedUpdate: v.nullable(v.pipe(v.string(), v.maxLength(100))),
  /** https, or http on loopback only. No trailing slash. */
  apiBaseUrl: v.string(),
  proxy: proxySettingsSchema,
  /** Starts hidden when the user logs in. The system keeps this, not the file: it may be changed there too. */
  startAtLogin: v.boolean(),
  /** 0 to 1. */
  volume: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** How the library is shown when nothing is searched for. */
  library: v.object({
    sort: v.picklist(librarySorts),
    layout: v.picklist(libraryLayouts),
    /** Settings that were kept before there were groups lack it. */
    group: v.fallback(v.picklist(groupings), 'none'),
  }),
  /** Every clip is played at the same loudness. */
  evenLoudness: v.boolean(),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export const settingsPatchSchema = v.partial(v.omit(settingsSchema, ['libraryFolder']));
export type SettingsPatch = v.InferOutput<typeof settingsPatchSchema>;

/** The documented base URL [S]. */
export const defaultApiBaseUrl = 'https://sunor.cc/api/v1';

/** What holds until the user chooses otherwise. Where the library lies depends on the system. */
export const defaultSettings: Omit<Settings, 'libraryFolder'> = {
  fileNames: '{title} [{id}]',
  pollIntervalS: 5,
  theme: 'system',
  notify: { finished: true, failed: true },
  quiet: { on: false, from: '22:00', to: '08:00' },
  keepInTray: true,
  keepAwake: false,
  checkForUpdates: true,
  skippedUpdate: null,
  apiBaseUrl: defaultApiBaseUrl,
  proxy: defaultProxy,
  startAtLogin: false,
  volume: 0.8,
  library: { sort: 'newest', layout: 'grid', group: 'none' },
  evenLoudness: true,
};

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Does a base URL (in clean form) lead to this very machine, which is there without any network? */
export const isOnThisMachine = (baseUrl: string): boolean =>
  loopback.has(/^https?:\/\/(\[[^\]]*\]|[^/:]+)/.exec(baseUrl)?.[1] ?? '');

/** A base URL fit for use (https, or http on loopback; no trailing slash), or null. */
export const cleanApiBaseUrl = (text: string): string | null => {
  const match = /^(https?):\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?(\/[^\s?#]*)?$/i.exec(text.trim());
  if (match === null) return null;
  const [, scheme = '', host = '', port = '', path = ''] = match;
  if (scheme.toLowerCase() === 'http' && !loopback.has(host.toLowerCase())) return null;
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${port}${path.replace(/\/+$/, '')}`;
};

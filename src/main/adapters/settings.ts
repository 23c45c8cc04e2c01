import Store from 'electron-store';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { cleanApiBaseUrl, type Settings, settingsSchema } from '../../shared/settings.ts';
import type { WindowPlace } from '../desktop/window-place.ts';

const placeSchema = v.object({
  x: v.pipe(v.number(), v.integer()),
  y: v.pipe(v.number(), v.integer()),
  width: v.pipe(v.number(), v.integer(), v.minValue(300)),
  height: v.pipe(v.number(), v.integer(), v.minValue(300)),
  maximized: v.boolean(),
});

const fields = {
  ...settingsSchema.entries,
  // A relative one would mean another folder with each way of starting the app.
  libraryFolder: v.pipe(v.string(), v.check(isAbsolute, 'no absolute path')),
  apiBaseUrl: v.pipe(
    v.string(),
    v.check((text) => cleanApiBaseUrl(text) === text, 'no usable base URL'),
  ),
};

/** What was found in a settings file. */
export interface ReadSettings {
  settings: Settings;
  place: WindowPlace | null;
  /** Names of values that made no sense; `*` when the whole file did not. */
  broken: string[];
}

/** Reads the text of a settings file, value by value: what makes no sense falls back to its default. Pure. */
export const readSettings = (text: string | null, defaults: Settings): ReadSettings => {
  const nothing: ReadSettings = { settings: defaults, place: null, broken: [] };
  if (text === null) return nothing;
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return { ...nothing, broken: ['*'] };
  }
  const record = v.safeParse(v.record(v.string(), v.unknown()), found);
  if (!record.success || Array.isArray(found)) return { ...nothing, broken: ['*'] };
  const settings: Record<string, unknown> = { ...defaults };
  const broken: string[] = [];
  for (const [name, schema] of Object.entries(fields)) {
    if (!(name in record.output)) continue;
    const value = v.safeParse(schema as v.GenericSchema, record.output[name]);
    if (value.success) settings[name] = value.output;
    else broken.push(name);
  }
  const place = v.safeParse(placeSchema, record.output['window']);
  return { settings: v.parse(settingsSchema, settings), place: place.success ? place.output : null, broken };
};

export interface SettingsFile {
  current(): Settings;
  place(): WindowPlace | null;
  /** Where a broken file was set aside, or null when all was well. */
  readonly setAside: string | null;
  readonly broken: readonly string[];
  update(patch: Partial<Settings>): Settings;
  keepPlace(place: WindowPlace): void;
}

/** The settings in `<folder>/settings.json`. A file with anything broken in it is copied aside before it is mended. */
export const openSettings = (folder: string, defaults: Settings, stamp: string): SettingsFile => {
  const file = join(folder, 'settings.json');
  const read = readSettings(existsSync(file) ? readFileSync(file, 'utf8') : null, defaults);
  let setAside: string | null = null;
  if (read.broken.length > 0) {
    setAside = join(folder, `settings.broken-${stamp}.json`);
    renameSync(file, setAside);
  }
  const store = new Store<Record<string, unknown>>({ cwd: folder, name: 'settings' });
  let { settings, place } = read;
  if (setAside !== null) {
    const chosen = Object.entries(settings).filter(
      ([name, value]) => !isDeepStrictEqual(value, defaults[name as keyof Settings]),
    );
    store.store = { ...Object.fromEntries(chosen), ...(place === null ? {} : { window: place }) };
  }
  return {
    current: () => settings,
    place: () => place,
    setAside,
    broken: read.broken,
    update(patch) {
      settings = { ...settings, ...patch };
      // Only what was chosen is written: a default that changes with a later version then changes here too.
      for (const [name, value] of Object.entries(patch)) store.set(name, value);
      return settings;
    },
    keepPlace(next) {
      place = next;
      store.set('window', next);
    },
  };
};

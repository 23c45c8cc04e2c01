import Store from 'electron-store';
import { readFileSync, renameSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { Fault } from '../../shared/fault.ts';
import { cleanApiBaseUrl, type Settings, settingsSchema } from '../../shared/settings.ts';
import type { WindowPlace } from '../desktop/window-place.ts';
import { fileProblem } from './file-problems.ts';

const placeSchema = v.object({
  x: v.pipe(v.number(), v.safeInteger()),
  y: v.pipe(v.number(), v.safeInteger()),
  width: v.pipe(v.number(), v.safeInteger(), v.minValue(300)),
  height: v.pipe(v.number(), v.safeInteger(), v.minValue(300)),
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
  /** Where a broken file was set aside, or null when all was well or it could not be moved. */
  readonly setAside: string | null;
  readonly broken: readonly string[];
  /** Why nothing is kept for the next run (the file can be neither used nor moved), or null. */
  readonly notKept: string | null;
  /** Throws a Fault where the disk refuses; then the settings are as they were. */
  update(patch: Partial<Settings>): Settings;
  keepPlace(place: WindowPlace): void;
}

type KeptStore = Pick<Store<Record<string, unknown>>, 'set' | 'store'>;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why the file cannot be written. Its folder is not the library's: of that folder nothing is said. */
const notWritten = (error: unknown): Fault => {
  const { code, detail } = fileProblem(error).problem;
  const isDisk = code === 'disk_full' || code === 'disk_fault';
  return new Fault(
    { code: isDisk ? code : 'internal', detail: `settings.json: ${detail ?? ''}` },
    { cause: error },
  );
};

/** The file's text; null where there is none; undefined where something is there that cannot be read. */
const textOf = (file: string): string | null | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : undefined;
  }
};

/**
 * The settings in `<folder>/settings.json`. A file with anything broken in it, or one that cannot be read,
 * is set aside before it is mended. Where not even that can be done, the run goes on with what could be
 * read, in memory: settings are no reason not to start.
 */
export const openSettings = (folder: string, defaults: Settings, stamp: string): SettingsFile => {
  const file = join(folder, 'settings.json');
  const text = textOf(file);
  const read: ReadSettings =
    text === undefined ? { settings: defaults, place: null, broken: ['*'] } : readSettings(text, defaults);
  let { settings, place } = read;
  let setAside: string | null = null;
  let notKept: string | null = null;
  let store: KeptStore | null = null;
  try {
    if (read.broken.length > 0) {
      const aside = join(folder, `settings.broken-${stamp}.json`);
      renameSync(file, aside);
      setAside = aside;
    }
    store = new Store<Record<string, unknown>>({ cwd: folder, name: 'settings' });
    if (setAside !== null) {
      const chosen = Object.entries(settings).filter(
        ([name, value]) => !isDeepStrictEqual(value, defaults[name as keyof Settings]),
      );
      store.store = { ...Object.fromEntries(chosen), ...(place === null ? {} : { window: place }) };
    }
  } catch (error) {
    notKept = reasonOf(error);
  }
  return {
    current: () => settings,
    place: () => place,
    setAside,
    broken: read.broken,
    notKept,
    update(patch) {
      try {
        // Only what was chosen is written: a default that changes with a later version then changes here too.
        for (const [name, value] of Object.entries(patch)) store?.set(name, value);
      } catch (error) {
        throw notWritten(error);
      }
      settings = { ...settings, ...patch };
      return settings;
    },
    keepPlace(next) {
      place = next;
      store?.set('window', next);
    },
  };
};

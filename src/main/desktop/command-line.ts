import { isAbsolute, resolve } from 'node:path';
import { cleanApiBaseUrl } from '../../shared/settings.ts';

/** What a command line and the environment ask for, for one run. */
export interface LaunchOptions {
  demo: boolean;
  /** Start without a window. */
  hidden: boolean;
  userDataDir: string | null;
  libraryDir: string | null;
  /** From SUNOR_API_URL, as given. */
  apiUrl: string | null;
  /** From SUNOR_API_KEY. */
  apiKey: string | null;
}

const valueOf = (args: readonly string[], name: string): string | null => {
  const found = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  return found === undefined || found === '' ? null : found;
};

const pathOf = (args: readonly string[], name: string, workingDir: string): string | null => {
  const value = valueOf(args, name);
  return value === null || isAbsolute(value) ? value : resolve(workingDir, value);
};

const trimmed = (text: string | undefined): string | null => {
  const value = text?.trim() ?? '';
  return value === '' ? null : value;
};

/** Reads arguments (without the executable) and environment. Unknown arguments are Chromium's and left alone. */
export const readLaunchOptions = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  workingDir: string,
): LaunchOptions => ({
  demo: args.includes('--demo'),
  hidden: args.includes('--hidden'),
  userDataDir: pathOf(args, 'user-data-dir', workingDir),
  libraryDir: pathOf(args, 'library-dir', workingDir),
  apiUrl: trimmed(env['SUNOR_API_URL']),
  apiKey: trimmed(env['SUNOR_API_KEY']),
});

/** Is there an API address, and no usable one? To go on without it would send the key elsewhere than was asked. */
export const hasBadApiUrl = ({ apiUrl }: Pick<LaunchOptions, 'apiUrl'>): boolean =>
  apiUrl !== null && cleanApiBaseUrl(apiUrl) === null;

/** Takes the key out of an environment, once it was read: whatever is started from now on does not inherit it. */
export const forgetKey = (env: Record<string, string | undefined>): void => {
  delete env['SUNOR_API_KEY'];
};

/** Arguments (without the executable) for the demo, from those of this run: its folders are its own, and it is seen. */
export const demoArgs = (args: readonly string[]): string[] => [
  ...args.filter((arg) => !/^--(user-data-dir|library-dir)=|^--(hidden|demo)$/.test(arg)),
  '--demo',
];

/** The environment for the demo: this run's address and key are no part of it. Changes `env`, which is inherited. */
export const clearForDemo = (env: Record<string, string | undefined>): void => {
  delete env['SUNOR_API_URL'];
  forgetKey(env);
};

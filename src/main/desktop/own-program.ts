import { ownAppImage } from '../updates/mode.ts';

/**
 * The program to run when this one is to be started again: later, at login, or with other arguments. An AppImage is
 * unmounted, and what a portable program on Windows was unpacked to is removed, when the process that it was started as
 * ends; then it is the file that the user has. Pure.
 */
export const ownProgram = (
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  execPath: string,
): string => {
  if (platform === 'linux') return ownAppImage(env, execPath) ?? execPath;
  // Its launcher sets it, by an absolute path.
  const portable = platform === 'win32' ? env['PORTABLE_EXECUTABLE_FILE'] : undefined;
  return portable === undefined || portable === '' ? execPath : portable;
};

import { statfsSync } from 'node:fs';
import { run } from '../tools/run.ts';

export interface Surroundings {
  platform: NodeJS.Platform;
  /** Is there a display, and may it be used? */
  display: boolean;
  /** Can Chromium's sandbox work for this user? */
  sandbox: boolean;
  /** Bytes of shared memory; null where that is no question. */
  sharedMemory: number | null;
}

/** Does a person sit in front of this? Not on a Linux without a display, nor where headless is asked for. */
export const hasDisplay = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): boolean =>
  env['CLIPLOFT_HEADLESS'] !== '1' &&
  (platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']));

/** What Electron has to be told before the app's folder. Pure. */
export const electronFlags = (around: Surroundings): string[] => {
  const flags: string[] = [];
  if (!around.sandbox) flags.push('--no-sandbox');
  if (!around.display) flags.push('--disable-gpu');
  // Chromium crashes on big pages in the 64 MB that containers give.
  if (around.sharedMemory !== null && around.sharedMemory < 256 * 1024 * 1024)
    flags.push('--disable-dev-shm-usage');
  return flags;
};

/**
 * Chromium's sandbox on Linux: never as root; for others it needs user namespaces, which some systems and
 * most containers forbid. `unshare` asks the kernel the same question.
 */
const sandboxWorks = async (): Promise<boolean> => {
  if (process.platform !== 'linux') return true;
  if (process.geteuid?.() === 0) return false;
  return (await run('unshare', ['--user', '--map-root-user', 'true'])).code === 0;
};

const sharedMemory = (): number | null => {
  if (process.platform !== 'linux') return null;
  try {
    const { blocks, bsize } = statfsSync('/dev/shm');
    return blocks * bsize;
  } catch {
    return 0; // Not there: the worst case.
  }
};

/** Looks at this machine. */
export const lookAround = async (env: NodeJS.ProcessEnv): Promise<Surroundings> => ({
  platform: process.platform,
  display: hasDisplay(env),
  sandbox: await sandboxWorks(),
  sharedMemory: sharedMemory(),
});

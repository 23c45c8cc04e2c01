import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** The longest path of a Unix socket that every system takes, in bytes: 104 on macOS, with the ending zero. */
const longestPath = 103;

export interface Surroundings {
  platform: NodeJS.Platform;
  /** The profile's folder. */
  userData: string;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Where the running instance of a profile listens: a socket in the profile's folder; where that path is too long, one in
 * the user's private run-time folder; on Windows a named pipe. null where there is no private place. Pure.
 */
export const controlPlace = ({ platform, userData, env }: Surroundings): string | null => {
  const hash = createHash('sha256').update(userData).digest('hex').slice(0, 16);
  if (platform === 'win32') return `\\\\.\\pipe\\cliploft-${hash}`;
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  const places = [
    join(userData, 'control.sock'),
    // A relative one is to be ignored, says the XDG specification.
    ...(runtime.startsWith('/') ? [join(runtime, `cliploft-${hash}.sock`)] : []),
  ];
  return places.find((place) => Buffer.byteLength(place) <= longestPath) ?? null;
};

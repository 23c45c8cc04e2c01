import { taskIdOf } from '../../core/tasks/find-ids.ts';

/** What links of ours begin with, without the colon. */
export const linkScheme = 'cliploft';

/** Longer than any link that we make; nothing longer is looked at. */
const longestLink = 250;
const shape = /^cliploft:\/\/(task|clip)\/([A-Za-z0-9_-]{1,200})$/i;

/** What a link may ask for: a task to be added and shown, or a clip to be shown. There is nothing else. */
export interface LinkTarget {
  kind: 'task' | 'clip';
  id: string;
}

/** Is it meant as a link of ours, good or bad? Pure. */
export const looksLikeLink = (text: string): boolean => /^cliploft:/i.test(text);

/**
 * Reads a link, which anybody may have written: exactly `cliploft://task/<id>` or `cliploft://clip/<id>`, nothing before,
 * between or after, nothing encoded. null for all else. Whether the library has the clip is asked later. Pure.
 */
export const readLink = (text: string): LinkTarget | null => {
  if (text.length > longestLink) return null;
  const [, host = '', id = ''] = shape.exec(text) ?? [];
  if (host.toLowerCase() === 'clip') return { kind: 'clip', id };
  if (host.toLowerCase() !== 'task') return null;
  const task = taskIdOf(id);
  return task === null ? null : { kind: 'task', id: task };
};

/** What decides whether we may register ourselves for links. */
export interface LinkOwner {
  platform: NodeJS.Platform;
  packaged: boolean;
  /** A profile of its own, or the demo: links belong to the usual one. */
  usualProfile: boolean;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Does the app register itself for `cliploft://`? Only packaged, and only where nothing else does: a Linux package has
 * a desktop entry for it, and a portable program on Windows lies elsewhere after each start. Pure.
 */
export const registersLinks = ({ platform, packaged, usualProfile, env }: LinkOwner): boolean => {
  if (!packaged || !usualProfile) return false;
  if (platform === 'linux') return env['APPIMAGE'] !== undefined;
  return platform === 'darwin' || env['PORTABLE_EXECUTABLE_FILE'] === undefined;
};

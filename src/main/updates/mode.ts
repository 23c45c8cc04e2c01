import type { Update } from '../../shared/update.ts';

/** How this program came onto the computer. */
export interface PackageFacts {
  platform: string;
  /** Built and packed, no checkout. */
  packaged: boolean;
  /** Is there a place to ask at: `app-update.yml`, which electron-builder writes where it was told of one? */
  feed: boolean;
  /** Was it signed when it was built (`signed` in the app's package.json)? */
  signed: boolean;
  /** The AppImage that this was started from (its runtime sets APPIMAGE); null for anything else. */
  appImage: string | null;
  /** A portable .exe (its launcher sets PORTABLE_EXECUTABLE_DIR): what runs is a copy that it unpacked. */
  portable: boolean;
  /** A test's own feed; counts for a checkout alone. */
  testFeed: boolean;
}

/**
 * May this program replace itself? Where the system's packages own it, it asks nobody. macOS and Windows check whose a
 * program is, so one without a signature only tells. An AppImage belongs to who put it there; what replaces it is held
 * against the hash in the feed. Pure.
 */
export const updateMode = (facts: PackageFacts): Pick<Update, 'mode' | 'by'> => {
  const { platform, packaged, feed, signed, appImage, portable, testFeed } = facts;
  if (!packaged && !testFeed) return { mode: 'off', by: 'source' };
  if (platform === 'linux' && appImage === null) return { mode: 'off', by: 'package' };
  if (packaged && !feed) return { mode: 'off', by: 'nobody' };
  if (platform === 'linux') return { mode: 'install', by: null };
  return { mode: signed && !portable ? 'install' : 'tell', by: null };
};

/** The GitHub project of a feed as electron-builder describes it (YAML, a name and a value a line); null for any other. Pure. */
export const githubProject = (feed: string): string | null => {
  const value = (name: string): string | null =>
    new RegExp(`^${name}:\\s*['"]?([\\w.-]+)['"]?\\s*$`, 'm').exec(feed)?.[1] ?? null;
  const [owner, repo] = [value('owner'), value('repo')];
  return value('provider') === 'github' && owner !== null && repo !== null ? `${owner}/${repo}` : null;
};

/**
 * The AppImage that this program runs from, by its runtime's environment; null where there is none. A program that another
 * AppImage started has that one's APPIMAGE: only one whose mounted folder (APPDIR) holds this program is ours to replace. Pure.
 */
export const ownAppImage = (
  env: Readonly<Record<string, string | undefined>>,
  execPath: string,
): string | null => {
  const [image = '', folder = ''] = [env['APPIMAGE'], env['APPDIR']?.replace(/\/+$/, '')];
  return image.startsWith('/') && folder !== '' && execPath.startsWith(`${folder}/`) ? image : null;
};

import type { PlaylistExport, PlaylistImport } from '../../shared/playlist.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Files, Sql } from '../ports.ts';
import { longestFile } from './folder-file.ts';
import type { ListText } from './list-text.ts';
import { decodeM3u, readM3u } from './m3u.ts';
import { createMatcher } from './match.ts';
import { fileNameOf, folderOf, parsePath } from './paths.ts';
import type { PlaylistStore } from './playlist-store.ts';
import type { PlaylistCommands } from './playlist-commands.ts';
import { nameOf } from './restore.ts';

/** Playlists to and from files that any player knows. Paths are absolute, and the user's choice. */
export interface M3uFiles {
  /** Writes a list as M3U8, in place of a file that is there. Problems: bad_request (no such list), those of writing. */
  exportPlaylist(id: string, path: string): Promise<Result<PlaylistExport>>;
  /** Makes a new list of what an M3U file names and the library holds. Problems: those of reading. */
  importPlaylist(path: string): Promise<Result<PlaylistImport>>;
}

const longestList = 20;
/** At most so many are created at once; a file that names more is cut. */
const mostEntries = 1_000_000;

export const createM3uFiles = (options: {
  files: Files;
  sql: Sql;
  lists: Pick<PlaylistStore, 'get'>;
  text: ListText;
  profileId: string;
  libraryFolder: () => string;
  create: (
    list: Parameters<PlaylistCommands['createPlaylist']>[0],
  ) => ReturnType<PlaylistCommands['createPlaylist']>;
}): M3uFiles => {
  const { files, sql, lists, text, libraryFolder } = options;
  return {
    async exportPlaylist(id, path) {
      const list = lists.get(id);
      if (list === null) return fail('bad_request', { detail: 'there is no such playlist' });
      const opened = await files.createPart(`${path}.${options.profileId}.part`);
      if (!opened.ok) return opened;
      const part = opened.value;
      let clips = 0;
      const count = (): void => void (clips += 1);
      for (const piece of text.plain(list, folderOf(path), parsePath(libraryFolder()), count)) {
        const written = await part.write(new TextEncoder().encode(piece));
        if (written.ok) continue;
        await part.discard();
        return written;
      }
      const finished = await part.finish();
      const named = finished.ok ? await files.replace(part.path, path) : finished;
      if (named.ok) return ok({ path, clips });
      await files.remove(part.path);
      return named;
    },

    async importPlaylist(path) {
      const bytes = await files.readBytes(path, longestFile);
      if (!bytes.ok) return bytes;
      const file = readM3u(decodeM3u(bytes.value));
      const matcher = createMatcher(sql, parsePath(libraryFolder()));
      const from = folderOf(path);
      const ids: string[] = [];
      const missing: string[] = [];
      for (const entry of file.entries.slice(0, mostEntries)) {
        const clip = matcher.clipOf(entry, from);
        if (clip === null) missing.push(fileNameOf(entry.path ?? '') || (entry.clip ?? ''));
        else ids.push(clip);
      }
      const name = nameOf(file, fileNameOf(path));
      const made = options.create({ name, clips: { of: 'ids', ids }, query: file.smart });
      if (!made.ok) return made;
      const missingNames = missing.slice(0, longestList).map((each) => each.slice(0, 200));
      return ok({ ...made.value, name, clips: ids.length, missing: missing.length, missingNames });
    },
  };
};

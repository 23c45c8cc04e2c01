import * as v from 'valibot';
import { playlistNameSchema } from '../../shared/playlist.ts';
import { baseName } from '../library/names.ts';
import type { Files, Sql } from '../ports.ts';
import type { EntryStore } from './entry-store.ts';
import { longestFile, playlistExtension, playlistFolder } from './folder-file.ts';
import { type M3uFile, readM3u } from './m3u.ts';
import { createMatcher, type Matcher } from './match.ts';
import { parsePath, type ParsedPath } from './paths.ts';
import type { PlaylistStore } from './playlist-store.ts';

export interface RestoreOptions {
  files: Files;
  sql: Sql;
  lists: PlaylistStore;
  entries: EntryStore;
}

/** A list's name from its file, or from what the file is called. */
export const nameOf = (file: Pick<M3uFile, 'name'>, fileName: string): string => {
  for (const name of [file.name ?? '', baseName(fileName)]) {
    const parsed = v.safeParse(playlistNameSchema, name.slice(0, 200));
    if (parsed.success) return parsed.output;
  }
  return 'M3U';
};

/** The clips that the entries of a file mean. Those of a file of ours are known by their ids, be they in the library or not. */
export const clipsIn = (file: M3uFile, matcher: Matcher, from: ParsedPath): string[] =>
  file.entries.flatMap((entry) => matcher.clipOf(entry, from) ?? entry.clip ?? []);

/**
 * Takes up the playlists that lie in the library folder as files of ours: those that the database does not know, and
 * those that were changed since the state that it has. What was removed here stays removed. Gives how many they are.
 * Changes no file.
 */
export const restoreLists = async (
  { files, sql, lists, entries }: RestoreOptions,
  folder: string,
  signal: AbortSignal,
): Promise<number> => {
  const library = parsePath(folder);
  const from = { ...library, pieces: [...library.pieces, playlistFolder] };
  const matcher = createMatcher(sql, library);
  const names = await files.list(files.join(folder, playlistFolder));
  // A copy that somebody made, or a file sync, has the longer name.
  const ordered = names
    .filter((name) => !name.startsWith('.') && name.toLowerCase().endsWith(playlistExtension))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  let taken = 0;
  for (const name of ordered) {
    if (signal.aborted) break;
    const text = await files.readText(files.join(folder, playlistFolder, name), longestFile);
    const file = text.ok ? readM3u(text.value) : null;
    if (file === null || file.mark === null) continue;
    const { id, position, created: createdAt, changed: changedAt } = file.mark;
    const known = lists.knows(id);
    if (known !== null && (known.removedAt !== null || known.changedAt >= changedAt)) continue;
    const [title, query] = [nameOf(file, name), file.smart];
    sql.transaction(() => {
      if (known === null) lists.add({ id, name: title, query, position, createdAt, changedAt, file: name });
      else lists.change(id, changedAt, { name: title, query, position });
      entries.dropAll(id);
      if (query === null) entries.insert(id, entries.numbered(clipsIn(file, matcher, from)), null);
    });
    taken += 1;
  }
  return taken;
};

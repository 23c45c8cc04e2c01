import type { ClipSet } from '../../shared/clip-set.ts';
import type { Result } from '../../shared/problem.ts';
import type { LibraryIndex } from '../library/search/library-index.ts';
import type { Clock, Files, Log, Random, Sql, Trash } from '../ports.ts';
import { createEntryStore, type EntryStore } from './entry-store.ts';
import { createFolderFile } from './folder-file.ts';
import { createListText } from './list-text.ts';
import { createM3uFiles, type M3uFiles } from './m3u-files.ts';
import { createPlaylistFiles, type PlaylistFiles } from './playlist-files.ts';
import { createPlaylistStore, type PlaylistStore } from './playlist-store.ts';
import type { PlaylistCommands } from './playlist-commands.ts';
import { createPlaylists, type PlaylistRoom } from './playlists.ts';
import { restoreLists } from './restore.ts';

/** Everything about playlists: what is done with them, and their files in the library folder. */
export interface PlaylistsRoom extends Pick<PlaylistRoom, 'state' | 'changed' | 'libraryChanged'> {
  readonly commands: PlaylistCommands & M3uFiles;
  readonly files: PlaylistFiles;
  readonly lists: PlaylistStore;
  readonly entries: EntryStore;
  /** Takes up what lies in the library folder and is not known; see restore.ts. */
  restore(folder: string, signal: AbortSignal): Promise<number>;
}

/** The two stores over a migrated database. */
export const createPlaylistStores = (sql: Sql): Pick<PlaylistsRoom, 'lists' | 'entries'> => ({
  lists: createPlaylistStore(sql),
  entries: createEntryStore(sql),
});

/** Joins the parts of the room. */
export const createPlaylistsRoom = (options: {
  clock: Clock;
  random: Random;
  log: Log;
  sql: Sql;
  files: Files;
  trash: Trash;
  profileId: string;
  index: Pick<LibraryIndex, 'page'>;
  idsOf: (set: ClipSet) => string[];
  libraryFolder: () => string;
  checkFolder: (folder: string) => Promise<Result<void>>;
  /** Nothing may be written to the library folder now. */
  isBlocked: () => boolean;
  onChange: () => void;
}): PlaylistsRoom => {
  const stores = createPlaylistStores(options.sql);
  const text = createListText({ ...options, ...stores });
  const keeper = createPlaylistFiles({
    ...{ ...options, ...stores },
    file: createFolderFile({ ...options, ...stores, text }),
  });
  const room = createPlaylists({
    ...{ ...options, ...stores },
    onChange() {
      options.onChange();
      keeper.look();
    },
  });
  const { state, changed, libraryChanged, ...commands } = room;
  const m3u = createM3uFiles({ ...options, ...stores, text, create: commands.createPlaylist });
  return {
    ...{ ...stores, state, changed, libraryChanged, files: keeper },
    commands: { ...commands, ...m3u },
    async restore(folder, signal) {
      const taken = await restoreLists({ ...options, ...stores }, folder, signal);
      if (taken > 0) changed();
      return taken;
    },
  };
};

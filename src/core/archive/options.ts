import type { Result } from '../../shared/problem.ts';
import type { ClipStore } from '../library/clip-store.ts';
import type { SaidStore } from '../library/said/said-store.ts';
import type { LyricStore } from '../library/lyric-store.ts';
import type { Notices } from '../notices/notices.ts';
import type { EntryStore } from '../playlists/entry-store.ts';
import type { PlaylistStore } from '../playlists/playlist-store.ts';
import type { Archives, Clock, Files, Sql } from '../ports.ts';
import type { ItemStore } from '../saving/item-store.ts';
import type { TaskStore } from '../tasks/task-store.ts';

/** What export and import work on. */
export interface ArchiveOptions {
  clock: Clock;
  files: Files;
  archives: Archives;
  sql: Sql;
  tasks: TaskStore;
  items: ItemStore;
  clips: ClipStore;
  lyrics: LyricStore;
  notices: Notices;
  /** What is said of clips. */
  said: Pick<SaidStore, 'after' | 'take'>;
  lists: PlaylistStore;
  entries: EntryStore;
  libraryFolder: () => string;
  /** Is it the library folder, and may it be written? */
  checkFolder: (folder: string) => Promise<Result<void>>;
  /** These task ids are about to be watched: they go to the journal first. */
  remember: (ids: string[]) => void;
  /** All or nothing, in memory as on disk. */
  atomically: <T>(work: () => T) => T;
  /** Distinguishes our files under way from those of another computer on the same folder. */
  profileId: string;
}

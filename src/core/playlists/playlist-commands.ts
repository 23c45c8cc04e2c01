import type { ClipSet } from '../../shared/clip-set.ts';
import type { ClipList } from '../../shared/library-query.ts';
import type { PlaylistChange, PlaylistPage } from '../../shared/playlist.ts';
import type { Result } from '../../shared/problem.ts';

/**
 * What can be done with playlists. Each change is durable on return and gives a token that takes it back (see undo.ts).
 * Problem: bad_request where there is no such list or entry, or a smart list is treated as one with entries.
 */
export interface PlaylistCommands {
  createPlaylist(list: {
    name: string;
    clips?: ClipSet | undefined;
    query?: ClipList | null | undefined;
  }): Result<PlaylistChange>;
  renamePlaylist(id: string, name: string): Result<PlaylistChange>;
  setPlaylistQuery(id: string, query: ClipList): Result<PlaylistChange>;
  removePlaylist(id: string): Result<PlaylistChange>;
  movePlaylist(id: string, before: string | null): Result<PlaylistChange>;
  addToPlaylist(
    id: string,
    clips: ClipSet,
    before: number | null,
  ): Result<PlaylistChange & { added: number }>;
  takeOutOfPlaylist(id: string, entries: readonly number[]): Result<PlaylistChange>;
  reorderPlaylist(id: string, entries: readonly number[], before: number | null): Result<PlaylistChange>;
  playlistPage(id: string, offset: number, limit: number): Result<PlaylistPage>;
  undoPlaylists(token: string): boolean;
}

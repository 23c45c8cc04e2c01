import { dialog } from 'electron';
import { join } from 'node:path';
import type { Engine } from '../core/engine-api.ts';
import { safeName } from '../core/saving/file-names.ts';
import type { Catalogue } from '../shared/messages/catalogue.ts';
import { ok } from '../shared/problem.ts';
import type { Settings } from '../shared/settings.ts';
import type { Handlers } from './ipc.ts';

type PlaylistCommand = Extract<keyof Handlers, `playlists.${string}`>;

/** Commands about playlists: the engine's, and the system's dialogs for their files. */
export const createPlaylistHandlers = (
  engine: Engine,
  words: Catalogue['desktop'],
  settings: () => Settings,
): Pick<Handlers, PlaylistCommand> => ({
  'playlists.create': (list) => engine.createPlaylist(list),
  'playlists.rename': ({ id, name }) => engine.renamePlaylist(id, name),
  'playlists.setQuery': ({ id, query }) => engine.setPlaylistQuery(id, query),
  'playlists.remove': ({ id }) => engine.removePlaylist(id),
  'playlists.move': ({ id, before }) => engine.movePlaylist(id, before),
  'playlists.add': ({ id, clips, before }) => engine.addToPlaylist(id, clips, before ?? null),
  'playlists.takeOut': ({ id, entries }) => engine.takeOutOfPlaylist(id, entries),
  'playlists.reorder': ({ id, entries, before }) => engine.reorderPlaylist(id, entries, before),
  'playlists.page': ({ id, offset, limit }) => engine.playlistPage(id, offset, limit),
  'playlists.undo': ({ undo }) => ok(engine.undoPlaylists(undo)),
  async 'playlists.export'({ id }) {
    const name = engine.state().playlists.lists.find((list) => list.id === id)?.name ?? '';
    const chosen = await dialog.showSaveDialog({
      title: words.choosePlaylistExport,
      // Beside the songs: then any player on this computer finds them.
      defaultPath: join(settings().libraryFolder, `${safeName(name)}.m3u8`),
      filters: [{ name: words.playlistKind, extensions: ['m3u8'] }],
    });
    return chosen.canceled || chosen.filePath === undefined || chosen.filePath === ''
      ? ok(null)
      : engine.exportPlaylist(id, chosen.filePath);
  },
  async 'playlists.import'() {
    const chosen = await dialog.showOpenDialog({
      title: words.choosePlaylistImport,
      defaultPath: settings().libraryFolder,
      filters: [{ name: words.playlistKinds, extensions: ['m3u8', 'm3u'] }],
      properties: ['openFile'],
    });
    const path = chosen.canceled ? undefined : chosen.filePaths[0];
    return path === undefined ? ok(null) : engine.importPlaylist(path);
  },
});

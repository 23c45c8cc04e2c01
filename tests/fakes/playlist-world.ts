import { migrate } from '../../src/core/database/migrations.ts';
import { createClipPlaces } from '../../src/core/library/clip-places.ts';
import { createSelection } from '../../src/core/library/said/selection.ts';
import { createClipStore } from '../../src/core/library/clip-store.ts';
import { createPlaylistsRoom } from '../../src/core/playlists/room.ts';
import type { ClipSet } from '../../src/shared/clip-set.ts';
import type { Result } from '../../src/shared/problem.ts';
import { createFakeClock, type FakeClock } from './clock.ts';
import { createFakeFiles, type FakeFiles } from './files.ts';
import { putFiles, someClip } from './library.ts';
import { indexOf } from './library-index.ts';
import { createFakeLog } from './log.ts';
import { memorySql } from './sql.ts';
import { createFakeTrash } from './trash.ts';

export const folder = '/music/Cliploft';
export const ids = (...list: string[]): ClipSet => ({ of: 'ids', ids: list });

/** The value of what went well. */
export const must = <R extends Result<unknown>>(result: R): Extract<R, { ok: true }>['value'] => {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail ?? ''}`);
  return result.value;
};

/** The room of playlists over a library of its own; `beside` shares the disk and the time of another one. */
export const createPlaylistWorld = (beside?: { clock: FakeClock; files: FakeFiles }, sql = memorySql()) => {
  const { clock, files } = beside ?? {
    clock: createFakeClock(),
    files: createFakeFiles({ folders: [folder] }),
  };
  migrate(sql);
  const clips = createClipStore(sql);
  const trash = createFakeTrash(files);
  const state = { blocked: false, told: 0, folder };
  const log = createFakeLog();
  const room = createPlaylistsRoom({
    ...{ clock, sql, files, trash, log, random: () => 0.5, profileId: 'feedbeef' },
    ...{ index: indexOf(sql), libraryFolder: () => state.folder },
    idsOf: createSelection({ sql, version: () => 0, listed: () => [] }).idsOf,
    checkFolder: (path) => files.checkFolder(path),
    isBlocked: () => state.blocked,
    onChange: () => void (state.told += 1),
  });
  const { commands } = room;
  const page = (id: string, offset = 0, limit = 200) => must(commands.playlistPage(id, offset, limit));
  return {
    ...{ clock, files, sql, clips, trash, state, room, commands, page, log },
    places: createClipPlaces(sql),
    save(...names: string[]): void {
      for (const id of names) {
        clips.add(someClip(id));
        putFiles(files, folder, someClip(id));
      }
    },
    /** A list with these clips; gives its id. */
    list: (name: string, ...of: string[]): string =>
      must(commands.createPlaylist({ name, clips: ids(...of) })).id,
    /** The clips that are shown, in order. */
    shown: (id: string): string[] => page(id).entries.map(({ clip }) => clip.id),
    /** The numbers of its entries, in order. */
    numbers: (id: string): number[] => page(id).entries.map(({ entry }) => entry),
    names: (): string[] => room.state().lists.map(({ name }) => name),
    /** The playlists' files: names and texts. */
    written: (): Record<string, string> =>
      Object.fromEntries(
        [...files.disk]
          .filter(([path]) => path.startsWith(`${folder}/Playlists/`))
          .map(([path, bytes]) => [path.slice(folder.length + 11), new TextDecoder().decode(bytes)]),
      ),
  };
};

import type { ClipSet } from '../../shared/clip-set.ts';
import type { PlaylistChange, Playlists } from '../../shared/playlist.ts';
import { fail, ok, type Result } from '../../shared/problem.ts';
import type { LibraryIndex } from '../library/search/library-index.ts';
import type { Clock, Random, Sql } from '../ports.ts';
import { createUndoing } from '../undoing.ts';
import type { EntryStore } from './entry-store.ts';
import type { PlaylistCommands } from './playlist-commands.ts';
import type { PlaylistRecord, PlaylistStore } from './playlist-store.ts';

/** The room that keeps playlists. */
export interface PlaylistRoom extends PlaylistCommands {
  state(): Playlists;
  /** Lists came in another way. */
  changed(): void;
  /** The library changed: clips of lists may have left it or come back. */
  libraryChanged(): void;
}

export interface PlaylistOptions {
  clock: Clock;
  random: Random;
  sql: Sql;
  lists: PlaylistStore;
  entries: EntryStore;
  index: Pick<LibraryIndex, 'page'>;
  /** The clips that a set means and the library holds. */
  idsOf: (set: ClipSet) => string[];
  onChange: () => void;
}

/** An id that no list has, in this library or another. */
const freshId = ({ clock, random, lists }: PlaylistOptions): string => {
  const base = `${clock.now().toString(36)}-${Math.floor(random() * 0xffffffff).toString(36)}`;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (lists.knows(id) === null) return id;
  }
};

const noList = fail('bad_request', { detail: 'there is no such playlist' });
const noEntry = fail('bad_request', { detail: 'there is no such entry' });
const isSmart = fail('bad_request', { detail: 'a smart playlist has no entries of its own' });

export const createPlaylists = (options: PlaylistOptions): PlaylistRoom => {
  const { clock, sql, lists, entries, index, idsOf, onChange } = options;
  const undoing = createUndoing<true>(options.random);
  let version = 0;
  /** How many are shown of each list, and the state of the lists that this is true of. */
  let counted = { mark: lists.mark(), counts: entries.counts() };
  const counts = (): ReadonlyMap<string, number> => {
    const mark = lists.mark();
    if (counted.mark !== mark) counted = { mark, counts: entries.counts() };
    return counted.counts;
  };
  /** What was told last. */
  let told = counted.mark;
  const changed = (): void => {
    version += 1;
    told = lists.mark();
    onChange();
  };

  /** One commit that can be taken back by another. */
  const make = (id: string, work: () => void, back: () => void): PlaylistChange => {
    sql.transaction(work);
    changed();
    return { id, undo: undoing.keep(() => (sql.transaction(back), true)) };
  };
  const touch = (id: string): void => lists.change(id, clock.now());

  const withList = <T>(id: string, how: (list: PlaylistRecord) => Result<T>): Result<T> => {
    const list = lists.get(id);
    return list === null ? noList : how(list);
  };
  const withEntries = <T>(id: string, how: (list: PlaylistRecord) => Result<T>): Result<T> =>
    withList(id, (list) => (list.query === null ? how(list) : isSmart));

  type Part = Partial<Pick<PlaylistRecord, 'name' | 'query' | 'position'>>;
  const set = (id: string, next: () => Part, back: () => Part): Result<PlaylistChange> =>
    ok(
      make(
        id,
        () => lists.change(id, clock.now(), next()),
        () => lists.change(id, clock.now(), back()),
      ),
    );

  return {
    changed,
    libraryChanged() {
      if (lists.mark() !== told) changed();
    },
    state() {
      const shown = counts();
      return {
        version,
        lists: lists.all().map(({ id, name, query }) => ({
          ...{ id, name, query },
          clips: query === null ? (shown.get(id) ?? 0) : null,
        })),
      };
    },

    createPlaylist({ name, clips = { of: 'ids', ids: [] }, query = null }) {
      const id = freshId(options);
      const first = query === null ? entries.numbered(idsOf(clips)) : [];
      return ok(
        make(
          id,
          () => {
            lists.add({ id, name, query, createdAt: clock.now() });
            entries.insert(id, first, null);
          },
          () => lists.setRemoved(id, clock.now()),
        ),
      );
    },
    renamePlaylist: (id, name) =>
      withList(id, (list) =>
        set(
          id,
          () => ({ name }),
          () => ({ name: list.name }),
        ),
      ),
    setPlaylistQuery: (id, query) =>
      withList(id, (list) =>
        list.query === null
          ? fail('bad_request', { detail: 'not a smart playlist' })
          : set(
              id,
              () => ({ query }),
              () => ({ query: list.query }),
            ),
      ),
    movePlaylist: (id, before) =>
      withList(id, () => {
        if (before === id || (before !== null && lists.get(before) === null)) return noList;
        const all = lists.all();
        const next = all[all.findIndex((list) => list.id === id) + 1]?.id ?? null;
        const to = (place: string | null): Part => ({ position: lists.positionBefore(place, id) });
        return set(
          id,
          () => to(before),
          () => to(next),
        );
      }),
    removePlaylist: (id) =>
      withList(id, () =>
        ok(
          make(
            id,
            // Its entries stay until nothing can bring it back (playlist-files.ts).
            () => lists.setRemoved(id, clock.now()),
            () => lists.setRemoved(id, null),
          ),
        ),
      ),

    addToPlaylist: (id, clips, before) =>
      withEntries(id, () => {
        if (before !== null && entries.runsOf(id, [before]).length === 0) return noEntry;
        const fresh = entries.numbered(idsOf(clips));
        const change = make(
          id,
          () => {
            entries.insert(id, fresh, before);
            touch(id);
          },
          () => {
            entries.drop(
              id,
              fresh.map((entry) => entry.id),
            );
            touch(id);
          },
        );
        return ok({ ...change, added: fresh.length });
      }),
    takeOutOfPlaylist: (id, numbers) =>
      withEntries(id, () => {
        const runs = entries.runsOf(id, numbers);
        return ok(
          make(
            id,
            () => {
              entries.drop(id, numbers);
              touch(id);
            },
            () => {
              entries.putBack(id, runs);
              touch(id);
            },
          ),
        );
      }),
    reorderPlaylist: (id, numbers, before) =>
      withEntries(id, () => {
        const runs = entries.runsOf(id, numbers);
        const moved = runs.flatMap((run) => run.entries);
        // Where the place itself is moved along, it is the next one that stays.
        const isMoved = new Set(moved.map((entry) => entry.id));
        const next = before === null ? null : entries.stayingFrom(id, before, isMoved);
        if (before !== null && next === undefined) return noEntry;
        return ok(
          make(
            id,
            () => {
              entries.drop(id, numbers);
              entries.insert(id, moved, next ?? null);
              touch(id);
            },
            () => {
              // What was taken out since is not brought back by this.
              const still = new Set(
                entries.runsOf(id, numbers).flatMap((run) => run.entries.map((entry) => entry.id)),
              );
              entries.drop(id, numbers);
              entries.putBack(
                id,
                runs.map((run) => ({ ...run, entries: run.entries.filter((entry) => still.has(entry.id)) })),
              );
              touch(id);
            },
          ),
        );
      }),

    playlistPage: (id, offset, limit) =>
      withList(id, ({ query }) => {
        if (query === null)
          return ok({ total: counts().get(id) ?? 0, entries: entries.page(id, offset, limit) });
        const { total, clips } = index.page({ ...query, offset, limit });
        return ok({ total, entries: clips.map((clip) => ({ entry: 0, clip })) });
      }),
    undoPlaylists(token) {
      const done = undoing.undo(token) !== null;
      if (done) changed();
      return done;
    },
  };
};

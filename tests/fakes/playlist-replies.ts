import type { Clip } from '../../src/shared/clip.ts';
import type { ClipSet } from '../../src/shared/clip-set.ts';
import type { ClipQueryInput } from '../../src/shared/library-query.ts';
import type { Playlist, PlaylistChange } from '../../src/shared/playlist.ts';
import { fail, ok, type Result } from '../../src/shared/problem.ts';
import type { Replies } from './replies.ts';

interface FakeList extends Omit<Playlist, 'clips'> {
  entries: { entry: number; clip: string }[];
}

type PlaylistReplies = Pick<Replies, Extract<keyof Replies, `playlists.${string}`>>;

/** What main would answer to commands about playlists, over lists that change with them. */
export const createPlaylistReplies = (world: {
  /** The lists as the state has them at first: what each holds is made up. */
  lists: readonly Playlist[];
  clips: readonly Clip[];
  page: (query: ClipQueryInput) => { total: number; clips: Clip[] };
  push: (lists: Playlist[]) => void;
}): PlaylistReplies => {
  let last = 0;
  let changes = 0;
  const entriesOf = (ids: readonly string[]): FakeList['entries'] =>
    ids.map((clip) => ({ entry: (last += 1), clip }));
  let lists: FakeList[] = world.lists.map(({ clips, ...list }) => ({
    ...list,
    entries: entriesOf(world.clips.slice(0, clips ?? 0).map(({ id }) => id)),
  }));
  const undos = new Map<string, FakeList[]>();

  const become = (id: string, next: FakeList[]): PlaylistChange => {
    const undo = `undo-${(changes += 1)}`;
    undos.set(undo, lists);
    lists = next;
    tell();
    return { id, undo };
  };
  const tell = (): void =>
    world.push(
      lists.map(({ entries, ...list }) => ({ ...list, clips: list.query === null ? entries.length : null })),
    );
  const change = (id: string, how: (list: FakeList) => Partial<FakeList>): Result<PlaylistChange> =>
    lists.some((list) => list.id === id)
      ? ok(become(id, lists.map((list) => (list.id === id ? { ...list, ...how(list) } : list)))) // prettier-ignore
      : fail('bad_request');
  const idsOf = (set: ClipSet): string[] => (set.of === 'ids' ? set.ids : []);
  const placed = <T>(rest: readonly T[], more: readonly T[], before: (each: T) => boolean): T[] => {
    const at = rest.findIndex(before);
    return at < 0 ? [...rest, ...more] : [...rest.slice(0, at), ...more, ...rest.slice(at)];
  };
  const create = (list: Omit<FakeList, 'id'>): PlaylistChange => {
    const id = `list-${changes + 1}`;
    return become(id, [...lists, { ...list, id }]);
  };

  return {
    'playlists.create': ({ name, clips, query }) =>
      ok(
        create({
          ...{ name, entries: entriesOf(clips === undefined ? [] : idsOf(clips)) },
          query: query ?? null,
        }),
      ),
    'playlists.rename': ({ id, name }) => change(id, () => ({ name })),
    'playlists.setQuery': ({ id, query }) => change(id, () => ({ query })),
    'playlists.remove': ({ id }) => ok(become(id, lists.filter((list) => list.id !== id))), // prettier-ignore
    'playlists.move': ({ id, before }) => {
      const [moved, rest] = [lists.filter((each) => each.id === id), lists.filter((each) => each.id !== id)];
      return ok(
        become(
          id,
          placed(rest, moved, (each) => each.id === before),
        ),
      );
    },
    'playlists.add': ({ id, clips, before }) => {
      const fresh = entriesOf(idsOf(clips));
      const changed = change(id, ({ entries }) => ({
        entries: placed(entries, fresh, (each) => each.entry === before),
      }));
      return changed.ok ? ok({ ...changed.value, added: fresh.length }) : changed;
    },
    'playlists.takeOut': ({ id, entries: gone }) =>
      change(id, ({ entries }) => ({ entries: entries.filter(({ entry }) => !gone.includes(entry)) })),
    'playlists.reorder': ({ id, entries: some, before }) =>
      change(id, ({ entries }) => {
        const rest = entries.filter(({ entry }) => !some.includes(entry));
        const moved = entries.filter(({ entry }) => some.includes(entry));
        return { entries: placed(rest, moved, ({ entry }) => entry === before) };
      }),
    'playlists.page': ({ id, offset, limit }) => {
      const list = lists.find((each) => each.id === id);
      if (list === undefined) return fail('bad_request');
      if (list.query !== null) {
        const { total, clips } = world.page({ ...list.query, offset, limit });
        return ok({ total, entries: clips.map((clip) => ({ entry: 0, clip })) });
      }
      const shown = list.entries.flatMap(({ entry, clip: clipId }) => {
        const clip = world.clips.find((each) => each.id === clipId);
        return clip === undefined ? [] : [{ entry, clip }];
      });
      return ok({ total: shown.length, entries: shown.slice(offset, offset + limit) });
    },
    'playlists.undo': ({ undo }) => {
      const before = undos.get(undo);
      if (before === undefined) return ok(false);
      undos.delete(undo);
      lists = before;
      tell();
      return ok(true);
    },
    'playlists.export': ({ id }) => {
      const list = lists.find((each) => each.id === id);
      return ok({
        path: `/home/mara/Music/Cliploft/${list?.name ?? ''}.m3u8`,
        clips: list?.entries.length ?? 0,
      });
    },
    'playlists.import': () => {
      const entries = entriesOf(world.clips.slice(0, 2).map(({ id }) => id));
      const made = create({ name: 'From the car', query: null, entries });
      return ok({ ...made, name: 'From the car', clips: 2, missing: 1, missingNames: ['Lost.mp3'] });
    },
  };
};

import * as v from 'valibot';
import { keptQuery, playlistNameSchema } from '../../shared/playlist.ts';
import type { EntryStore, Place } from '../playlists/entry-store.ts';
import type { PlaylistRecord, PlaylistStore } from '../playlists/playlist-store.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const time = v.pipe(v.number(), v.safeInteger());

/**
 * A playlist in an archive, in parts called `playlists-`, which older readers pass over. The entries of a long one go on
 * in further lines of the same id.
 */
export const playlistLineSchema = v.object({
  version: v.literal(1),
  id,
  name: playlistNameSchema,
  position: time,
  createdAt: time,
  changedAt: time,
  query: v.pipe(v.nullable(v.unknown()), v.transform(keptQuery)),
  /** Ids, be these clips in the library or not. */
  clips: v.array(id),
});
export type PlaylistLine = v.InferOutput<typeof playlistLineSchema>;

const clipsInLine = 1000;

/** All lines of a list. */
export function* linesOf(entries: Pick<EntryStore, 'after'>, list: PlaylistRecord): Generator<PlaylistLine> {
  const { id, name, position, createdAt, changedAt, query } = list;
  const head = { version: 1, id, name, position, createdAt, changedAt, query } as const;
  let place: Place | null = null;
  for (let isFirst = true; ; isFirst = false) {
    const read = entries.after(id, place, clipsInLine);
    if (isFirst || read.entries.length > 0) yield { ...head, clips: read.entries.map(({ clip }) => clip) };
    if (read.last === null) return;
    place = read.last;
  }
}

/** Takes up the lists that are not known, each whole; to be called within a transaction. Gives how many were new and known. */
export const takePlaylists = (
  { lists, entries }: { lists: PlaylistStore; entries: EntryStore },
  lines: readonly PlaylistLine[],
): { fresh: number; known: number } => {
  const clips = new Map<string, string[]>();
  const heads = new Map<string, PlaylistLine>();
  for (const line of lines) {
    clips.set(line.id, [...(clips.get(line.id) ?? []), ...line.clips]);
    if (!heads.has(line.id)) heads.set(line.id, line);
  }
  let fresh = 0;
  for (const { id, name, position, createdAt, changedAt, query } of heads.values()) {
    const known = lists.knows(id);
    if (known !== null && known.removedAt === null) continue;
    // Removed here, and asked for again by whoever imports.
    if (known !== null) {
      lists.setRemoved(id, null);
      lists.change(id, changedAt, { name, query, position });
      entries.dropAll(id);
    } else lists.add({ id, name, query, position, createdAt, changedAt });
    if (query === null) entries.insert(id, entries.numbered(clips.get(id) ?? []), null);
    fresh += 1;
  }
  return { fresh, known: heads.size - fresh };
};

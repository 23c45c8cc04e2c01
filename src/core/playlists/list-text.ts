import { makerName } from '../../shared/makers.ts';
import { numberOf, textOf } from '../database/columns.ts';
import type { LibraryIndex } from '../library/search/library-index.ts';
import type { Sql } from '../ports.ts';
import type { EntryStore, Place } from './entry-store.ts';
import { entryLines, headOf, marks } from './m3u.ts';
import { type ParsedPath, relativePath } from './paths.ts';
import type { PlaylistRecord } from './playlist-store.ts';

/** Entries read at once: a few milliseconds' work. */
const few = 250;
const untitled = 'Untitled';

export interface ListTextOptions {
  sql: Sql;
  entries: Pick<EntryStore, 'after'>;
  index: Pick<LibraryIndex, 'page'>;
}

/** A playlist as the text of an M3U8 file, piece by piece, so that a long one keeps nobody waiting. */
export interface ListText {
  /**
   * For any player: what is shown of the list, with paths as they are seen from the folder `from`. `onEntry` hears of each.
   */
  plain(list: PlaylistRecord, from: ParsedPath, library: ParsedPath, onEntry: () => void): Iterable<string>;
  /**
   * For the library folder itself: everything that a new database needs to have the list again. Of a smart one that is
   * its query, and no entries.
   */
  own(list: PlaylistRecord, from: ParsedPath, library: ParsedPath): Iterable<string>;
}

export const createListText = ({ sql, entries, index }: ListTextOptions): ListText => {
  /** The lines of these clips; none for one that is not in the library. */
  const linesOf = (clips: readonly string[], from: ParsedPath, library: ParsedPath): Map<string, string> =>
    new Map(
      sql
        .all(
          `SELECT id, audio, duration, coalesce(own_title, title) AS name,
             CASE WHEN json_valid(provenance_json) THEN json_extract(provenance_json, '$.taskModel') END AS maker
           FROM clips WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL`,
          [JSON.stringify(clips)],
        )
        .map((row) => {
          const audio = (textOf(row, 'audio') ?? '').split('/');
          const path = relativePath(from, { root: library.root, pieces: [...library.pieces, ...audio] });
          return [
            textOf(row, 'id') ?? '',
            entryLines({
              ...{ path, duration: numberOf(row, 'duration') ?? 0 },
              ...{ maker: makerName(textOf(row, 'maker') ?? ''), title: textOf(row, 'name') || untitled },
            }),
          ];
        }),
    );

  function* entriesOf(list: PlaylistRecord): Generator<string[]> {
    for (let place: Place | null = null; ;) {
      const read = entries.after(list.id, place, few);
      if (read.last === null) return;
      place = read.last;
      yield read.entries.map(({ clip }) => clip);
    }
  }
  function* found(list: PlaylistRecord): Generator<string[]> {
    if (list.query === null) return yield* entriesOf(list);
    for (let offset = 0; ; offset += 200) {
      const { clips } = index.page({ ...list.query, offset, limit: 200 });
      if (clips.length === 0) return;
      yield clips.map(({ id }) => id);
    }
  }

  return {
    *plain(list, from, library, onEntry) {
      yield headOf(list.name, null, null);
      for (const clips of found(list)) {
        const lines = linesOf(clips, from, library);
        const shown = clips.flatMap((id) => lines.get(id) ?? []);
        shown.forEach(onEntry);
        yield shown.join('');
      }
    },
    *own(list, from, library) {
      const { id, position, createdAt: created, changedAt: changed } = list;
      yield headOf(list.name, { version: 1, id, position, created, changed }, list.query);
      if (list.query !== null) return;
      for (const clips of entriesOf(list)) {
        const lines = linesOf(clips, from, library);
        yield clips.map((clip) => `${marks.clip}${clip}\n${lines.get(clip) ?? ''}`).join('');
      }
    },
  };
};

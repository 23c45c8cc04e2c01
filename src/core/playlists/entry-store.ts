import type { PlaylistEntry } from '../../shared/playlist.ts';
import { numberOf, textOf } from '../database/columns.ts';
import { clipOf, listColumns } from '../library/clip-record.ts';
import type { Sql, SqlRow } from '../ports.ts';
import { gap, ranksBetween } from './ranks.ts';

/** An entry without its place. */
export interface Entry {
  id: number;
  clip: string;
}

/** Entries that stood in a row, and where: behind this one (null: at the start), and at this rank. */
export interface Run {
  after: number | null;
  rank: number;
  entries: Entry[];
}

/** What stands in the lists. Entries of clips that are not in the library keep their places, and are not shown. */
export interface EntryStore {
  /** How many are shown, by list. */
  counts(): Map<string, number>;
  /** What is shown. */
  page(list: string, offset: number, limit: number): PlaylistEntry[];
  /** All clips of a list behind this place (rank and number of an entry), with what comes next. */
  after(list: string, place: Place | null, limit: number): { entries: Entry[]; last: Place | null };
  /** Of these, those that are in the list, in its order, each row of them with its place. */
  runsOf(list: string, ids: readonly number[]): Run[];
  /**
   * This entry, or the next one behind it that is none of these; null where there is none, undefined where the entry is
   * not in the list.
   */
  stayingFrom(list: string, id: number, but: ReadonlySet<number>): number | null | undefined;
  /** Numbers for new entries; none is ever given twice. */
  numbered(clips: readonly string[]): Entry[];
  /** Puts entries before this one, or at the end. False when that one is not in the list: nothing is done then. */
  insert(list: string, entries: readonly Entry[], before: number | null): boolean;
  /** Puts entries back where they were; where what they stood behind is gone, to their rank. */
  putBack(list: string, runs: readonly Run[]): void;
  drop(list: string, ids: readonly number[]): void;
  dropAll(list: string): void;
}

export interface Place {
  rank: number;
  id: number;
}

/** So many neighbours on each side are given new room at first; more where that is not enough. */
const firstSpread = 32;
/** Room between two that is worth the writing: for ten moves to one and the same place. */
const leastRoom = 1024;
/** From here on any room will do. */
const farthestSpread = 100_000;

const numbers = (ids: readonly number[]): string => JSON.stringify(ids);
const idOf = (row: SqlRow | undefined): number | null => (row === undefined ? null : numberOf(row, 'id'));
const rankOf = (row: SqlRow | undefined): number | null => (row === undefined ? null : numberOf(row, 'rank'));
const entryOf = (row: SqlRow): Entry => ({
  id: numberOf(row, 'id') ?? 0,
  clip: textOf(row, 'clip_id') ?? '',
});

/** Entries over a migrated database. Changes are to be made within a transaction of the caller's. */
export const createEntryStore = (sql: Sql): EntryStore => {
  const rankIn = (list: string, id: number): number | null =>
    rankOf(sql.all('SELECT rank FROM playlist_entries WHERE id = ? AND playlist_id = ?', [id, list])[0]);
  const neighbours = (list: string, side: 'below' | 'from', rank: number, limit: number): SqlRow[] =>
    sql.all(
      `SELECT id, rank FROM playlist_entries WHERE playlist_id = ? AND rank ${side === 'below' ? '<' : '>='} ?
       ORDER BY rank ${side === 'below' ? 'DESC' : ''} LIMIT ?`,
      [list, rank, limit],
    );
  const lastRank = (list: string): number | null =>
    rankOf(
      sql.all('SELECT rank FROM playlist_entries WHERE playlist_id = ? ORDER BY rank DESC LIMIT 1', [
        list,
      ])[0],
    );

  /** `count` free ranks before `high`; neighbours move together, or apart, where it is crowded. */
  const makeRoom = (list: string, high: number, count: number): number[] => {
    const low = rankOf(neighbours(list, 'below', high, 1)[0]);
    const free = ranksBetween(low, high, count);
    if (free !== null) return free;
    for (let spread = firstSpread; ; spread *= 2) {
      const before = neighbours(list, 'below', high, spread + 1).reverse();
      const after = neighbours(list, 'from', high, spread + 1);
      const from = before.length > spread ? rankOf(before.shift()) : null;
      const to = after.length > spread ? rankOf(after.pop()) : null;
      const ranks = ranksBetween(from, to, before.length + count + after.length);
      if (ranks === null) continue;
      const [first = 0, second = first + gap] = ranks;
      if (second - first < leastRoom && spread < farthestSpread) continue;
      const own = ranks.splice(before.length, count);
      [...before, ...after].forEach((row, at) =>
        sql.run('UPDATE playlist_entries SET rank = ? WHERE id = ?', [ranks[at] ?? 0, idOf(row)]),
      );
      return own;
    }
  };

  /** `high`: the rank that they go before; null: to the end. */
  const put = (list: string, entries: readonly Entry[], high: number | null): void => {
    if (entries.length === 0) return;
    const ranks =
      high === null
        ? (ranksBetween(lastRank(list), null, entries.length) ?? [])
        : makeRoom(list, high, entries.length);
    const rows = entries.map(({ id, clip }, at) => [id, clip, ranks[at] ?? 0]);
    sql.run(
      `INSERT INTO playlist_entries (id, playlist_id, clip_id, rank, here)
       SELECT json_extract(value, '$[0]'), ?, json_extract(value, '$[1]'), json_extract(value, '$[2]'),
         EXISTS (SELECT 1 FROM clips c WHERE c.id = json_extract(value, '$[1]') AND c.removed_at IS NULL)
       FROM json_each(?)`,
      [list, JSON.stringify(rows)],
    );
  };

  const runsOf: EntryStore['runsOf'] = (list, ids) => {
    const rows = sql.all(
      // By their numbers: a long list is not gone through for a few.
      `SELECT e.id, e.clip_id, e.rank FROM (SELECT DISTINCT value FROM json_each(?)) j
       CROSS JOIN playlist_entries e ON e.id = j.value WHERE +e.playlist_id = ? ORDER BY e.rank`,
      [numbers(ids), list],
    );
    const runs: Run[] = [];
    for (const row of rows) {
      const rank = rankOf(row) ?? 0;
      const after = idOf(neighbours(list, 'below', rank, 1)[0]);
      const run = runs.at(-1);
      if (run !== undefined && after === run.entries.at(-1)?.id) run.entries.push(entryOf(row));
      else runs.push({ after, rank, entries: [entryOf(row)] });
    }
    return runs;
  };

  return {
    counts: () =>
      new Map(
        sql
          .all('SELECT playlist_id, count(*) AS n FROM playlist_entries WHERE here = 1 GROUP BY playlist_id')
          .map((row) => [textOf(row, 'playlist_id') ?? '', numberOf(row, 'n') ?? 0]),
      ),
    page(list, offset, limit) {
      // Which entries the index alone says; only those are looked up.
      const rows = sql.all(
        `SELECT id, clip_id FROM playlist_entries WHERE playlist_id = ? AND here = 1
         ORDER BY rank LIMIT ? OFFSET ?`,
        [list, limit, offset],
      );
      const clips = new Map(
        sql
          .all(
            `SELECT ${listColumns} FROM clips WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL`,
            [JSON.stringify(rows.map((row) => textOf(row, 'clip_id')))],
          )
          .map((row) => [textOf(row, 'id'), clipOf(row)]),
      );
      return rows.flatMap((row) => {
        const clip = clips.get(textOf(row, 'clip_id'));
        return clip === undefined ? [] : [{ entry: numberOf(row, 'id') ?? 0, clip }];
      });
    },
    after(list, place, limit) {
      const rows = sql.all(
        `SELECT id, clip_id, rank FROM playlist_entries
         WHERE playlist_id = ? AND (rank, id) > (?, ?) ORDER BY rank, id LIMIT ?`,
        [list, place?.rank ?? Number.MIN_SAFE_INTEGER, place?.id ?? 0, limit],
      );
      const last = rows.at(-1);
      return {
        entries: rows.map(entryOf),
        last: last === undefined ? null : { rank: rankOf(last) ?? 0, id: idOf(last) ?? 0 },
      };
    },
    runsOf,
    stayingFrom(list, id, but) {
      const rank = rankIn(list, id);
      if (rank === null) return undefined;
      const next = neighbours(list, 'from', rank, but.size + 1).map((row) => idOf(row) ?? 0);
      return next.find((each) => !but.has(each)) ?? null;
    },
    numbered(clips) {
      const [row] = sql.all("SELECT seq FROM sqlite_sequence WHERE name = 'playlist_entries'");
      const last = numberOf(row ?? {}, 'seq') ?? 0;
      return clips.map((clip, at) => ({ id: last + 1 + at, clip }));
    },
    insert(list, entries, before) {
      const high = before === null ? null : rankIn(list, before);
      if (before !== null && high === null) return false;
      put(list, entries, high);
      return true;
    },
    putBack(list, runs) {
      for (const { after, rank, entries } of runs) {
        const behind = after === null ? null : rankIn(list, after);
        const from = after === null ? Number.MIN_SAFE_INTEGER : behind === null ? rank : behind + 1;
        put(list, entries, rankOf(neighbours(list, 'from', from, 1)[0]));
      }
    },
    drop(list, ids) {
      sql.run(
        'DELETE FROM playlist_entries WHERE +playlist_id = ? AND id IN (SELECT value FROM json_each(?))',
        [list, numbers(ids)],
      );
    },
    dropAll(list) {
      sql.run('DELETE FROM playlist_entries WHERE playlist_id = ?', [list]);
    },
  };
};

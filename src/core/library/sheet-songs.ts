import type { SheetSongs } from '../../shared/clip.ts';
import { noFilter } from '../../shared/library-query.ts';
import { numberOf, recordOf, textOf } from '../database/columns.ts';
import type { Sql, SqlRow } from '../ports.ts';
import type { ClipStore } from './clip-store.ts';
import { fold } from './fold.ts';
import type { LyricStore } from './lyric-store.ts';
import type { LibraryIndex } from './search/library-index.ts';
import { tokensOf } from './search/tokens.ts';

/** As many as somebody looks through; there are more where takes of one text were made by a script. */
const shownAtMost = 100;
/** So many clips that begin with the words of a sheet are compared with it. */
const comparedAtMost = 300;
/** So many words of a sheet are looked for: more than songs share by chance. Each makes the question slower. */
const soughtAtMost = 12;

/** Words as two texts of them are compared: case, accents and spaces make no other song. */
export const wordsOf = (words: unknown): string => (typeof words === 'string' ? fold(words).trim() : '');

/** Where a clip's own words can stand, the likeliest first: as they were submitted, and as it sings them. */
export const wordsGiven = (input: Record<string, unknown> | null, lyrics: string): string[] =>
  [input?.['prompt'], input?.['lyrics'], lyrics].map(wordsOf);

export interface SheetSongsOptions {
  sql: Sql;
  clips: Pick<ClipStore, 'byPlaces'>;
  lyrics: Pick<LyricStore, 'get'>;
  index: Pick<LibraryIndex, 'places'>;
}

const ordOf = (row: SqlRow): number => numberOf(row, 'ord') ?? 0;

const inputOf = (row: SqlRow): Record<string, unknown> | null => {
  const input = recordOf(row, 'provenance_json')?.['input'];
  return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : null;
};

/**
 * The clips that were made of a lyric sheet, newest first: those whose input names its task, and those with the very words
 * of it. The other way round as `sheet` in related.ts; where two sheets have the same words, both have the song.
 */
export const songsOfSheet = ({ sql, clips, lyrics, index }: SheetSongsOptions, id: string): SheetSongs => {
  const sheet = lyrics.get(id);
  if (sheet === null) return { clips: [], more: false };
  const named = sql
    .all(
      `SELECT DISTINCT c.ord FROM clip_lineage l JOIN clips c ON c.id = l.clip_id AND c.removed_at IS NULL
       WHERE l.other = ? AND l.field GLOB '*task_id*' ORDER BY c.ord DESC LIMIT ?`,
      [sheet.taskId, shownAtMost + 1],
    )
    .map(ordOf);

  const words = wordsOf(sheet.text);
  const tokens = tokensOf(sheet.text).slice(0, soughtAtMost);
  // The index knows which few clips have these words in a row at all; most of them are the very text.
  const like =
    tokens.length === 0
      ? []
      : index.places(
          { text: `"${tokens.join(' ')}"`, filter: noFilter, sort: 'newest', group: 'none' },
          ...([0, comparedAtMost] as const),
        );
  const same = sql
    .all(
      `SELECT c.ord, c.lyrics, c.provenance_json FROM clips c
       WHERE c.ord IN (SELECT value FROM json_each(?)) AND c.removed_at IS NULL
         AND NOT EXISTS (
           SELECT 1 FROM clip_lineage l JOIN lyric_sheets s ON s.task_id = l.other
           WHERE l.clip_id = c.id AND l.field GLOB '*task_id*' AND l.other <> ?
         )`,
      [JSON.stringify(like), sheet.taskId],
    )
    .filter((row) => wordsGiven(inputOf(row), textOf(row, 'lyrics') ?? '').includes(words))
    .map(ordOf);

  const found = [...new Set([...named, ...same])].sort((a, b) => b - a);
  return { clips: clips.byPlaces(found.slice(0, shownAtMost)), more: found.length > shownAtMost };
};

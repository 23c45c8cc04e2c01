import * as v from 'valibot';
import { clipSchema } from './clip.ts';
import { clipSetSchema } from './clip-set.ts';
import { clipFilterSchema, type ClipList, clipListSchema, librarySorts, noFilter } from './library-query.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Characters that a playlist's name may have. */
export const longestName = 200;

/**
 * A playlist's name, in any script: one line, without space around it, and with something to be seen. Two lists may have
 * the same, as in any player.
 */
export const playlistNameSchema = v.pipe(
  v.string(),
  v.transform((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim()),
  v.maxLength(longestName),
  v.regex(/[^\p{Z}\p{C}]/u),
);

/** What a smart playlist shows. */
export const savedQuerySchema = v.object({ ...clipListSchema.entries, filter: clipFilterSchema });

const keptQuerySchema = v.object({
  text: v.fallback(clipListSchema.entries.text, ''),
  filter: v.fallback(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.transform((filter): unknown => ({ ...noFilter, ...filter })),
      clipFilterSchema,
    ),
    noFilter,
  ),
  sort: v.fallback(v.picklist(librarySorts), 'newest'),
});

/**
 * A query that was kept by this or another version: parts that are missing are as if nothing was chosen there. Null where
 * it is none at all.
 */
export const keptQuery = (value: unknown): ClipList | null => {
  const parsed = v.safeParse(keptQuerySchema, value);
  return parsed.success ? parsed.output : null;
};

/** One playlist, as the navigation shows it. */
export const playlistSchema = v.object({
  id: v.string(),
  name: v.string(),
  /** Which clips a smart playlist shows; null: its entries are chosen one by one. */
  query: v.nullable(savedQuerySchema),
  /** Entries whose clip is in the library; null for a smart one, which is counted when it is opened. */
  clips: v.nullable(v.number()),
});
export type Playlist = v.InferOutput<typeof playlistSchema>;

export const playlistsSchema = v.object({
  /** Rises with each change of any list: what was paged before is out of date. */
  version: v.number(),
  /** In the user's order. */
  lists: v.array(playlistSchema),
});
export type Playlists = v.InferOutput<typeof playlistsSchema>;

/** One clip may be in a list twice: an entry has a number of its own. Smart lists have none, there it is 0. */
export const playlistEntrySchema = v.object({ entry: v.number(), clip: clipSchema });
export type PlaylistEntry = v.InferOutput<typeof playlistEntrySchema>;

export const playlistPageSchema = v.object({ total: v.number(), entries: v.array(playlistEntrySchema) });
export type PlaylistPage = v.InferOutput<typeof playlistPageSchema>;

/** What was changed; `undo` given to `playlists.undo` takes exactly that back, as long as it is one of the last 50. */
export const playlistChangeSchema = v.object({ id: v.string(), undo: v.string() });
export type PlaylistChange = v.InferOutput<typeof playlistChangeSchema>;

export const playlistExportSchema = v.object({ path: v.string(), clips: v.number() });
export type PlaylistExport = v.InferOutput<typeof playlistExportSchema>;

export const playlistImportSchema = v.object({
  ...playlistChangeSchema.entries,
  name: v.string(),
  /** Entries that were found in the library. */
  clips: v.number(),
  /** Entries that were not. */
  missing: v.number(),
  /** What those were called in the file; at most 20. */
  missingNames: v.array(v.string()),
});
export type PlaylistImport = v.InferOutput<typeof playlistImportSchema>;

const entries = v.pipe(v.array(place), v.maxLength(10_000));

/** The commands about playlists; see contract.ts. The lists themselves are part of the state. */
export const playlistCommands = {
  /** A list with these clips, or a smart one where there is a query. */
  'playlists.create': {
    in: v.object({
      name: playlistNameSchema,
      clips: v.optional(clipSetSchema, { of: 'ids', ids: [] }),
      query: v.optional(v.nullable(savedQuerySchema), null),
    }),
    out: playlistChangeSchema,
  },
  'playlists.rename': { in: v.object({ id, name: playlistNameSchema }), out: playlistChangeSchema },
  /** Of a smart one: other clips from now on. */
  'playlists.setQuery': { in: v.object({ id, query: savedQuerySchema }), out: playlistChangeSchema },
  /** Its file goes to the trash a little later. No clip is touched. */
  'playlists.remove': { in: v.object({ id }), out: playlistChangeSchema },
  /** Among the lists: before this one, or to their end. */
  'playlists.move': { in: v.object({ id, before: v.nullable(id) }), out: playlistChangeSchema },
  /** Before this entry, or at the end. `added`: those that are in the library. */
  'playlists.add': {
    in: v.object({ id, clips: clipSetSchema, before: v.optional(v.nullable(place), null) }),
    out: v.object({ ...playlistChangeSchema.entries, added: v.number() }),
  },
  'playlists.takeOut': { in: v.object({ id, entries }), out: playlistChangeSchema },
  /** Several keep their order among each other; they go before this entry, or to the end. */
  'playlists.reorder': {
    in: v.object({ id, entries, before: v.nullable(place) }),
    out: playlistChangeSchema,
  },
  'playlists.page': {
    in: v.object({
      id,
      offset: place,
      limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(200)),
    }),
    out: playlistPageSchema,
  },
  /** False when it was taken back before, or is too long ago. */
  'playlists.undo': { in: v.object({ undo: v.pipe(v.string(), v.maxLength(100)) }), out: v.boolean() },
  /** As M3U8, to a place chosen in the system's dialog; null when cancelled there. */
  'playlists.export': { in: v.object({ id }), out: v.nullable(playlistExportSchema) },
  /** From an M3U or M3U8 file chosen in the system's dialog; null when cancelled there. */
  'playlists.import': { in: v.undefined(), out: v.nullable(playlistImportSchema) },
} as const;

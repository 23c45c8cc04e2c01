import * as v from 'valibot';
import { clipSchema } from './clip.ts';

const number = v.pipe(v.number(), v.finite());
/** Both ends are within; null is open. */
const rangeSchema = v.object({ from: v.nullable(number), to: v.nullable(number) });
const names = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(200));

/** What is left of the library. Within one part any of its values will do; all parts must hold. */
export const clipFilterSchema = v.object({
  types: names,
  models: names,
  /** Folded, as facets name them. */
  styles: names,
  tags: names,
  /** Stars; 0 is none. */
  rating: v.nullable(rangeSchema),
  /** Favourites only. */
  favourite: v.boolean(),
  /** ms since the epoch. */
  created: v.nullable(rangeSchema),
  /** Seconds. */
  length: v.nullable(rangeSchema),
  taskId: v.nullable(v.pipe(v.string(), v.maxLength(200))),
});
export type ClipFilter = v.InferOutput<typeof clipFilterSchema>;

/** Everything. */
export const noFilter: ClipFilter = {
  ...{ types: [], models: [], styles: [], tags: [], rating: null, favourite: false },
  ...{ created: null, length: null, taskId: null },
};

/** How the library can be sorted. `best`: hits in titles first, then the newest; without a search the newest. */
export const librarySorts = [
  ...(['best', 'newest', 'oldest', 'title', 'title_down', 'longest', 'shortest'] as const),
  ...(['rating', 'rating_up', 'model', 'model_down', 'style', 'style_down'] as const),
  ...(['saved', 'saved_up', 'largest', 'smallest'] as const),
] as const;
export type LibrarySort = (typeof librarySorts)[number];

/** As covers, or as lines with columns. */
export const libraryLayouts = ['grid', 'list'] as const;
export type LibraryLayout = (typeof libraryLayouts)[number];

/** What clips can be put together by. A clip stands in one group: by style in that of the first one that it names. */
export const groupings = ['none', 'task', 'day', 'model', 'style'] as const;
export type Grouping = (typeof groupings)[number];

/** Which clips, in which order. */
export const clipListSchema = v.object({
  /** As typed; empty for all. */
  text: v.pipe(v.string(), v.maxLength(500)),
  filter: v.optional(clipFilterSchema, noFilter),
  sort: v.picklist(librarySorts),
});
export type ClipList = v.InferOutput<typeof clipListSchema>;

/** The same put together in groups; within each the clips are sorted. */
export const groupedListSchema = v.object({
  ...clipListSchema.entries,
  group: v.optional(v.picklist(groupings), 'none'),
});
export type GroupedList = v.InferOutput<typeof groupedListSchema>;
/** As it may be asked. */
export type GroupedListInput = v.InferInput<typeof groupedListSchema>;

export const clipQuerySchema = v.object({
  ...groupedListSchema.entries,
  /** How many there are is to be told, whatever that takes; else only where it takes nothing. */
  count: v.optional(v.boolean(), true),
  /** The sizes of all groups are wanted. */
  sizes: v.optional(v.boolean(), false),
  offset: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(200)),
});
export type ClipQuery = v.InferOutput<typeof clipQuerySchema>;
/** As it may be asked: what has a default can be left out. */
export type ClipQueryInput = v.InferInput<typeof clipQuerySchema>;

/** The head of a group. */
export const groupHeadSchema = v.object({
  /** Stands for the group as long as it is there. */
  id: v.string(),
  /** The model, the style as it is written, the title of a task's first clip; empty for a day, and where nothing is known. */
  name: v.string(),
  /** The day's first ms, or when the task was made (ms since the epoch); null for the others. */
  at: v.nullable(v.number()),
  /** The place of its first clip in the list, and how many it has. */
  first: v.number(),
  count: v.number(),
});
export type GroupHead = v.InferOutput<typeof groupHeadSchema>;

export const clipPageSchema = v.object({
  /** Of all that match; where it is not `counted`, there are so many at least. */
  total: v.number(),
  counted: v.boolean(),
  clips: v.array(clipSchema),
  /** Those that these clips belong to; none where the list has no groups. */
  groups: v.array(groupHeadSchema),
  /** Of all groups (group-sizes.ts), where it was asked for and there are any; else null. */
  sizes: v.nullable(v.string()),
  /** Clips that no page has yet: the index is being made, or made anew. */
  unindexed: v.number(),
});
export type ClipPage = v.InferOutput<typeof clipPageSchema>;

/** A piece of a text: from this UTF-16 unit up to that one. */
const pieceSchema = v.tuple([v.number(), v.number()]);
export type Piece = v.InferOutput<typeof pieceSchema>;

/** Texts of a clip that are searched. */
export const textColumns = ['title', 'style', 'lyrics', 'prompt', 'notes', 'tags'] as const;
export type TextColumn = (typeof textColumns)[number];

/** Where in a clip the words stand that were searched for. */
export const clipHitSchema = v.object({
  id: v.string(),
  /** In the title. */
  title: v.array(pieceSchema),
  /** What the title lacks: a line of another text, with the pieces of it; null where the title has all. */
  line: v.nullable(
    v.object({ column: v.picklist(textColumns), text: v.string(), pieces: v.array(pieceSchema) }),
  ),
});
export type ClipHit = v.InferOutput<typeof clipHitSchema>;

/** Of which clips facets are counted. */
export const facetsQuerySchema = v.object({
  text: clipListSchema.entries.text,
  filter: clipListSchema.entries.filter,
});
export type FacetsQuery = v.InferInput<typeof facetsQuerySchema>;

/** A value that clips can be filtered by, and how many clips it would leave. */
export const facetSchema = v.object({ value: v.string(), name: v.string(), count: v.number() });
export type Facet = v.InferOutput<typeof facetSchema>;

/** What the library can be filtered by. Each counts under all the rest of the filter, not under its own part. */
export const facetsSchema = v.object({
  types: v.array(facetSchema),
  models: v.array(facetSchema),
  /** The most frequent ones; those chosen are always among them. */
  styles: v.array(facetSchema),
  tags: v.array(facetSchema),
  /** Clips with 0, 1, … 5 stars. */
  ratings: v.array(v.number()),
  favourites: v.number(),
});
export type Facets = v.InferOutput<typeof facetsSchema>;

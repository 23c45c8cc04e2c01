import * as v from 'valibot';
import { clipFilterSchema, groupings, librarySorts } from './library-query.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const ids = v.pipe(v.array(id), v.maxLength(10_000));

/** Some clips of the library, however many: named one by one, or those that are selected; main knows which these are. */
export const clipSetSchema = v.variant('of', [
  v.object({ of: v.literal('ids'), ids }),
  v.object({ of: v.literal('selection') }),
]);
export type ClipSet = v.InferOutput<typeof clipSetSchema>;

const place = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What is to be selected, or not any more: clips by name, or by their places in the list as it is asked for. */
export const selectionChangeSchema = v.object({
  /** only: these and no others; toggle: each the other way round. */
  how: v.picklist(['only', 'add', 'remove', 'toggle']),
  what: v.variant('of', [
    v.object({ of: v.literal('ids'), ids }),
    v.object({
      of: v.literal('places'),
      list: v.object({
        text: v.pipe(v.string(), v.maxLength(500)),
        filter: v.optional(clipFilterSchema),
        sort: v.picklist(librarySorts),
        group: v.optional(v.picklist(groupings)),
      }),
      from: place,
      /** The last one, itself included; null for the end of the list. */
      to: v.nullable(place),
    }),
  ]),
});
export type SelectionChange = v.InferOutput<typeof selectionChangeSchema>;

/** How much is selected, and which of those that were asked about. */
export const selectionSchema = v.object({ count: v.number(), selected: v.array(v.string()) });
export type Selected = v.InferOutput<typeof selectionSchema>;

/** One tag of a clip. */
export const saidTagSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(100),
  v.regex(/^[^\n\r,;]*$/),
);

/** What the user says of clips. What is left out stays as it is. */
export const sayingSchema = v.object({
  favourite: v.optional(v.boolean()),
  /** Stars, 1 to 5; 0 is none. */
  rating: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5))),
  /** Chosen among the clips of its task; see pair.ts. */
  kept: v.optional(v.boolean()),
  /** A title of the user's own; null: the one that it came with. */
  title: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)))),
  notes: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
  addTags: v.optional(v.pipe(v.array(saidTagSchema), v.maxLength(50))),
  removeTags: v.optional(v.pipe(v.array(saidTagSchema), v.maxLength(50))),
});
export type Saying = v.InferOutput<typeof sayingSchema>;

/** What came of removing; `undoUntil` in ms since the epoch, `undo` null where nothing was removed. */
export const removedSchema = v.object({
  ...{ removed: v.number(), undoUntil: v.number(), undo: v.nullable(v.string()) },
});
export type Removed = v.InferOutput<typeof removedSchema>;

/** What came of it: how many clips are others now, and the way back; null where nothing changed. */
export const saidSchema = v.object({ changed: v.number(), undo: v.nullable(v.string()) });
export type SaidReport = v.InferOutput<typeof saidSchema>;

/** What carries a clip set (as JSON) while clips are dragged within the page. */
export const clipSetType = 'application/x-cliploft-clips';

import * as v from 'valibot';
import { clipSchema } from './clip.ts';
import { clipFilterSchema, groupings, libraryLayouts, librarySorts } from './library-query.ts';

/** Clips of the queue that are remembered, around the one that is open. */
export const keptQueue = 200;

/**
 * Where the user is on the page. Main remembers it for this run, so that a window that was given up, or a page that
 * broke, comes back where it was.
 */
export const placeSchema = v.object({
  nav: v.object({
    view: v.picklist(['library', 'pairs', 'playlist', 'tasks', 'statistics', 'notices', 'settings']),
    /** The clip whose details are open. */
    clipId: v.nullable(v.string()),
    librarySide: v.picklist(['clips', 'lyrics']),
    sheetId: v.nullable(v.string()),
    playlistId: v.nullable(v.string()),
    /** The task whose clips are compared. */
    pairTask: v.nullable(v.string()),
  }),
  library: v.object({
    /** What is searched for. */
    text: v.pipe(v.string(), v.maxLength(500)),
    filter: clipFilterSchema,
    sort: v.picklist(librarySorts),
    layout: v.picklist(libraryLayouts),
    group: v.picklist(groupings),
    /** px. */
    scrollTop: v.pipe(v.number(), v.minValue(0)),
  }),
  /** What is in the player; null when it is empty. */
  player: v.nullable(
    v.object({
      queue: v.pipe(v.array(clipSchema), v.minLength(1), v.maxLength(keptQueue)),
      /** Which of the queue. */
      index: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      /** Seconds from the start. */
      position: v.pipe(v.number(), v.minValue(0)),
    }),
  ),
});
export type Place = v.InferOutput<typeof placeSchema>;

import * as v from 'valibot';

/** One saved clip, as lists show it. */
export const clipSchema = v.object({
  id: v.string(),
  taskId: v.string(),
  /** The task's type: music, upload, concat, or whatever the API said. */
  type: v.string(),
  title: v.string(),
  /** Comma-separated styles; empty when unknown. */
  style: v.string(),
  /** The generator's name for its model, such as `chirp-fenix`; empty when unknown. */
  model: v.string(),
  /** Seconds, measured from the file itself. */
  duration: v.number(),
  /** ms since the epoch. `createdAt` is the task's, `savedAt` ours. */
  createdAt: v.number(),
  savedAt: v.number(),
  hasCover: v.boolean(),
  favourite: v.boolean(),
  /** Stars, 1 to 5; 0 is none. */
  rating: v.number(),
});
export type Clip = v.InferOutput<typeof clipSchema>;

/**
 * Another clip (or a task) by which a clip was made, or which was made by it; by the input as submitted. `clip` is null
 * where the library does not hold it.
 */
export const relationSchema = v.object({
  /** joined: a part of a join; made: whatever else its input names. */
  kind: v.picklist(['continues', 'cover', 'remaster', 'joined', 'made']),
  of: v.picklist(['clip', 'task']),
  id: v.string(),
  clip: v.nullable(clipSchema),
});
export type Relation = v.InferOutput<typeof relationSchema>;

/** Totals of what is related to a clip are counted up to here. */
export const relatedCounted = 1000;

/** What a clip has to do with others. Lists are cut (core/library/related.ts), totals at `relatedCounted`. */
export const relatedSchema = v.object({
  /** What it was made of, and what was made of it. */
  parents: v.array(relationSchema),
  children: v.array(relationSchema),
  childrenTotal: v.number(),
  /** Other clips of its task, as the task gave them. */
  siblings: v.array(clipSchema),
  siblingsTotal: v.number(),
  /** The lyric sheet whose words it sings. */
  sheet: v.nullable(v.object({ id: v.string(), title: v.string() })),
});
export type Related = v.InferOutput<typeof relatedSchema>;

/** Everything known of a clip. */
export const clipDetailsSchema = v.object({
  ...clipSchema.entries,
  lyrics: v.string(),
  /** The title that it came with; `title` is the user's own where there is one. */
  givenTitle: v.string(),
  notes: v.string(),
  tags: v.array(v.string()),
  /** The task's input as submitted. */
  input: v.nullable(v.record(v.string(), v.unknown())),
  taskModel: v.nullable(v.string()),
  credits: v.nullable(v.number()),
  taskCreatedAt: v.nullable(v.string()),
  taskCompletedAt: v.nullable(v.string()),
  /** Absolute path, for people to read; the page never opens it. */
  file: v.string(),
  fileExists: v.boolean(),
  bytes: v.number(),
  /** `audio/mpeg` and the like, from the bytes. */
  mime: v.string(),
  sha256: v.string(),
  /** Of the sound alone, without tags; null where it could not be told. */
  audioSha256: v.nullable(v.string()),
  related: relatedSchema,
});
export type ClipDetails = v.InferOutput<typeof clipDetailsSchema>;

export const lyricSheetSchema = v.object({
  id: v.string(),
  taskId: v.string(),
  title: v.string(),
  text: v.string(),
  /** What was asked for. */
  prompt: v.string(),
  createdAt: v.number(),
  savedAt: v.number(),
});
export type LyricSheet = v.InferOutput<typeof lyricSheetSchema>;

/** Clips that were made of a lyric sheet, newest first; `more`: there are others beside them. */
export const sheetSongsSchema = v.object({ clips: v.array(clipSchema), more: v.boolean() });
export type SheetSongs = v.InferOutput<typeof sheetSongsSchema>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The host that stands for a clip in `clip://<host>`. Ids are UUIDs as far as anyone has seen, and those
 * stand as they are; any other id is hex-encoded, because a URL's host is folded to lower case and read
 * as an IP address where it looks like one.
 */
export const clipHost = (id: string): string =>
  uuid.test(id)
    ? id
    : `x-${Array.from(encodeURIComponent(id), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('')}`;

/** The clip id behind a host, or null where the host was made by nobody we know. */
export const clipIdOfHost = (host: string): string | null => {
  if (uuid.test(host)) return host;
  const hex = /^x-((?:[0-9a-f]{2})+)$/.exec(host)?.[1];
  if (hex === undefined) return null;
  const text = (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16))).join('');
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Address of a clip's audio for the page. */
export const audioUrl = (id: string): string => `clip://${clipHost(id)}/audio`;
/** Address of a clip's saved cover for the page. */
export const coverUrl = (id: string): string => `clip://${clipHost(id)}/cover`;

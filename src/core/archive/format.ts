import * as v from 'valibot';
import { audioMimes } from '../../shared/audio-types.ts';
import { problemSchema } from '../../shared/problem.ts';
import { noticeKinds } from '../../shared/snapshot.ts';
import { saveStates } from '../../shared/task.ts';
import { provenanceSchema } from '../saving/clip-tag.ts';
import { sourceSchema } from '../saving/item-store.ts';
import { noticedStates } from '../tasks/task-record.ts';

/**
 * An archive of everything (F38) is a ZIP of
 * - `cliploft.json`: what it is, of which version, when it was made and what it counts;
 * - `clips-0001.jsonl` and on, likewise `sheets-`, `playlists-`, `said-`, `tasks-` (each with its save items) and `notices-`: one
 *   JSON object a line; fields, and kinds of parts, that are unknown to a reader are passed over;
 * - `library/<file name>`: audio, covers, sidecars and the files of lyric sheets, as they lie in the library folder.
 * It holds no key and no settings.
 */
export const formatVersion = 1;
export const manifestName = 'cliploft.json';
/** Bytes that a text part may have for a reader, and lines and characters after which a writer begins the next. */
export const longestPart = 64 * 1024 * 1024;
export const longestManifest = 1024 * 1024;
export const mostLines = 1000;
export const mostChars = 4 * 1024 * 1024;
/** What a library file in an archive may have at most, as when it is saved. Bytes. */
export const longestAudio = 500 * 1024 * 1024;
export const longestImage = 20 * 1024 * 1024;
export const longestSidecar = 4 * 1024 * 1024;

export const lineKinds = ['clips', 'sheets', 'playlists', 'said', 'tasks', 'notices'] as const;
export type LineKind = (typeof lineKinds)[number];

export const partName = (kind: LineKind, number: number): string =>
  `${kind}-${String(number).padStart(4, '0')}.jsonl`;
export const isPartOf = (kind: LineKind, name: string): boolean =>
  name.startsWith(`${kind}-`) && /^[a-z]+-\d{1,6}\.jsonl$/.test(name);

const count = v.fallback(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0);
export const manifestSchema = v.object({
  cliploft: v.literal('archive'),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** ISO 8601. */
  made: v.fallback(v.string(), ''),
  counts: v.fallback(v.object({ clips: count, sheets: count, tasks: count, files: count }), {
    ...{ clips: 0, sheets: 0, tasks: 0, files: 0 },
  }),
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** What stands in an address of the API: never more than a name. */
const taskId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,100}$/));
const finite = v.pipe(v.number(), v.finite());
const time = v.pipe(finite, v.safeInteger());
const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const nullableText = v.nullable(v.string());

export const clipLineSchema = v.object({
  id,
  taskId: v.string(),
  type: v.string(),
  title: v.string(),
  style: v.string(),
  model: v.string(),
  duration: v.pipe(finite, v.minValue(0)),
  createdAt: time,
  savedAt: time,
  position: v.pipe(finite, v.safeInteger()),
  audio: fileName,
  cover: v.nullable(fileName),
  /** The page is given this as the type of what it plays: nothing else may stand here. */
  mime: v.picklist(audioMimes),
  bytes: v.pipe(finite, v.safeInteger(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Only newer programs write it. */
  audioSha256: v.fallback(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), null),
  lyrics: v.string(),
  provenance: provenanceSchema,
});

export const sheetLineSchema = v.object({
  id,
  taskId: v.string(),
  title: v.string(),
  text: v.string(),
  prompt: v.string(),
  createdAt: time,
  savedAt: time,
  file: v.nullable(fileName),
});
export type SheetLine = v.InferOutput<typeof sheetLineSchema>;

const problem = v.fallback(v.nullable(problemSchema), null);
export const itemSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(400)),
  position: v.pipe(finite, v.safeInteger()),
  title: v.string(),
  source: sourceSchema,
  state: v.fallback(v.picklist(saveStates), 'waiting'),
  attempts: v.pipe(finite, v.safeInteger(), v.minValue(0)),
  needsLink: v.boolean(),
  deadlineAt: v.nullable(time),
  problem,
});
export type ItemLine = v.InferOutput<typeof itemSchema>;

const anyRecord = v.nullable(v.record(v.string(), v.unknown()));
const taskFields = v.object({
  // A word that only a newer program knows must not cost the task.
  watch: v.fallback(v.picklist(['active', 'stopped', 'done']), 'active'),
  type: nullableText,
  model: nullableText,
  status: nullableText,
  progress: v.nullable(finite),
  credits: v.nullable(finite),
  title: nullableText,
  input: anyRecord,
  error: nullableText,
  createdAt: nullableText,
  completedAt: nullableText,
  lastCheckAt: v.nullable(time),
  noticed: v.fallback(v.picklist(noticedStates), 'nothing'),
  unreadable: v.pipe(finite, v.safeInteger(), v.minValue(0)),
  problem,
  reply: anyRecord,
});
export const taskLineSchema = v.object({
  id: taskId,
  addedAt: time,
  // What a reader misses it asks the API for: only the id is needed to watch a task.
  ...v.partial(taskFields).entries,
  items: v.fallback(v.array(v.unknown()), []),
});
export type TaskLine = v.InferOutput<typeof taskLineSchema>;

export const noticeLineSchema = v.object({
  kind: v.picklist(noticeKinds),
  taskId: nullableText,
  clipId: nullableText,
  title: v.string(),
  detail: nullableText,
  at: time,
  read: v.boolean(),
});
export type NoticeLine = v.InferOutput<typeof noticeLineSchema>;

/** A JSON text through its schema; null where it makes no sense. */
export const parseJson = <T>(text: string, schema: v.GenericSchema<unknown, T>): T | null => {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    if (!parsed.success) return null;
    // Nested deeper than can be written down again, it could not be kept: this throws then.
    JSON.stringify(parsed.output);
    return parsed.output;
  } catch {
    return null;
  }
};

/** A text part's lines through their schema; null for each that makes no sense. Empty lines are none. */
export const parseLines = <T>(text: string, schema: v.GenericSchema<unknown, T>): (T | null)[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parseJson(line, schema));

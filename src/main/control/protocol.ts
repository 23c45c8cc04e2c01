import * as v from 'valibot';

/**
 * What a second process of ours says to the running one, and hears: one line of JSON each way, then the end.
 * A change that an older program would misread raises the version.
 */
export const protocolVersion = 1;

/** The longest line either side takes, in bytes: a text of 5,000,000 signs and room around it. */
export const longestLine = 24_000_000;
export const longestText = 5_000_000;

/** What can be asked for. It adds, shows, tells or ends; there is nothing to read files with, and nothing of the key. */
export const askSchema = v.variant('kind', [
  /** Any text with task ids in it, as the page takes it too. */
  v.object({ kind: v.literal('add'), text: v.pipe(v.string(), v.maxLength(longestText)) }),
  v.object({ kind: v.literal('status') }),
  v.object({ kind: v.literal('open') }),
  v.object({ kind: v.literal('quit') }),
  v.object({ kind: v.literal('link'), link: v.pipe(v.string(), v.maxLength(1000)) }),
]);
export type Ask = v.InferOutput<typeof askSchema>;

export const requestSchema = v.object({ v: v.literal(protocolVersion), ask: askSchema });
/** All that every version says. */
export const anyVersionSchema = v.object({ v: v.number() });

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What `status --json` prints. Fields are added, never changed. */
export const statusSchema = v.object({
  version: v.string(),
  pid: count,
  /** app: with a window and a tray; serve: without. */
  mode: v.picklist(['app', 'serve']),
  /** reading, none, ready or rejected; see snapshot.ts. */
  key: v.string(),
  online: v.boolean(),
  /** Codes of what everything waits for: of the database and the library folder; null while all is well. */
  problems: v.object({ database: v.nullable(v.string()), libraryFolder: v.nullable(v.string()) }),
  counts: v.object({ watching: count, saving: count, needsYou: count }),
  library: v.object({ clips: count, lyricSheets: count }),
  /** Newest first. `phase` is one of the words of task.ts. */
  tasks: v.array(
    v.object({
      id: v.string(),
      title: v.nullable(v.string()),
      phase: v.string(),
      status: v.nullable(v.string()),
      progress: v.nullable(v.number()),
    }),
  ),
});
export type Status = v.InferOutput<typeof statusSchema>;

const ids = v.array(v.string());

export const replySchema = v.variant('kind', [
  v.object({ kind: v.literal('added'), added: ids, known: ids, rejected: ids, key: v.string() }),
  v.object({ kind: v.literal('status'), status: statusSchema }),
  /** It is done. */
  v.object({ kind: v.literal('done') }),
  /**
   * bad_request: not understood; other_version: another version of the program asks; serving: there is no window to
   * show; bad_link: a link that is none of ours; unknown_clip: the library has no such clip; internal: a fault of ours.
   */
  v.object({
    kind: v.literal('refused'),
    code: v.picklist(['bad_request', 'other_version', 'serving', 'bad_link', 'unknown_clip', 'internal']),
    detail: v.optional(v.string()),
  }),
]);
export type Reply = v.InferOutput<typeof replySchema>;
export type Refusal = Extract<Reply, { kind: 'refused' }>['code'];

export const replyLineSchema = v.object({ v: v.literal(protocolVersion), reply: replySchema });

/** A line of the protocol, with its end. */
export const requestLine = (ask: Ask): string => `${JSON.stringify({ v: protocolVersion, ask })}\n`;
export const replyLine = (reply: Reply): string => `${JSON.stringify({ v: protocolVersion, reply })}\n`;

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
};

/** What a line asks for, or the refusal it deserves. Pure. */
export const readRequest = (line: string): { ask: Ask } | { refuse: Refusal } => {
  const value = parsed(line);
  const request = v.safeParse(requestSchema, value);
  if (request.success) return { ask: request.output.ask };
  const any = v.safeParse(anyVersionSchema, value);
  return { refuse: any.success && any.output.v !== protocolVersion ? 'other_version' : 'bad_request' };
};

/** What a line answers; null where it makes no sense to this version. Pure. */
export const readReply = (line: string): Reply | null => {
  const reply = v.safeParse(replyLineSchema, parsed(line));
  return reply.success ? reply.output.reply : null;
};

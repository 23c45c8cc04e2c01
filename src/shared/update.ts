import * as v from 'valibot';

/** A version that is newer than this one. */
export const releaseSchema = v.object({
  version: v.string(),
  /** What is new, as plain text; empty where nothing was said. */
  notes: v.string(),
  /** ms since the epoch; null when unknown. */
  releasedAt: v.nullable(v.number()),
  /** Where it can be read of and fetched by hand; null where there is no such page. */
  page: v.nullable(v.string()),
});
export type Release = v.InferOutput<typeof releaseSchema>;

/** What went wrong; nothing has changed by it. */
export const updateFaults = [
  'unreachable',
  'bad_release',
  'damaged',
  'disk_full',
  'denied',
  'backup',
  'internal',
] as const;
export type UpdateFault = (typeof updateFaults)[number];

/** Where the update of the program stands. */
export const updateStateSchema = v.variant('kind', [
  /** As far as is known this is the newest; ms since the epoch, null before the first check. */
  v.object({ kind: v.literal('none'), checkedAt: v.nullable(v.number()) }),
  v.object({ kind: v.literal('checking') }),
  v.object({ kind: v.literal('available'), release: releaseSchema }),
  /** 0 to 1. */
  v.object({ kind: v.literal('downloading'), release: releaseSchema, progress: v.number() }),
  /** Downloaded and verified; it takes a restart. */
  v.object({ kind: v.literal('ready'), release: releaseSchema }),
  v.object({ kind: v.literal('installing'), release: releaseSchema }),
  v.object({
    kind: v.literal('failed'),
    during: v.picklist(['check', 'download', 'install']),
    code: v.picklist(updateFaults),
    /** For "technical details". */
    detail: v.string(),
    release: v.nullable(releaseSchema),
  }),
]);
export type UpdateState = v.InferOutput<typeof updateStateSchema>;

export const updateSchema = v.object({
  /** install: downloads and installs when asked to; tell: only says what is new; off: somebody else sees to it. */
  mode: v.picklist(['install', 'tell', 'off']),
  /** Who does where it is off: the system's packages, whoever builds from source, or nobody (no place to ask at). */
  by: v.nullable(v.picklist(['package', 'source', 'nobody'])),
  state: updateStateSchema,
});
export type Update = v.InferOutput<typeof updateSchema>;

/** Before main has said anything. */
export const noUpdates: Update = { mode: 'off', by: 'source', state: { kind: 'none', checkedAt: null } };

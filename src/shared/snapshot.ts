import * as v from 'valibot';
import { placeSchema } from './place.ts';
import { playlistsSchema } from './playlist.ts';
import { problemCodes, problemSchema } from './problem.ts';
import { settingsSchema } from './settings.ts';
import { updateSchema } from './update.ts';
import { pastTasksSchema, taskSchema } from './task.ts';

/** Where the key stands. The key itself never appears here, nor any part of it. */
export const sessionSchema = v.object({
  /** reading: the keychain was asked and has not answered; none: ask for one; ready: in use; rejected: the API said 401, everything is paused. */
  state: v.picklist(['reading', 'none', 'ready', 'rejected']),
  /** keychain: kept there; session: in memory until quit; environment: SUNOR_API_KEY; demo: the simulator's. */
  where: v.nullable(v.picklist(['keychain', 'session', 'environment', 'demo'])),
  /** What the system calls its keychain, such as "Secret Service". */
  keychainName: v.string(),
  /** Why the key is not in the keychain although the user would expect it there. */
  why: v.nullable(v.picklist(problemCodes)),
});
export type Session = v.InferOutput<typeof sessionSchema>;

export const balanceSchema = v.object({
  available: v.number(),
  frozen: v.number(),
  total: v.number(),
  /** ms since the epoch. */
  at: v.number(),
});
export type Balance = v.InferOutput<typeof balanceSchema>;

/** The request budget of the key: one for everything (F7). */
export const budgetSchema = v.object({
  /** Requests that may be made in 60 s. */
  limit: v.number(),
  /** Requests made in the last 60 s. */
  used: v.number(),
  /** ms since the epoch until which nothing may be asked (429); null when free. */
  pausedUntil: v.nullable(v.number()),
});
export type Budget = v.InferOutput<typeof budgetSchema>;

export const noticeKinds = [
  'finished',
  'empty',
  'unreadable',
  'failed',
  'timed_out',
  'trouble',
  'expiring',
  'lost',
  'missing',
  'folder',
  'key_refused',
] as const;

export const noticeSchema = v.object({
  id: v.string(),
  /**
   * finished: all that was wanted is saved; empty: the task succeeded without a result; unreadable: some of its
   * results could not be read, the others are saved (detail: see shares.ts); trouble: a result could not be saved
   * several times (detail: the problem's code); expiring: its links run out within a day; lost: they ran out; missing:
   * the API does not know the task; folder: the library folder refuses (detail: the problem's code); key_refused:
   * everything is paused.
   */
  kind: v.picklist(noticeKinds),
  taskId: v.nullable(v.string()),
  clipId: v.nullable(v.string()),
  title: v.string(),
  /** The API's words for a failure, where there are any; else as the kind says. */
  detail: v.nullable(v.string()),
  at: v.number(),
  read: v.boolean(),
});
export type Notice = v.InferOutput<typeof noticeSchema>;

export const librarySummarySchema = v.object({
  clips: v.number(),
  lyricSheets: v.number(),
  /** Rises with each change of the library: what was paged before is out of date. */
  version: v.number(),
  /** What stands in the way of the library folder; null when all is well. */
  problem: v.nullable(problemSchema),
});
export type LibrarySummary = v.InferOutput<typeof librarySummarySchema>;

/** What was done about a damaged database, until the user has seen it. */
export const recoverySchema = v.object({
  /** ms since the epoch. */
  at: v.number(),
  /** Where the damaged file lies now. */
  setAside: v.string(),
  /** When the backup in use was made; null when there was no sound one. */
  backupAt: v.nullable(v.number()),
  fromBackup: v.object({ tasks: v.number(), clips: v.number(), lyricSheets: v.number() }),
  /** Found in the library folder and taken up; null while it is still being read. */
  fromFolder: v.nullable(v.object({ clips: v.number(), lyricSheets: v.number() })),
  /** Task ids that only the journal of added ids still knew; they are watched again. */
  fromJournal: v.number(),
});
export type Recovery = v.InferOutput<typeof recoverySchema>;

/** Long work on the library that is under way; one at a time. */
export const workSchema = v.object({
  kind: v.picklist(['export', 'import', 'rebuild', 'move', 'rename', 'copy']),
  done: v.number(),
  /** Files in all; 0 while they are being counted. */
  total: v.number(),
});
export type Work = v.InferOutput<typeof workSchema>;

/** Where the user asked to be taken: a notification's click, a deep link. */
export const focusSchema = v.object({
  seq: v.number(),
  target: v.variant('kind', [
    v.object({ kind: v.literal('clip'), id: v.string() }),
    v.object({ kind: v.literal('task'), id: v.string() }),
    v.object({ kind: v.literal('notices') }),
    /** Plays the clip; the page stays where it is, seen or not. */
    v.object({ kind: v.literal('play'), id: v.string() }),
  ]),
});
export type Focus = v.InferOutput<typeof focusSchema>;

export const appInfoSchema = v.object({
  version: v.string(),
  platform: v.string(),
  demo: v.boolean(),
  /** In the demo: the simulator's key, which opens nothing else. Never set otherwise. */
  demoKey: v.nullable(v.string()),
  /** Settings that a command line or environment value overrides for this run. */
  overridden: v.array(v.picklist(['libraryFolder', 'apiBaseUrl'])),
  /** Set when the settings file was broken, was set aside, and defaults are in use. */
  settingsReset: v.nullable(v.string()),
  /** Errors of our own in this run, which were logged; work went on. */
  faults: v.number(),
});
export type AppInfo = v.InferOutput<typeof appInfoSchema>;

/** All that the page needs to draw itself; the library comes by page. */
export const snapshotSchema = v.object({
  revision: v.number(),
  app: appInfoSchema,
  session: sessionSchema,
  online: v.boolean(),
  /** The user paused watching for this run. */
  paused: v.boolean(),
  /** Those at hand: what is not over, and the newest of the rest. */
  tasks: v.array(taskSchema),
  past: pastTasksSchema,
  balance: v.nullable(balanceSchema),
  budget: budgetSchema,
  notices: v.array(noticeSchema),
  library: librarySummarySchema,
  playlists: playlistsSchema,
  work: v.nullable(workSchema),
  /** Why the database keeps nothing at the moment: asking and saving wait. null while all is well. */
  database: v.nullable(problemSchema),
  recovery: v.nullable(recoverySchema),
  /** Rises with each clip that was measured: what was asked for as due may be there. */
  sounds: v.number(),
  settings: settingsSchema,
  focus: v.nullable(focusSchema),
  update: updateSchema,
  /** Where the user was when the page before this one went; null where there was none. Never pushed. */
  place: v.nullable(placeSchema),
});
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

/** Everything in the snapshot except tasks, the revision and the place is replaced whole when it changes. */
export type Slices = Omit<Snapshot, 'revision' | 'tasks' | 'place'>;

/** What changed since the revision before. Tells, never steers. */
export const pushSchema = v.object({
  revision: v.number(),
  slices: v.partial(v.omit(snapshotSchema, ['revision', 'tasks', 'place'])),
  /** Tasks that are new or changed, whole. */
  tasks: v.array(taskSchema),
  /** Ids of tasks that are gone. */
  gone: v.array(v.string()),
});
export type Push = v.InferOutput<typeof pushSchema>;

import * as v from 'valibot';
import {
  clipSetSchema,
  removedSchema,
  saidSchema,
  sayingSchema,
  selectionChangeSchema,
  selectionSchema,
} from './clip-set.ts';
import { clipExportReportSchema, clipExportSchema } from './clip-export.ts';
import { clipDetailsSchema, lyricSheetSchema, sheetSongsSchema } from './clip.ts';
import { namePreviewSchema, renamePlanSchema, renameReportSchema } from './file-names.ts';
import {
  clipHitSchema,
  clipPageSchema,
  clipQuerySchema,
  facetsQuerySchema,
  facetsSchema,
  groupedListSchema,
} from './library-query.ts';
import { pairAnswerSchema, pairWishSchema } from './pair.ts';
import { placeSchema } from './place.ts';
import { playlistCommands } from './playlist.ts';
import { proxyCredentialsSchema, proxyLoginSchema, proxySettingsSchema, proxyTestSchema } from './proxy.ts';
import { settingsPatchSchema, settingsSchema } from './settings.ts';
import { statisticsQuerySchema, statisticsSchema } from './statistics.ts';
import type { Result } from './problem.ts';
import { clipSoundSchema } from './sound.ts';
import { type Push, sessionSchema, snapshotSchema } from './snapshot.ts';
import { taskSchema } from './task.ts';

const nothing = v.undefined();
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const ids = v.pipe(v.array(id), v.maxLength(10_000));

export const addReportSchema = v.object({
  /** Ids that are watched from now on. */
  added: v.array(v.string()),
  /** Ids that were on the list before. */
  known: v.array(v.string()),
  /** Pieces of the text that look meant as ids and are none, shortened; at most 20. */
  rejected: v.array(v.string()),
});
export type AddReport = v.InferOutput<typeof addReportSchema>;

export const rebuildReportSchema = v.object({
  /** Taken up anew from the folder. */
  clips: v.number(),
  lyricSheets: v.number(),
  /** Left out where there were none. */
  playlists: v.optional(v.number()),
  /** Clips of which the folder said something newer than what was known; left out where there were none. */
  said: v.optional(v.number()),
  /** Clips of which something is said and that are not here; it waits for them. Left out where there are none. */
  saidWaiting: v.optional(v.number()),
  /** Files that were known already. */
  known: v.number(),
  /** Names of audio files that say nothing of where they come from, and of files that cannot be read; at most 20. */
  unknown: v.array(v.string()),
  /** Names of files of what is said of clips that could not be read, or not all of it; at most 20. Left out where there are none. */
  saidUnread: v.optional(v.array(v.string())),
});
export type RebuildReport = v.InferOutput<typeof rebuildReportSchema>;

export const exportReportSchema = v.object({
  path: v.string(),
  clips: v.number(),
  lyricSheets: v.number(),
  tasks: v.number(),
  /** Left out where there are none. */
  playlists: v.optional(v.number()),
  bytes: v.number(),
  /** Titles of clips whose file was not there; the rest is in the archive. At most 20. */
  missing: v.array(v.string()),
});
export type ExportReport = v.InferOutput<typeof exportReportSchema>;

export const importReportSchema = v.object({
  clips: v.number(),
  lyricSheets: v.number(),
  tasks: v.number(),
  /** Left out where there were none. */
  playlists: v.optional(v.number()),
  /** Clips of which the archive said something newer than what was known; left out where there were none. */
  said: v.optional(v.number()),
  /** Clips, sheets, playlists and tasks that were here already. */
  known: v.number(),
  /** Names of files in the archive that are damaged or missing; nothing was taken up for them. At most 20. */
  damaged: v.array(v.string()),
});
export type ImportReport = v.InferOutput<typeof importReportSchema>;

/**
 * Every command there is: what goes in, what comes out. Main parses what arrives with `in`; the answer
 * is always a `Result` of `out`. There is no other door (src/main/ipc.ts), and none gives the key back.
 */
export const commands = {
  /** The whole state, with the revision that later pushes go on from. */
  'app.snapshot': { in: nothing, out: snapshotSchema },
  /** The page went where `focus` pointed. */
  'app.focusTaken': { in: v.object({ seq: v.number() }), out: nothing },
  /** Where the user is by now, for a window that comes back. */
  'app.keepPlace': { in: placeSchema, out: nothing },
  /** Copies what somebody who is to help needs to know: versions, settings, state in numbers, the last problems. */
  'app.copyReport': { in: nothing, out: nothing },
  'app.copyText': { in: v.object({ text: v.pipe(v.string(), v.maxLength(1_000_000)) }), out: nothing },
  /** Opens an https address in the system's browser; main has the list of hosts. */
  'app.openExternal': { in: v.object({ url: v.pipe(v.string(), v.maxLength(2000)) }), out: nothing },
  /** Starts the app again as the demo, with a profile of its own. */
  'app.startDemo': { in: nothing, out: nothing },

  /** Checks the key with GET /account/balance, then keeps it (F62). */
  'key.set': {
    in: v.object({ key: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)) }),
    out: sessionSchema,
  },
  'key.forget': { in: nothing, out: sessionSchema },

  /** Finds ids in any text and says what adding it would do. Changes nothing. */
  'tasks.preview': {
    in: v.object({ text: v.pipe(v.string(), v.maxLength(5_000_000)) }),
    out: addReportSchema,
  },
  'tasks.add': { in: v.object({ text: v.pipe(v.string(), v.maxLength(5_000_000)) }), out: addReportSchema },
  /** Those of these that are on the list, at hand or not. */
  'tasks.get': { in: v.object({ ids }), out: v.array(taskSchema) },
  /** Those that are not at hand, newest first, from behind this place on (null: the newest of them). */
  'tasks.past': {
    in: v.object({
      place: v.nullable(v.object({ addedAt: v.number(), id })),
      shelf: v.nullable(v.picklist(['finished', 'failed'])),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
    out: v.array(taskSchema),
  },
  'tasks.checkNow': { in: v.object({ ids }), out: nothing },
  'tasks.stop': { in: v.object({ ids }), out: nothing },
  'tasks.resume': { in: v.object({ ids }), out: nothing },
  /** All at once, for this run; saving goes on. */
  'tasks.pauseAll': { in: v.object({ paused: v.boolean() }), out: nothing },
  /** Takes tasks off the list. Saved clips stay. */
  'tasks.forget': { in: v.object({ ids }), out: nothing },
  /** Try to save now, whatever the next try was planned for. */
  'tasks.saveNow': { in: v.object({ ids }), out: nothing },
  /** What is saved or not, item by item (ids of save items). Retry: now, whatever was planned; impossible and dropped ones too, and saved ones whose clip went to the trash. */
  'saving.retry': { in: v.object({ ids }), out: nothing },
  /** Ends what is under way and keeps it until it is resumed. */
  'saving.pause': { in: v.object({ ids }), out: nothing },
  'saving.resume': { in: v.object({ ids }), out: nothing },
  /** Not wanted any more; retry takes it back. */
  'saving.drop': { in: v.object({ ids }), out: nothing },
  /** Demo only: asks the simulator for one more song and watches it. */
  'demo.createTask': { in: nothing, out: addReportSchema },

  'library.page': { in: clipQuerySchema, out: clipPageSchema },
  /** How many clips match. */
  'library.count': { in: facetsQuerySchema, out: v.number() },
  /** The first of these clips that is in the list as it is now, and its place there; null for none. */
  'library.place': {
    in: v.object({ list: groupedListSchema, ids: v.pipe(v.array(id), v.maxLength(200)) }),
    out: v.nullable(v.object({ id: v.string(), place: v.number() })),
  },
  /** Where in these clips the words stand that are searched for. */
  'library.hits': {
    in: v.object({ text: facetsQuerySchema.entries.text, ids: v.pipe(v.array(id), v.maxLength(200)) }),
    out: v.array(clipHitSchema),
  },
  /** What the library can be filtered by, with how many clips each would leave. */
  'library.facets': { in: facetsQuerySchema, out: facetsSchema },
  'library.clip': { in: v.object({ id }), out: v.nullable(clipDetailsSchema) },
  /** The cover, at a size for the system's media panel, as a data URL (PNG); null where there is none. */
  'library.coverImage': { in: v.object({ id }), out: v.nullable(v.string()) },
  /** How loud it is over its length and altogether; null for a clip that is not there. One that is due is measured sooner for being asked for. */
  'library.sound': { in: v.object({ id }), out: v.nullable(clipSoundSchema) },
  /** The clips of one task, to be compared, and how many such pairs there are. */
  'pairs.find': { in: v.object({ wish: pairWishSchema }), out: pairAnswerSchema },
  'library.lyrics': {
    in: v.object({ text: v.pipe(v.string(), v.maxLength(500)) }),
    out: v.array(lyricSheetSchema),
  },
  /** What was made of a lyric sheet; nothing of one that nobody knows. */
  'library.sheetSongs': { in: v.object({ id }), out: sheetSongsSchema },
  'library.showInFolder': { in: v.object({ id }), out: nothing },

  /** Takes clips out of the library; their files go to the system's trash when the time to undo is over. */
  'library.remove': { in: v.object({ clips: clipSetSchema }), out: removedSchema },
  /** Changes what is selected (null: nothing), and gives how much is, and which of `shown`. */
  'library.select': {
    in: v.object({
      change: v.nullable(selectionChangeSchema),
      shown: v.pipe(v.array(id), v.maxLength(2000)),
    }),
    out: selectionSchema,
  },
  /** What the user says of clips. */
  'library.say': { in: v.object({ clips: clipSetSchema, saying: sayingSchema }), out: saidSchema },
  /** Takes back what gave this token; gives how many clips are others by that, 0 when it is too late. */
  'library.undo': { in: v.object({ undo: v.pipe(v.string(), v.maxLength(100)) }), out: v.number() },
  /** Reads the library folder and takes up what the library does not hold. */
  'library.rebuild': { in: nothing, out: rebuildReportSchema },
  /** Everything as one archive, to a place chosen in the system's dialog; null when cancelled there, or stopped under way. */
  'library.export': { in: nothing, out: v.nullable(exportReportSchema) },
  /** Takes up what an archive holds and this library does not; null when cancelled. */
  /** How a template would name some of the user's newest clips, and what is wrong with it. */
  'names.preview': {
    in: v.object({ template: v.pipe(v.string(), v.maxLength(1000)) }),
    out: namePreviewSchema,
  },
  /** What renaming the library by the set template would do; changes nothing. */
  'library.renamePlan': { in: nothing, out: renamePlanSchema },
  'library.rename': { in: nothing, out: renameReportSchema },
  /** Gives the clips that were renamed last their names back. */
  'library.renameBack': { in: nothing, out: renameReportSchema },
  /** Copies clips to a folder or a ZIP file chosen in the system's dialog; null when cancelled there, or a ZIP was stopped. */
  'clips.export': { in: clipExportSchema, out: v.nullable(clipExportReportSchema) },
  /** The mouse drags clips out of the window: their files go to where it lets them go. */
  'clips.dragOut': { in: v.object({ clips: clipSetSchema }), out: nothing },
  'library.import': { in: nothing, out: v.nullable(importReportSchema) },
  /** Stops the long work that is under way; what is done stays done. */
  'library.stopWork': { in: nothing, out: nothing },
  /** The report about a damaged database was read. */
  'library.recoverySeen': { in: nothing, out: nothing },

  /** What was made, what it cost and how long it took. */
  'statistics.get': { in: statisticsQuerySchema, out: statisticsSchema },
  ...playlistCommands,

  /** All notices when `ids` is null. */
  'notices.read': { in: v.object({ ids: v.nullable(ids) }), out: nothing },
  'notices.clear': { in: nothing, out: nothing },

  /** Where the login for the proxy stands; never its password. */
  'proxy.login': { in: nothing, out: proxyLoginSchema },
  /** Keeps a login for this very proxy, in place of any other. */
  'proxy.setLogin': {
    in: v.object({ proxy: proxySettingsSchema, login: proxyCredentialsSchema }),
    out: proxyLoginSchema,
  },
  'proxy.forgetLogin': { in: nothing, out: proxyLoginSchema },
  /** Asks the API's host by these settings, kept or not; with no login by the kept one of this proxy. */
  'proxy.test': {
    in: v.object({ proxy: proxySettingsSchema, login: v.nullable(proxyCredentialsSchema) }),
    out: proxyTestSchema,
  },

  /** Looks for a newer version of the program now. What comes of these four is told by the slice `update`. */
  'update.check': { in: nothing, out: nothing },
  'update.download': { in: nothing, out: nothing },
  /** Backs the database up, puts the new version in place and starts it. */
  'update.install': { in: nothing, out: nothing },
  'update.skip': { in: nothing, out: nothing },

  'settings.update': { in: settingsPatchSchema, out: settingsSchema },
  /** Lets the user choose a folder in the system's dialog; null when cancelled. */
  'settings.chooseFolder': { in: nothing, out: v.nullable(v.string()) },
  /** Moves the library: copies, verifies, switches, then removes the old files. */
  'settings.moveLibrary': {
    in: v.object({ to: v.pipe(v.string(), v.minLength(1), v.maxLength(4000)) }),
    out: settingsSchema,
  },
  /**
   * Makes another folder the library's and moves nothing: the old one is gone, or was moved by hand. Clips that it holds
   * are taken up, all others stay listed.
   */
  'settings.useFolder': {
    in: v.object({ to: v.pipe(v.string(), v.minLength(1), v.maxLength(4000)) }),
    out: settingsSchema,
  },
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
/** As the page may give it: what has a default can be left out. */
export type CommandInput<N extends CommandName> = v.InferInput<Commands[N]['in']>;
export type CommandOutput<N extends CommandName> = v.InferOutput<Commands[N]['out']>;

/** What the preload puts on `window.cliploft`. */
export interface Bridge {
  invoke<N extends CommandName>(
    name: N,
    ...input: CommandInput<N> extends undefined ? [] : [CommandInput<N>]
  ): Promise<Result<CommandOutput<N>>>;
  /** Calls `listener` with each push (unparsed; see pushSchema); returns how to stop. */
  onPush(listener: (push: Push) => void): () => void;
}

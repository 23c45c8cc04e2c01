import type { ClipSet, Removed, SaidReport, Saying } from '../../shared/clip-set.ts';
import { ok, type Problem, type Result } from '../../shared/problem.ts';
import type { RenameReport } from '../../shared/file-names.ts';
import type { LibrarySummary } from '../../shared/snapshot.ts';
import type { Engine } from '../engine-api.ts';
import type {
  Archives,
  AudioReader,
  Clock,
  Files,
  IndexFile,
  Log,
  Random,
  Sql,
  Tags,
  Trash,
} from '../ports.ts';
import { createUndoing } from '../undoing.ts';
import type { LongWork } from '../work.ts';
import { filesOf, readDetails } from './clip-details.ts';
import { createChangeFolder } from './change-folder.ts';
import { copyClips } from './copying/copy-clips.ts';
import { createClipPlaces } from './clip-places.ts';
import type { ClipStore } from './clip-store.ts';
import { createFolderCheck } from './folder-check.ts';
import { createFolderFacts, type GivenFolder } from './folder-facts.ts';
import { createFolderLook, type FolderLook } from './folder-look.ts';
import { createFolderPlace } from './folder-place.ts';
import { createFolderWatch, type FolderWatch } from './folder-watch.ts';
import type { LyricStore } from './lyric-store.ts';
import { rebuild, withSaid } from './rebuild.ts';
import { previewNames } from './renaming/preview-names.ts';
import { createRenameStore } from './renaming/rename-store.ts';
import { createRenaming } from './renaming/renaming.ts';
import { createRemoving, type Removing } from './removing.ts';
import type { SaidTaken } from './said/said-folder.ts';
import { createSayings } from './said/saying.ts';
import { createSelection, type Selection } from './said/selection.ts';
import { createLibraryIndex, type LibraryIndex } from './search/library-index.ts';
import { songsOfSheet } from './sheet-songs.ts';
import { takeUp } from './take-up.ts';

/** Everything saved, and the folder it lies in. */
export interface Library extends Pick<
  Engine,
  | 'clipPage'
  | 'facets'
  | 'clipCount'
  | 'clipPlace'
  | 'clipHits'
  | 'clipDetails'
  | 'clipFiles'
  | 'lyricSheets'
  | 'sheetSongs'
  | 'moveLibrary'
  | 'useFolder'
  | 'rebuildLibrary'
  | 'previewNames'
  | 'renamePlan'
  | 'renameLibrary'
  | 'renameBack'
  | 'exportClips'
> {
  readonly folder: FolderWatch;
  readonly removing: Removing;
  readonly look: FolderLook;
  readonly index: LibraryIndex;
  readonly selection: Selection;
  say(clips: ClipSet, saying: Saying): Promise<SaidReport>;
  removeClips(clips: ClipSet): Removed;
  /** The ids of a set's clips that are in the library: named ones in their order, selected ones newest first. */
  idsOf(set: ClipSet): string[];
  undo(token: string): Promise<number>;
  /** The user asks for these clips once more: what is in the trash of them may be saved again. */
  wantAgain(ids: readonly string[]): void;
  /** The same for all that these tasks gave. */
  wantAgainOf(taskIds: readonly string[]): void;
  /** Is this the library folder, with its disk, and may it be written? Problems: folder_missing, folder_denied. */
  checkFolder(folder: string): Promise<Result<void>>;
  summary(): LibrarySummary;
  /** Something was added: what was paged before is out of date. */
  grew(): void;
}

export interface LibraryOptions {
  clock: Clock;
  random: Random;
  files: Files;
  audio: AudioReader;
  tags: Tags;
  trash: Trash;
  archives: Archives;
  sql: Sql;
  index: IndexFile;
  /** The user's language; see EngineOptions. */
  locale: string;
  /** The database was just restored, or begun anew. */
  restored: boolean;
  log: Log;
  work: LongWork;
  clips: ClipStore;
  lyrics: LyricStore;
  /** Distinguishes our files under way from those of another computer on the same folder. */
  profileId: string;
  /** How this run came to its folder; `folder` itself is what `libraryFolder` gives at first. */
  given: Omit<GivenFolder, 'folder'>;
  libraryFolder: () => string;
  /** The template for names of clips' files. */
  fileNames: () => string;
  /** Keeps another folder for the next start; throws where that cannot be. */
  keepFolder: (folder: string) => void;
  /** Makes it the one in force, in memory. */
  useFolder: (folder: string) => void;
  /** A lost database is being recovered, and the folder has still to be read for it. */
  isRecovering: () => boolean;
  /** The files of playlists in the folder: their names, and taking up those that are not known. */
  playlists: {
    names: () => string[];
    restore: (folder: string, signal: AbortSignal) => Promise<number>;
  };
  /** The files of what is said of clips likewise. */
  said: {
    names: () => string[];
    takeUp: (signal: AbortSignal, all: boolean) => Promise<SaidTaken & { waiting: number }>;
  };
  /** Keeps saving still while files move; call what it gives to let it go on. */
  hold: () => Promise<() => void>;
  /** What stood in the way of the folder is gone. */
  onFolderBack: () => void;
  /** The folder was read: results that wait may be in the library by now. */
  onTakenUp: () => void;
  /** The trash refused clips; they are in the library again. */
  onRefused: (problem: Problem, clip: { id: string; title: string }) => void;
  onChange: () => void;
}

export const createLibrary = (options: LibraryOptions): Library => {
  const { clock, files, clips, lyrics, sql, log, work, libraryFolder, onChange } = options;
  let version = 0;
  const grew = (): void => {
    version += 1;
    onChange();
  };
  const index = createLibraryIndex({ ...options, onChange: () => grew() });
  const places = createClipPlaces(sql);
  const facts = createFolderFacts(sql, options.random);
  const place = createFolderPlace({ ...options, facts });
  const checkFolder = createFolderCheck({ ...options, places, facts, onFine: place.isFine });
  const taking = { ...options, places, checkFolder };

  const removing = createRemoving({
    ...{ clock, files, log, places, libraryFolder, checkFolder, trash: options.trash },
    transaction: (inside) => sql.transaction(inside),
    onFolder: (problem) => folder.heard(problem),
    onRefused: options.onRefused,
    onChange: grew,
  });
  const settle = async (): Promise<void> => {
    await renaming.settle();
    await removing.lookForReturned();
  };
  const look = createFolderLook({
    ...{ clock, log },
    isBusy: () => work.state() !== null,
    async takeUp(before, signal) {
      await settle();
      const report = await takeUp(taking, libraryFolder(), before, {
        ...{ signal, total: () => undefined, step: () => undefined },
      });
      // Never before a lost database has all that the folder says: the report of that tells of it.
      if (!report.ok || signal.aborted || options.isRecovering()) return report;
      return ok(withSaid(report.value, await options.said.takeUp(signal, false)));
    },
    onFolder: (problem) => folder.heard(problem),
    onTakenUp({ clips: more, lyricSheets, said = 0 }) {
      if (more + lyricSheets + said > 0) grew();
      options.onTakenUp();
    },
  });
  const undoing = createUndoing<Promise<number>>(options.random);
  const selection = createSelection({ sql, version: () => version, listed: index.places });
  const sayings = createSayings({ clock, sql, undoing, catchUp: index.catchUp, onChange: grew });
  const folder = createFolderWatch({
    ...{ clock, files, folder: libraryFolder, check: () => place.look(checkFolder), onChange },
    onBack() {
      options.onFolderBack();
      void removing.goOn();
      void look.lookAnew();
    },
  });

  const hold = async (): Promise<() => void> => {
    const releases = [await options.hold(), await removing.hold(), (await look.hold()).release];
    return () => releases.forEach((release) => release());
  };
  const names = createRenameStore(sql);
  const renaming = createRenaming({
    ...{ files, log, store: names, libraryFolder, checkFolder, hold, fileNames: options.fileNames },
  });
  const renameWith = async (how: 'run' | 'back'): Promise<Result<RenameReport>> => {
    const report = await work.run('rename', renaming[how]);
    // Also what was done before a problem: lists show names of files.
    grew();
    return report;
  };
  const change = createChangeFolder({
    ...{ ...options, facts, place, checkFolder, hold, look: folder.look },
    more: () => [...options.playlists.names(), ...options.said.names()],
  });

  return {
    ...{ folder, removing, look, index, selection, checkFolder, grew },
    ...{ wantAgain: places.wantAgain, wantAgainOf: places.wantAgainOf },
    summary: () => ({
      clips: clips.count(),
      lyricSheets: lyrics.count(),
      version,
      problem: folder.problem(),
    }),
    ...{ clipPage: index.page, facets: index.facets, clipCount: index.count },
    ...{ clipPlace: index.placeOf, clipHits: index.hits },
    say: (set, saying) => sayings.say(selection.ordsOf(set), saying),
    idsOf: selection.idsOf,
    removeClips(set) {
      const { removed, undoUntil } = removing.removeClips(selection.idsOf(set));
      if (removed.length === 0) return { removed: 0, undoUntil, undo: null };
      const undo = undoing.keep(() => Promise.resolve(removing.undoRemove(removed)));
      return { removed: removed.length, undoUntil, undo };
    },
    undo: async (token) => (await undoing.undo(token)) ?? 0,
    clipDetails: (id) => readDetails({ ...options, places }, libraryFolder(), id),
    clipFiles: (id) => filesOf(files, clips, libraryFolder(), id),
    lyricSheets: (text) => lyrics.find(text),
    sheetSongs: (id) => songsOfSheet({ sql, clips, lyrics, index }, id),
    previewNames: (template) => previewNames(names, template),
    renamePlan: renaming.plan,
    renameLibrary: () => renameWith('run'),
    renameBack: () => renameWith('back'),
    exportClips: (job) =>
      work.run('copy', (steps) => copyClips({ ...options, names, checkFolder }, job, steps)),
    moveLibrary: (to) => work.run('move', (steps) => change.move(to, steps)),
    async useFolder(to) {
      const used = await work.run('move', () => change.use(to));
      // Only now, when no other work is under way: what is in the folder is to be read.
      if (used.ok) await folder.lookAfresh();
      // Other files stand behind what was paged before.
      if (used.ok) grew();
      return used;
    },
    async rebuildLibrary() {
      const report = await work.run('rebuild', (steps) =>
        rebuild({ ...options, ...taking, settle, hold: look.hold }, steps),
      );
      if (report.ok) {
        grew();
        options.onTakenUp();
      }
      return report;
    },
  };
};

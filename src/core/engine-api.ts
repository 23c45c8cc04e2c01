import type { AddReport, ExportReport, ImportReport, RebuildReport } from '../shared/contract.ts';
import type { ClipSet, Removed, SaidReport, Saying, Selected, SelectionChange } from '../shared/clip-set.ts';
import type { ClipDetails, LyricSheet, SheetSongs } from '../shared/clip.ts';
import type {
  ClipHit,
  ClipPage,
  ClipQueryInput,
  Facets,
  FacetsQuery,
  GroupedListInput,
} from '../shared/library-query.ts';
import type { Statistics, StatisticsQuery } from '../shared/statistics.ts';
import type { PairAnswer, PairWish } from '../shared/pair.ts';
import type { Playlists } from '../shared/playlist.ts';
import type { ClipExportReport } from '../shared/clip-export.ts';
import type { NamePreview, RenamePlan, RenameReport } from '../shared/file-names.ts';
import type { Problem, Result } from '../shared/problem.ts';
import type { Balance, Budget, LibrarySummary, Notice, Recovery, Session, Work } from '../shared/snapshot.ts';
import type { PastTasks, Task, TaskPlace } from '../shared/task.ts';
import type { CopyJob } from './library/copying/copy-clips.ts';
import type { ClipSound } from '../shared/sound.ts';
import type { GivenFolder } from './library/folder-facts.ts';
import type { M3uFiles } from './playlists/m3u-files.ts';
import type { PlaylistCommands } from './playlists/playlist-commands.ts';

/** The settings that the engine works by; the rest concerns only the desktop. */
export interface EngineSettings {
  libraryFolder: string;
  /** The template for names of clips' files (saving/name-template.ts). */
  fileNames: string;
  pollIntervalS: number;
  apiBaseUrl: string;
}

/** What the engine knows, for the snapshot. */
export interface EngineState {
  session: Session;
  online: boolean;
  /** The user paused watching: nothing is asked by itself until that is lifted, or the program starts again. */
  paused: boolean;
  /** Those at hand, newest first: what is not over, and the newest of the rest. */
  tasks: Task[];
  /** How many more there are, by what became of them. */
  past: PastTasks;
  balance: Balance | null;
  budget: Budget;
  notices: Notice[];
  library: LibrarySummary;
  playlists: Playlists;
  work: Work | null;
  /** Why the database keeps nothing at the moment. */
  database: Problem | null;
  recovery: Recovery | null;
  /** Rises with each clip that was measured. */
  sounds: number;
}

/** What changed: slices whole, tasks one by one. Merged over one turn before it is told. */
export interface EngineChange {
  slices: Partial<Omit<EngineState, 'tasks'>>;
  tasks: Task[];
  gone: string[];
}

/** Where a clip's files are, for the media protocol and the file manager. */
export interface ClipFiles {
  audio: string;
  mime: string;
  cover: string | null;
}

/**
 * The program itself: watching, saving, library, key. Runs without Electron.
 * `start` reads the key, repairs what a crash left behind and begins to watch; `stop` ends requests and
 * downloads and closes nothing that it was given.
 */
export interface Engine extends PlaylistCommands, M3uFiles {
  start(): Promise<void>;
  stop(): Promise<void>;
  state(): EngineState;
  onChange(listener: (change: EngineChange) => void): () => void;
  /** A new notice, once, as it is made: the desktop shows it through the system. */
  onNotice(listener: (notice: Notice) => void): () => void;

  /** Those of these that are on the list, at hand or not. */
  tasksById(ids: readonly string[]): Task[];
  /** Up to so many that are not at hand, newest first, from behind this place on; of one kind where it is named. */
  pastTasks(place: TaskPlace | null, limit: number, shelf: keyof PastTasks | null): Task[];

  setKey(key: string): Promise<Result<Session>>;
  forgetKey(): Promise<Result<Session>>;

  previewTasks(text: string): AddReport;
  addTasks(text: string): AddReport;
  checkNow(ids: string[]): void;
  stopWatching(ids: string[]): void;
  resumeWatching(ids: string[]): void;
  /** All tasks at once, for this run only: a pause that outlives it would lose songs. Saving goes on. */
  pauseWatching(paused: boolean): void;
  forgetTasks(ids: string[]): void;
  saveNow(ids: string[]): void;

  /** Save items by their ids: retry (impossible and dropped ones too, and saved ones whose clip is in the trash), pause, resume, drop. */
  retryItems(ids: string[]): void;
  pauseItems(ids: string[]): void;
  resumeItems(ids: string[]): void;
  dropItems(ids: string[]): void;

  clipPage(query: ClipQueryInput): ClipPage;
  facets(query: FacetsQuery): Facets;
  /** How many clips match. */
  clipCount(query: FacetsQuery): number;
  /** The first of these clips that is in the list, and its place there. */
  clipPlace(list: GroupedListInput, ids: readonly string[]): { id: string; place: number } | null;
  /** Where in these clips the words of a search stand. */
  clipHits(text: string, ids: readonly string[]): ClipHit[];
  clipDetails(id: string): Promise<ClipDetails | null>;
  clipFiles(id: string): ClipFiles | null;
  /** The ids of a set's clips that are in the library: named ones in their order, each once, else newest first. */
  clipIds(clips: ClipSet): string[];
  /** null for a clip that is not in the library; one that is due is measured sooner for being asked for. */
  clipSound(id: string): ClipSound | null;
  lyricSheets(text: string): LyricSheet[];
  /** The clips that were made of a lyric sheet; none where nobody knows it. */
  sheetSongs(id: string): SheetSongs;
  /** The clips of one task, to be compared (pairs/pairs.ts). */
  findPair(wish: PairWish): PairAnswer;
  /** Added up from the database, a little at a time: other work goes on meanwhile. */
  statistics(query: StatisticsQuery): Promise<Statistics>;

  /** Changes what is selected; gives how much is, and which of `shown`. */
  select(change: SelectionChange | null, shown: string[]): Selected;
  /** What the user says of clips, all of it or (it throws) nothing. */
  say(clips: ClipSet, saying: Saying): Promise<SaidReport>;
  /** Out of the library at once, to the system's trash when `undoUntil` (ms since the epoch) is past. */
  removeClips(clips: ClipSet): Removed;
  /** Takes back what gave this token; gives how many clips are others by that, 0 when it is too late. */
  undo(token: string): Promise<number>;
  /** Reads the library folder and takes up what the library does not hold. Problems: folder_missing, folder_denied, bad_request (other work is under way). */
  rebuildLibrary(): Promise<Result<RebuildReport>>;
  /** How a template would name some of the newest clips. */
  previewNames(template: string): NamePreview;
  /** What `renameLibrary` would do now; nothing is changed. Problems: those of the library folder. */
  renamePlan(): Promise<Result<RenamePlan>>;
  /** Gives each file of the library the name that the template wants. Problems: those of the folder; bad_request while other work is under way. */
  renameLibrary(): Promise<Result<RenameReport>>;
  /** Gives the files that were renamed last the names back that they had. Problems as of `renameLibrary`. */
  renameBack(): Promise<Result<RenameReport>>;
  /** Writes everything but the key and the settings into one archive at `path`; null when it was stopped, and nothing is left of it. Problems as of files; bad_request while other work is under way. */
  exportTo(path: string): Promise<Result<ExportReport | null>>;
  /** Takes up what the archive holds and the library does not; changes nothing that is there. Stopped, it reports what it took up by then. Problems: archive_bad, archive_newer, and those of files. */
  importFrom(path: string): Promise<Result<ImportReport>>;
  /** Copies clips to a folder or a ZIP file; null when a ZIP was stopped, and nothing is left of it. Problems: copying/copy-clips.ts; bad_request while other work is under way. */
  exportClips(job: CopyJob): Promise<Result<ClipExportReport | null>>;
  /** A backup of the database now, whatever the plan says. Problems as of files. */
  backUp(): Promise<Result<void>>;
  stopWork(): void;
  recoverySeen(): void;

  readNotices(ids: string[] | null): void;
  clearNotices(): void;

  applySettings(settings: EngineSettings): void;
  /** Copies and verifies every file of the library to the new folder, switches, then removes the old files. */
  moveLibrary(to: string): Promise<Result<void>>;
  /**
   * Makes another folder the library's without moving anything: what is known stays, what is found there is taken up.
   * Problems: bad_request while the present folder is fine, those of folders, and those of keeping the settings.
   */
  useFolder(to: string): Promise<Result<void>>;
}

/** What the opening of the database found, when it was not sound. */
export interface DatabaseRecovery {
  setAside: string;
  /** ms since the epoch; null when no sound backup was there and the database is new. */
  backupAt: number | null;
}

/** A key for this run only, never written to the keychain. */
export interface OneRunKey {
  key: string;
  where: 'environment' | 'demo';
}

/** What an engine is made with, beside its ports. */
export interface EngineOptions {
  settings: EngineSettings;
  /** The user's language, as a BCP 47 tag: titles are sorted by its rules. */
  locale: string;
  /** A key for this run only (environment, demo), never kept. */
  oneRunKey: OneRunKey | null;
  /** How this run came to its library folder; left out, settings alone say where it is. */
  given?: Omit<GivenFolder, 'folder'>;
  /** Keeps the library folder's new place for good; called between copying and removing. Throws where that cannot be. */
  keepLibraryFolder: (folder: string) => void;
  /** What was done about a damaged database before it was handed over; null when it was sound. */
  recovery: DatabaseRecovery | null;
}

import type { AddReport, ClipPage, ClipQuery } from '../shared/contract.ts';
import type { ClipDetails, LyricSheet } from '../shared/clip.ts';
import type { Result } from '../shared/problem.ts';
import type { Balance, Budget, LibrarySummary, Notice, Session } from '../shared/snapshot.ts';
import type { Task } from '../shared/task.ts';

/** The settings that the engine works by; the rest concerns only the desktop. */
export interface EngineSettings {
  libraryFolder: string;
  pollIntervalS: number;
  apiBaseUrl: string;
}

/** What the engine knows, for the snapshot. */
export interface EngineState {
  session: Session;
  online: boolean;
  tasks: Task[];
  balance: Balance | null;
  budget: Budget;
  notices: Notice[];
  library: LibrarySummary;
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
export interface Engine {
  start(): Promise<void>;
  stop(): Promise<void>;
  state(): EngineState;
  onChange(listener: (change: EngineChange) => void): () => void;
  /** A new notice, once, as it is made: the desktop shows it through the system. */
  onNotice(listener: (notice: Notice) => void): () => void;

  setKey(key: string): Promise<Result<Session>>;
  forgetKey(): Promise<Result<Session>>;

  previewTasks(text: string): AddReport;
  addTasks(text: string): AddReport;
  checkNow(ids: string[]): void;
  stopWatching(ids: string[]): void;
  resumeWatching(ids: string[]): void;
  forgetTasks(ids: string[]): void;
  saveNow(ids: string[]): void;

  clipPage(query: ClipQuery): ClipPage;
  clipDetails(id: string): Promise<ClipDetails | null>;
  clipFiles(id: string): ClipFiles | null;
  lyricSheets(text: string): LyricSheet[];

  readNotices(ids: string[] | null): void;
  clearNotices(): void;

  applySettings(settings: EngineSettings): void;
  /** Copies and verifies every file of the library to the new folder, switches, then removes the old files. */
  moveLibrary(to: string): Promise<Result<void>>;
}

/** A key for this run only, never written to the keychain. */
export interface OneRunKey {
  key: string;
  where: 'environment' | 'demo';
}

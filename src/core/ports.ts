import { Fault } from '../shared/fault.ts';
import type { Problem, Result } from '../shared/problem.ts';

/** What the program needs from the world. One adapter per port in src/main/adapters; fakes in tests/fakes. */

/** Time. `now` is ms since the epoch and may jump; delays are measured on a clock that does not. */
export interface Clock {
  now(): number;
  /** Calls `run` once after `ms` (at least 0); returns how to call it off. */
  after(ms: number, run: () => void): () => void;
}

/** Chance, in [0, 1). */
export type Random = () => number;

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** ms until the headers must be there; also the longest silence within the body. */
  timeoutMs: number;
  /** `follow` only for media: at most 5 hops, http(s) only; of our headers only Range and If-Range go along to another origin. */
  redirect: 'error' | 'follow';
  signal?: AbortSignal;
}

export interface HttpReply {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** The body, once. Throws when the connection breaks, or (an error of the name SilenceError) falls silent; leaving the loop closes it. */
  body: AsyncIterable<Uint8Array>;
}

/** HTTP. Problems: offline, timed_out, proxy_login, proxy_unreachable, proxy_refused, bad_request (URL refused), bad_reply (redirect refused). */
export interface Http {
  send(request: HttpRequest): Promise<Result<HttpReply>>;
}

/** What a part file holds, all of it, also what was there when it was opened again. */
export interface PartFacts {
  bytes: number;
  /** Hex. */
  sha256: string;
}

/** A file under way. It has no final name until it is published. */
export interface PartFile {
  readonly path: string;
  /** Appends; resolves when the system took the bytes. Problems: disk_full, disk_fault, file_locked, folder_missing, folder_denied. */
  write(chunk: Uint8Array): Promise<Result<void>>;
  /** Flushes to the disk and closes. Problems as of `write`. */
  finish(): Promise<Result<PartFacts>>;
  /** Closes and leaves it for a later try, flushed if the disk lets it. Never fails. */
  keep(): Promise<void>;
  /** Closes and removes. Never fails. */
  discard(): Promise<void>;
}

/** Tells a file from what it was before somebody wrote to it. */
export interface FileStamp {
  bytes: number;
  /** ms since the epoch, by whatever clock the disk's system has; a copy may bring that of its source along. */
  writtenAt: number;
}

/** Files and folders, by absolute path. */
export interface Files {
  /** Joins with the system's separator. */
  join(...parts: string[]): string;
  /** Is the folder there and may it be written? Problems: folder_missing, folder_denied. */
  checkFolder(path: string): Promise<Result<void>>;
  /** Makes a folder, and those around it, where they are missing; their names are flushed. */
  ensureFolder(path: string): Promise<Result<void>>;
  /** A new, empty part; one that was left under this name is removed, never emptied. */
  createPart(path: string): Promise<Result<PartFile>>;
  /**
   * Opens a part that was kept, cut to its first `bytes`, to append to it. `file_missing` when there is none;
   * `bad_request` when it is shorter, is no ordinary file, or has a second name (then it was published, and is no part any more).
   */
  openPart(path: string, bytes: number): Promise<Result<PartFile>>;
  /** Gives a finished file its final name, atomically and never over another; the folder is flushed. `bad_request` when the name is taken. */
  publish(from: string, to: string): Promise<Result<void>>;
  /** Gives a finished file a name that another file may have: that one is gone then, at no moment are both or none. The folder is flushed. */
  replace(from: string, to: string): Promise<Result<void>>;
  /**
   * Removes what a crash left under names that parts in this folder were just being given; only parts whose own names
   * begin with `prefix`, and only what is provably a stand-in for such a part. Never fails.
   */
  sweepNames(folder: string, prefix: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Are both there and one and the same file or folder, whatever links, mounts or letter case lie between? */
  sameFile(a: string, b: string): Promise<boolean>;
  /** Bytes, or null when there is no such file. */
  size(path: string): Promise<number | null>;
  /** null when there is no such file. */
  stamp(path: string): Promise<FileStamp | null>;
  /** SHA-256 of the content, hex. */
  sha256(path: string): Promise<Result<string>>;
  /** A small text file in UTF-8. Problems: file_missing, bad_request (more than `longest` bytes), those of folders. */
  readText(path: string, longest: number): Promise<Result<string>>;
  /** All of a small file. Problems as of `readText`. */
  readBytes(path: string, longest: number): Promise<Result<Uint8Array>>;
  /** `image/png`, `image/jpeg`, `image/webp` or `image/gif` by the first bytes; null for anything else. */
  imageType(path: string): Promise<string | null>;
  /** Bytes free for us on the disk that holds the path; null where the system does not say. */
  freeSpace(path: string): Promise<number | null>;
  /** Copies to a new file, flushed. */
  copy(from: string, to: string): Promise<Result<void>>;
  /** Removes a file; fine when there is none. */
  remove(path: string): Promise<Result<void>>;
  /** Names in a folder; empty when there is none. */
  list(path: string): Promise<string[]>;
  /**
   * Files in a folder and in those within it, as paths from it with `/` between, sorted; empty when there is none. What
   * lies in folders whose name begins with a dot is left out, and links to folders are not followed.
   */
  listDeep(path: string): Promise<string[]>;
  /**
   * Gives a file another name, never over another file; both folders are flushed. What an earlier try that was killed
   * left half done (both names, or a stand-in of ours under the new one) is completed. `bad_request` when the name is
   * taken, `file_missing` when there is no such file.
   */
  rename(from: string, to: string): Promise<Result<void>>;
  /** Removes a folder that holds nothing; any other stays. Never fails. */
  removeEmptyFolder(path: string): Promise<void>;
}

export interface AudioFacts {
  /** By the bytes: one of `audioMimes` (src/shared/audio-types.ts). */
  mime: string;
  /** With the dot: `.mp3`. */
  extension: string;
  codec: string;
  /** Seconds, counted from the frames where the format has them. */
  duration: number;
  /** SHA-256 of the sound's own bytes, hex: the same whatever tags stand around them. */
  soundSha256: string;
}

/** What the first bytes of a file promise, before anything behind them was looked at. */
export type AudioStart = Pick<AudioFacts, 'mime' | 'extension'>;

/** Reads what an audio file really is. Problem: bad_audio with the reason. */
export interface AudioReader {
  /**
   * By the first bytes (64 behind any ID3v2 tags are enough, more do no harm); null for what begins like no audio that
   * we keep. Padding or a longer tag may hide it: then `application/octet-stream`, and only `read` can tell. Never throws.
   */
  kindOf(head: Uint8Array): AudioStart | null;
  read(path: string): Promise<Result<AudioFacts>>;
}

/** What a file sounds like. */
export interface SoundFacts {
  /** How loud it is over its length: one byte for each of 480 bars, as base64. 255 is the fourth root of full power. */
  bars: string;
  /** Integrated loudness (ITU-R BS.1770-4) in LUFS; null for silence and for less than 0.4 s. */
  loudness: number | null;
  /** True peak in dBTP; null for digital silence. */
  peak: number | null;
  /** Seconds that were decoded. */
  duration: number;
}

/** Decodes a whole file to measure it, beside everything else that is done. */
export interface SoundMeter {
  /**
   * Problems: no_decoder (a kind that cannot be decoded here), bad_audio with the reason, file_missing, those of files,
   * internal, and bad_request when it was called off.
   */
  measure(path: string, signal: AbortSignal): Promise<Result<SoundFacts>>;
}

/** What a saved file says of itself: everything to take it up into an empty library. */
export interface ClipTag {
  clipId: string;
  taskId: string;
  /** Place within the task's result, from 0. */
  position: number;
  type: string;
  title: string;
  style: string;
  lyrics: string;
  model: string;
  /** ms since the epoch. */
  createdAt: number;
  provenance: {
    input: Record<string, unknown> | null;
    taskModel: string | null;
    credits: number | null;
    taskCreatedAt: string | null;
    taskCompletedAt: string | null;
  };
}

/** Tags within audio files. */
export interface Tags {
  /**
   * The tag to stand before the sound of a file of this type, or null where the format takes none (then a sidecar
   * carries the provenance). `cover` is the path of an image, or null.
   */
  make(mime: string, tag: ClipTag, cover: string | null): Promise<Uint8Array | null>;
  /** What the file's tag says of where it comes from; null when it has none of ours or cannot be read. */
  read(path: string): Promise<ClipTag | null>;
}

/** The system's trash. Problem: trash_failed, file_missing. */
export interface Trash {
  put(path: string): Promise<Result<void>>;
}

/** Lines that outlive the database: which task ids were added and forgotten. Synchronous and durable; throws when the disk refuses. */
export interface Journal {
  append(lines: readonly string[]): void;
  /** Whole lines only: one that a crash cut off is left out. */
  read(): string[];
  /** Replaces everything, atomically. */
  replace(lines: readonly string[]): void;
}

/** Copies of the database beside it. */
export interface Backups {
  /** Makes one of the whole database, proves it sound, and lets the oldest go. Problems: disk_full, folder_denied, internal. */
  make(): Promise<Result<void>>;
  /** When the newest was made, in ms since the epoch; null when there is none. */
  newestAt(): number | null;
}

export interface ArchiveEntry {
  /** `/` between folders; relative, without `..`. */
  name: string;
  /** A file on disk, or the content itself. */
  source: { path: string } | { text: string };
}

export interface ArchiveReader {
  /** Names and sizes (bytes) of all entries. */
  readonly entries: readonly { name: string; bytes: number }[];
  /** Content of a small text entry, at most `longest` bytes. Problem: archive_bad. */
  text(name: string, longest: number): Promise<Result<string>>;
  /** Unpacks one entry to a new file, flushed. Problems: archive_bad, disk_full, folder_missing, folder_denied. */
  extract(name: string, to: string, signal: AbortSignal): Promise<Result<void>>;
  close(): Promise<void>;
}

/** Archives (ZIP): many files as one. */
export interface Archives {
  /** Writes to a new file, flushed; on a problem or when called off nothing is left of it. Gives its bytes. */
  write(path: string, entries: AsyncIterable<ArchiveEntry>, signal: AbortSignal): Promise<Result<number>>;
  /** Problem: archive_bad, file_missing. */
  open(path: string): Promise<Result<ArchiveReader>>;
}

export type SqlValue = string | number | null;
export type SqlRow = Record<string, SqlValue>;

/** One SQLite database, synchronous. Errors throw: a broken database is a fault, not an answer. */
export interface Sql {
  /** Runs statements without parameters. */
  exec(sql: string): void;
  /** Runs one statement; returns the rows it changed. */
  run(sql: string, params?: readonly SqlValue[]): number;
  all(sql: string, params?: readonly SqlValue[]): SqlRow[];
  /**
   * All or nothing. `now`: durable when this returns. `soon`: no crash of the program takes it back, but a power cut may,
   * until the next one that is durable. Not nested.
   */
  transaction<T>(work: () => T, durable?: 'now' | 'soon'): T;
  close(): void;
}

/** What a database for things that can be made anew stumbled over; it says nothing about any other. */
export class IndexFault extends Error {
  /** It is the file that is to blame: what is read of it cannot be trusted. */
  readonly isDamage: boolean;

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'IndexFault';
    this.isDamage = cause instanceof Fault && cause.isDamage;
  }
}

/** A database for what can be made anew at any time. Whatever it stumbles over is an IndexFault. */
export interface IndexFile extends Sql {
  /** Throws all of it away and begins with an empty one; in memory where the disk has no place for it. */
  anew(): void;
}

/** The system's keychain, one secret. Problems: no_keychain, keychain_locked. */
export interface Secrets {
  /** What the system calls it. */
  readonly name: string;
  read(): Promise<Result<string | null>>;
  write(secret: string): Promise<Result<void>>;
  remove(): Promise<Result<void>>;
}

/** Is there a network at all? (That the API answers is another question.) */
export interface Online {
  isOnline(): boolean;
  /** Calls back on every change, and when the computer wakes or is unlocked. */
  onChange(listener: () => void): () => void;
}

export interface Log {
  /** Fields are written as JSON; never hand a key, a header or a whole reply. Ids are shortened by the adapter. */
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

export interface Ports {
  clock: Clock;
  random: Random;
  http: Http;
  files: Files;
  audio: AudioReader;
  sound: SoundMeter;
  tags: Tags;
  trash: Trash;
  journal: Journal;
  backups: Backups;
  archives: Archives;
  sql: Sql;
  /** What the library is searched by. */
  index: IndexFile;
  secrets: Secrets;
  online: Online;
  log: Log;
}

/** For adapters: a problem as an answer. */
export type { Problem };

import { fail, ok, type Result } from '../../shared/problem.ts';
import type { ClipSource } from '../api/results.ts';
import type { AudioReader, ClipTag, Clock, Files, Http, Log, Tags } from '../ports.ts';
import { adopt } from './adopt.ts';
import { createCover, placeCover, type Cover } from './cover.ts';
import { download } from './download.ts';
import { outcomeOf, type SavedFiles, type SaveOutcome } from './outcome.ts';
import { id3Length } from './part-sink.ts';
import type { PartState } from './part-state.ts';
import { placeAudio } from './place.ts';
import { prove, type TriedBefore, whatInstead } from './proof.ts';
import type { Downloaded } from './transfer.ts';

export interface SaveClipPorts {
  http: Http;
  files: Files;
  audio: AudioReader;
  tags: Tags;
  log: Log;
  clock: Clock;
  /** Is it the library folder, with its disk, and may it be written? Problems: folder_missing, folder_denied. */
  checkFolder: (folder: string) => Promise<Result<void>>;
}

export interface SaveClipJob {
  clip: ClipSource;
  /** Shown where the clip has no title of its own. */
  title: string;
  /** What the file is to say of itself. */
  tag: ClipTag;
  /** The template for the names of its files (name-template.ts); left out, the default one. */
  fileNames?: string;
  libraryFolder: string;
  /** The start of a name for part files that nobody else uses. */
  partName: string;
  /** How the tries so far went. */
  before: TriedBefore;
  /** What an earlier try left behind, for going on from there; null for a first one. */
  part: PartState | null;
  /**
   * Hears, before any of its bytes are written, of a part that can be gone on with, and null once there is none any
   * more. To be kept until the clip is saved.
   */
  onPart: (part: PartState | null) => void;
  signal: AbortSignal;
  onProgress: (received: number, total: number | null) => void;
}

/** Part files lie within the library folder, because a rename is atomic only within one disk. */
export const partFolder = (files: Files, libraryFolder: string): string =>
  files.join(libraryFolder, '.cliploft');

/** No song is longer than this. Bytes. */
const longestAudio = 300 * 1024 * 1024;
/** Room that is left to everybody else. Bytes. */
const diskReserve = 50 * 1024 * 1024;
/** ms without a byte after which a host counts as gone. */
const silenceMs = 30_000;
/** Less than this is not worth a place among the downloads: a song of 4 MB would take five hours. */
const leastPace = { bytes: 64 * 1024, ms: 5 * 60_000 };

const nothing = new Uint8Array(0);

/** The audio as a flushed part, with our tag before its sound where the format takes one. */
const fetchAudio = async (
  ports: SaveClipPorts,
  job: SaveClipJob,
  url: string,
  cover: Cover,
): Promise<Result<Downloaded>> => {
  const { http, files, audio, tags, clock } = ports;
  const picture = await cover.early();
  return download({
    ...{
      http,
      files,
      clock,
      url,
      folder: job.libraryFolder,
      partFolder: partFolder(files, job.libraryFolder),
    },
    ...{ partName: `${job.partName}.part`, part: job.part, onPart: job.onPart, signal: job.signal },
    ...{ longest: longestAudio, reserve: diskReserve, silenceMs, leastPace, onProgress: job.onProgress },
    async begin(head) {
      const kind = audio.kindOf(head);
      if (kind === null) return fail('bad_audio', { detail: whatInstead(head) });
      const prefix = await tags.make(kind.mime, job.tag, picture?.path ?? null);
      return ok(prefix === null ? { prefix: nothing, skip: 0 } : { prefix, skip: id3Length(head) });
    },
  });
};

/** Downloads, proves and places. What is left of a part that is sound, but has no name yet, is for the next try. */
const fetchAndPlace = async (
  ports: SaveClipPorts,
  job: SaveClipJob,
  url: string,
  cover: Cover,
): Promise<Result<SavedFiles>> => {
  const { files } = ports;
  let remembered = job.part;
  const onPart = (part: PartState | null): void => {
    remembered = part;
    job.onPart(part);
  };
  const received = await fetchAudio(ports, { ...job, onPart }, url, cover);
  if (!received.ok) return received;
  const { path, bytes, sha256, prefix } = received.value;
  const facts = await prove(ports.audio, path, job.clip, job.before);
  const tag = job.part === null || prefix === 0 ? null : await ports.tags.read(path);
  // The tag may have been written by an earlier try: what the file says counts.
  const told = tag?.clipId === job.clip.id ? { ...job, tag } : job;
  const placed = facts.ok
    ? await placeAudio(ports, told, { path, bytes, sha256, facts: facts.value, tagged: prefix > 0 })
    : facts;
  if (placed.ok || placed.problem.code === 'bad_audio' || remembered === null) {
    await files.remove(path);
    // What is saved is forgotten by the commit itself, which spares a write to the database.
    if (!placed.ok && remembered !== null) onPart(null);
  }
  return placed;
};

/** The clip where it stands in the folder already; what an earlier try left of it is of no use then. */
const find = async (ports: SaveClipPorts, job: SaveClipJob): Promise<SavedFiles | null> => {
  const adopted = await adopt(ports, job);
  if (adopted === null || job.part === null) return adopted;
  await ports.files.remove(ports.files.join(partFolder(ports.files, job.libraryFolder), job.part.name));
  return adopted;
};

const saveWith = async (
  ports: SaveClipPorts,
  job: SaveClipJob,
  cover: Cover,
): Promise<SaveOutcome<SavedFiles>> => {
  const found = await find(ports, job);
  const url = job.clip.audioUrl;
  const placed: Result<SavedFiles> =
    found !== null
      ? ok(found)
      : url === null
        ? fail('link_dead', { detail: 'the task gives no link yet' })
        : await fetchAndPlace(ports, job, url, cover);
  if (!placed.ok) return outcomeOf(placed.problem);
  const files = placed.value;
  if (files.cover !== null || job.clip.imageUrl === null) return { kind: 'saved', files };
  const name = await placeCover(ports, job, files.audio, await cover.late());
  // Called off before the cover was there: the next try finds the audio in its place and completes it.
  return name === null && job.signal.aborted
    ? outcomeOf({ code: 'offline', detail: 'called off' })
    : { kind: 'saved', files: { ...files, cover: name } };
};

/**
 * Takes one clip from its link to verified files under their final names, or finds them there already. The library
 * does not know of them yet: that is the caller's commit. A missing cover is no failure.
 */
export const saveClip = async (ports: SaveClipPorts, job: SaveClipJob): Promise<SaveOutcome<SavedFiles>> => {
  const there = await ports.checkFolder(job.libraryFolder);
  if (!there.ok) return outcomeOf(there.problem);
  const parts = partFolder(ports.files, job.libraryFolder);
  const ensured = await ports.files.ensureFolder(parts);
  if (!ensured.ok) return outcomeOf(ensured.problem);
  const cover = createCover(ports, job, parts);
  try {
    return await saveWith(ports, job, cover);
  } finally {
    await cover.clear();
  }
};

import { fail, ok, type Problem, type Result } from '../../shared/problem.ts';
import type { ClipSource } from '../api/results.ts';
import type { AudioFacts, AudioReader, Clock, Files, Http, Log } from '../ports.ts';
import { download } from './download.ts';
import { baseNames } from './file-names.ts';
import type { PartState } from './part-state.ts';

/** What is known of a clip once its files are whole and under their final names. */
export interface SavedFiles {
  /** Names within the library folder. */
  audio: string;
  cover: string | null;
  bytes: number;
  sha256: string;
  facts: AudioFacts;
}

/**
 * How an attempt ended; there is nothing else. `ask`: the link or what it led to is no good, the task may
 * have a better one. `again`: the same link may do later. `user`: somebody has to make room or give a right.
 */
export type SaveOutcome =
  | { kind: 'saved'; files: SavedFiles }
  | { kind: 'again'; problem: Problem }
  | { kind: 'ask'; problem: Problem }
  | { kind: 'user'; problem: Problem };

export interface SaveClipPorts {
  http: Http;
  files: Files;
  audio: AudioReader;
  log: Log;
  clock: Clock;
  /** Is it the library folder, with its disk, and may it be written? Problems: folder_missing, folder_denied. */
  checkFolder: (folder: string) => Promise<Result<void>>;
}

export interface SaveClipJob {
  clip: ClipSource;
  /** Shown where the clip has no title of its own. */
  title: string;
  libraryFolder: string;
  /** A name for part files that nobody else uses. */
  partName: string;
  /** What an earlier try left behind, for going on from there; null for a first one. */
  part: PartState | null;
  /** Hears, before any of its bytes are written, of a part that can be gone on with, and null once there is none any more. To be kept. */
  onPart: (part: PartState | null) => void;
  signal: AbortSignal;
  onProgress: (received: number, total: number | null) => void;
}

/** Part files lie within the library folder, because a rename is atomic only within one disk. */
export const partFolder = (files: Files, libraryFolder: string): string =>
  files.join(libraryFolder, '.cliploft');

const longestAudio = 500 * 1024 * 1024;
const longestCover = 20 * 1024 * 1024;
const diskReserve = 50 * 1024 * 1024;

const outcomeOf = (problem: Problem): SaveOutcome => {
  switch (problem.code) {
    case 'link_dead':
    case 'bad_audio':
      return { kind: 'ask', problem };
    case 'disk_full':
    case 'folder_missing':
    case 'folder_denied':
      return { kind: 'user', problem };
    default:
      return { kind: 'again', problem };
  }
};

/** The API rounds and the encoder pads; more apart than this and something is missing. Seconds. */
export const durationTolerance = (announced: number): number => Math.max(2, announced * 0.03);

const checkDuration = (facts: AudioFacts, clip: ClipSource): Result<AudioFacts> => {
  if (clip.duration === null || Math.abs(facts.duration - clip.duration) <= durationTolerance(clip.duration))
    return ok(facts);
  return fail('bad_audio', {
    detail: `lasts ${facts.duration.toFixed(1)} s, ${clip.duration.toFixed(1)} s were announced`,
  });
};

/** The first base name that is free, or that already holds this very file (a crash came before the commit). */
const placeAudio = async (
  files: Files,
  job: SaveClipJob,
  part: string,
  extension: string,
  sha256: string,
): Promise<Result<string>> => {
  for (const base of baseNames(job.clip.title || job.title, job.clip.id)) {
    const target = files.join(job.libraryFolder, `${base}${extension}`);
    const published = await files.publish(part, target);
    if (published.ok) return ok(base);
    if (published.problem.code !== 'bad_request') return published;
    const there = await files.sha256(target);
    if (there.ok && there.value === sha256) {
      await files.remove(part);
      return ok(base);
    }
  }
  return fail('internal', { detail: 'no name is free for the file' });
};

/** Cover formats by their first bytes; a Content-Type or an address may say anything. */
const coverExtension: Record<string, string> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
};

/** A cover is worth a second try, and not worth holding the clip back for. Pauses between tries, ms. */
const coverPauses = [500, 2000];

const fetchCover = async (
  ports: SaveClipPorts,
  job: SaveClipJob,
  url: string,
  part: string,
): Promise<Result<number>> => {
  for (let tries = 0; ; tries += 1) {
    const fetched = await download({
      ...{ http: ports.http, files: ports.files, url, partPath: part, folder: job.libraryFolder },
      ...{ longest: longestCover, reserve: 0, signal: job.signal, onProgress: () => undefined },
    });
    const pause = coverPauses[tries];
    const hopeless = fetched.ok || fetched.problem.code === 'link_dead' || job.signal.aborted;
    if (hopeless || pause === undefined) return fetched;
    await new Promise<void>((resume) => ports.clock.after(pause, resume));
  }
};

const saveCover = async (ports: SaveClipPorts, job: SaveClipJob, base: string): Promise<string | null> => {
  const { files } = ports;
  if (job.clip.imageUrl === null) return null;
  const part = files.join(partFolder(files, job.libraryFolder), `${job.partName}-cover.part`);
  const fetched = await fetchCover(ports, job, job.clip.imageUrl, part);
  const mime = fetched.ok ? await files.imageType(part) : null;
  const extension = mime === null ? undefined : coverExtension[mime];
  const name = `${base}${extension ?? ''}`;
  const placed =
    extension === undefined ? null : await files.publish(part, files.join(job.libraryFolder, name));
  if (placed?.ok === true) return name;
  if (fetched.ok) await files.remove(part);
  // The name is taken only by an earlier attempt at this very clip: the base name holds its id.
  if (placed?.problem.code === 'bad_request') return name;
  ports.log.warn('cover not saved', {
    clip: job.clip.id,
    code: fetched.ok ? 'no image' : fetched.problem.code,
  });
  return null;
};

/**
 * Takes one clip from its link to verified files under their final names. The library does not know of them
 * yet: that is the caller's commit. A missing cover is no failure.
 */
export const saveClip = async (ports: SaveClipPorts, job: SaveClipJob): Promise<SaveOutcome> => {
  const { files } = ports;
  if (job.clip.audioUrl === null)
    return { kind: 'ask', problem: { code: 'link_dead', detail: 'the task gives no link yet' } };
  const there = await ports.checkFolder(job.libraryFolder);
  if (!there.ok) return outcomeOf(there.problem);
  const parts = partFolder(files, job.libraryFolder);
  const ensured = await files.ensureFolder(parts);
  if (!ensured.ok) return outcomeOf(ensured.problem);

  const part = files.join(parts, `${job.partName}.part`);
  const received = await download({
    ...{ http: ports.http, files, url: job.clip.audioUrl, partPath: part, folder: job.libraryFolder },
    ...{ longest: longestAudio, reserve: diskReserve, signal: job.signal, onProgress: job.onProgress },
  });
  if (!received.ok) return outcomeOf(received.problem);

  const read = await ports.audio.read(part);
  const facts = read.ok ? checkDuration(read.value, job.clip) : read;
  const hash = facts.ok ? await files.sha256(part) : facts;
  const placed =
    facts.ok && hash.ok ? await placeAudio(files, job, part, facts.value.extension, hash.value) : hash;
  if (!facts.ok || !hash.ok || !placed.ok) {
    await files.remove(part);
    return outcomeOf(
      !facts.ok
        ? facts.problem
        : !hash.ok
          ? hash.problem
          : !placed.ok
            ? placed.problem
            : { code: 'internal' },
    );
  }
  const cover = await saveCover(ports, job, placed.value);
  // Called off before the cover was there: the next try finds the audio in its place and completes it.
  if (cover === null && job.clip.imageUrl !== null && job.signal.aborted)
    return outcomeOf({ code: 'offline', detail: 'called off' });
  const audio = `${placed.value}${facts.value.extension}`;
  return {
    kind: 'saved',
    files: { audio, cover, bytes: received.value, sha256: hash.value, facts: facts.value },
  };
};

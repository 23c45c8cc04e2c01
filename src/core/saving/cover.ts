import type { Clock, Files, Http, Log } from '../ports.ts';
import { download, type DownloadOptions } from './download.ts';
import { baseName } from '../library/names.ts';
import type { SaveClipJob } from './save-clip.ts';

interface CoverPorts {
  http: Http;
  files: Files;
  clock: Clock;
  log: Log;
}

/** A cover in a part file, with the extension (dot included) that its bytes ask for. */
export interface FetchedCover {
  path: string;
  extension: string;
}

export interface Cover {
  /** The first try, before the audio, so that the tag can hold it. null: not there (yet). */
  early(): Promise<FetchedCover | null>;
  /** What the first try gave; else further tries where they have a chance. */
  late(): Promise<FetchedCover | null>;
  /** Removes what was fetched and is not published. Never fails. */
  clear(): Promise<void>;
}

/** Cover formats by their first bytes; a Content-Type or an address may say anything. */
const extensions: Record<string, string> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
};

/** More than this is no cover. Bytes. */
const longest = 20 * 1024 * 1024;
/** A cover must not hold a song back: ms without a byte, and ms in all, that one try may take. */
const silenceMs = 8_000;
const wholeMs = 15_000;
/** Pauses before the further tries, ms. */
const pauses = [500, 2000];

/** A clip's cover: worth a few tries, and not worth holding the clip back for. */
export const createCover = (ports: CoverPorts, job: SaveClipJob, partFolder: string): Cover => {
  const { http, files, clock, log } = ports;
  const partName = `${job.partName}-cover.part`;
  const path = files.join(partFolder, partName);
  let fetched: FetchedCover | null = null;
  let hopeless = job.clip.imageUrl === null;
  let tried = false;

  const attempt = async (url: string): Promise<void> => {
    tried = true;
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    let tooSlow = false;
    const callOff = clock.after(wholeMs, () => {
      tooSlow = true;
      stop();
    });
    job.signal.addEventListener('abort', stop, { once: true });
    if (job.signal.aborted) stop();
    const options: DownloadOptions = {
      ...{
        http,
        files,
        clock,
        url,
        folder: job.libraryFolder,
        partFolder,
        partName,
        longest,
        reserve: 0,
        silenceMs,
        // The time for the whole of it is short enough.
        leastPace: { bytes: 0, ms: wholeMs },
      },
      ...{ part: null, onPart: () => undefined, onProgress: () => undefined, signal: controller.signal },
      begin: async () => ({ ok: true, value: { prefix: new Uint8Array(0), skip: 0 } }),
    };
    const received = await download(options);
    callOff();
    job.signal.removeEventListener('abort', stop);
    // A part that could be gone on with is of no use here: the next try is another name.
    if (!received.ok) await files.remove(path);
    const mime = received.ok ? await files.imageType(path) : null;
    const extension = mime === null ? undefined : extensions[mime];
    if (extension !== undefined) fetched = { path, extension };
    const gone = !received.ok && ['link_dead', 'timed_out'].includes(received.problem.code);
    hopeless = received.ok || gone || tooSlow;
    if (fetched === null)
      log.warn('cover not fetched', {
        clip: job.clip.id,
        code: received.ok ? 'no image' : received.problem.code,
      });
  };

  /** Ends early when the job is called off: whoever stops waits for this. */
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const over = (): void => {
        callOff();
        job.signal.removeEventListener('abort', over);
        resolve();
      };
      const callOff = clock.after(ms, over);
      job.signal.addEventListener('abort', over, { once: true });
      if (job.signal.aborted) over();
    });

  const tryOnce = async (): Promise<void> => {
    if (job.clip.imageUrl === null || hopeless || fetched !== null || job.signal.aborted) return;
    await attempt(job.clip.imageUrl);
  };

  return {
    async early() {
      await tryOnce();
      return fetched;
    },
    async late() {
      // Where the audio was here already nothing was tried yet.
      for (const pause of tried ? pauses : [0, ...pauses]) {
        if (hopeless || fetched !== null || job.signal.aborted) break;
        if (pause > 0) await rest(pause);
        await tryOnce();
      }
      return fetched;
    },
    async clear() {
      await files.remove(path);
    },
  };
};

/** Gives a cover its name beside the audio file of this name; null where there is none or the disk refuses it. */
export const placeCover = async (
  ports: Pick<CoverPorts, 'files' | 'log'>,
  job: SaveClipJob,
  audio: string,
  cover: FetchedCover | null,
): Promise<string | null> => {
  if (cover === null) return null;
  const name = `${baseName(audio)}${cover.extension}`;
  const placed = await ports.files.publish(cover.path, ports.files.join(job.libraryFolder, name));
  // The name is taken only by an earlier attempt at this very clip: the base name holds its id.
  if (placed.ok || placed.problem.code === 'bad_request') return name;
  ports.log.warn('cover not saved', { clip: job.clip.id, code: placed.problem.code });
  return null;
};

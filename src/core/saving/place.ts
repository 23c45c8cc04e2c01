import { fail, ok, type Result } from '../../shared/problem.ts';
import { folderOf } from '../library/names.ts';
import { writeText } from '../library/write-text.ts';
import type { AudioFacts, AudioReader, Files, Tags } from '../ports.ts';
import { adoptFile } from './adopt.ts';
import { namesFor } from './names-for.ts';
import type { SavedFiles } from './outcome.ts';
import type { SaveClipJob } from './save-clip.ts';
import { readSidecar, sidecarName, sidecarText } from './sidecar.ts';

/** A proven part, ready for its name. */
export interface ProvenPart {
  path: string;
  bytes: number;
  sha256: string;
  facts: AudioFacts;
  /** It says itself what it is; otherwise a sidecar has to. */
  tagged: boolean;
}

interface PlacePorts {
  files: Files;
  audio: AudioReader;
  tags: Tags;
}

/** Puts the sidecar in its place, before the audio so that no audio ever is without. false: the name is somebody else's. */
const placeSidecar = async (
  files: Files,
  job: SaveClipJob,
  part: ProvenPart,
  audioPath: string,
): Promise<Result<boolean>> => {
  const written = await writeText(
    files,
    files.join(job.libraryFolder, '.cliploft', `${job.partName}-sidecar.part`),
    sidecarName(audioPath),
    sidecarText({ sha256: part.sha256, clip: job.tag }),
  );
  if (written.ok) return ok(true);
  if (written.problem.code !== 'bad_request') return written;
  // Left by a crash, or just written by another computer: if it speaks of these very bytes, it will do.
  const there = await readSidecar(files, audioPath);
  return ok(there?.clip.clipId === job.clip.id && there.sha256 === part.sha256);
};

/** What stands under a name that is taken, if it is the very clip: by what it says of itself, or byte for byte. */
const standing = async (
  ports: PlacePorts,
  job: SaveClipJob,
  part: ProvenPart,
  audio: string,
): Promise<SavedFiles | null> => {
  const there = await adoptFile(ports, job, audio);
  if (there !== null) return there;
  const hash = await ports.files.sha256(ports.files.join(job.libraryFolder, audio));
  return hash.ok && hash.value === part.sha256 ? placed(job, part, audio) : null;
};

const placed = (job: SaveClipJob, { bytes, sha256, facts }: ProvenPart, audio: string): SavedFiles => ({
  ...{ kind: 'clip', audio, cover: null, bytes, sha256, facts, tag: job.tag },
});

/**
 * Gives a proven part the first base name that nobody has; no file is ever replaced. Where the very clip stands there
 * already (another computer was quicker) it is taken instead, and the part is left to the caller.
 */
export const placeAudio = async (
  ports: PlacePorts,
  job: SaveClipJob,
  part: ProvenPart,
): Promise<Result<SavedFiles>> => {
  const { files } = ports;
  for (const base of namesFor(job, part.facts.duration)) {
    const audio = `${base}${part.facts.extension}`;
    const path = files.join(job.libraryFolder, audio);
    const folder = folderOf(audio);
    const made =
      folder === '' ? ok(undefined) : await files.ensureFolder(files.join(job.libraryFolder, folder));
    if (!made.ok) return made;
    // A tagged file needs no look before: publishing refuses a name that is taken.
    const free = part.tagged || !(await files.exists(path));
    const sidecar = part.tagged || !free ? ok(true) : await placeSidecar(files, job, part, path);
    if (!sidecar.ok) return sidecar;
    const published = free && sidecar.value ? await files.publish(part.path, path) : null;
    if (published?.ok === true) return ok(placed(job, part, audio));
    if (published !== null && published.problem.code !== 'bad_request') return published;
    const there = await standing(ports, job, part, audio);
    if (there !== null) return ok(there);
  }
  return fail('internal', { detail: 'no name is free for the file' });
};

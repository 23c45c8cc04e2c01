import { fail, ok, type Result } from '../../shared/problem.ts';
import type { Files } from '../ports.ts';
import type { WorkSteps } from '../work.ts';
import { partFolder } from '../saving/save-clip.ts';
import { sidecarName } from '../saving/sidecar.ts';
import type { ClipStore } from './clip-store.ts';
import type { LyricStore } from './lyric-store.ts';
import { markerPath } from './marker.ts';
import { folderOf, removeEmpty } from './names.ts';

interface MoveOptions {
  files: Files;
  clips: Pick<ClipStore, 'files'>;
  lyrics: Pick<LyricStore, 'files'>;
  /** Names of further files of ours, some in folders within the library's: they go along where they are there. */
  more?: () => string[];
  from: string;
  to: string;
  /** Distinguishes our part files from those of another computer on the same folder. */
  profileId: string;
  /** Sees to it that the new folder bears a marker, and gives it. */
  mark: (folder: string) => Promise<Result<string>>;
  /** Makes the new folder the one in force, for good; from here on the old files are only copies. A problem: it is not. */
  switchTo: (folder: string, marker: string) => Result<void>;
  steps: WorkSteps;
}

interface Places {
  source: string;
  target: string;
  /** The folder within the new place that it comes to lie in; null where it is the place itself. */
  folder: string | null;
}

/** Copies under a name that nobody takes for a clip: broken off, half a copy is in nobody's way. */
const copyVerified = async (
  files: Files,
  { source, target }: Places,
  part: string,
  wanted: string,
): Promise<Result<void>> => {
  const cleared = await files.remove(part); // an earlier move may have been broken off
  if (!cleared.ok) return cleared;
  const copied = await files.copy(source, part);
  const arrived = copied.ok ? await files.sha256(part) : copied;
  const sound =
    !arrived.ok || arrived.value === wanted
      ? arrived
      : fail('bad_audio', { detail: `the copy differs: ${target}` });
  const published = sound.ok ? await files.publish(part, target) : sound;
  if (!published.ok) await files.remove(part);
  return published;
};

/** True when the file is whole in its new place, false when there was none to move: it stays known. */
const bring = async (files: Files, places: Places, from: string, part: string): Promise<Result<boolean>> => {
  const { source, target } = places;
  // What is there now counts, not what was saved once: tags written by another program must not stop a move.
  const wanted = await files.sha256(source);
  if (!wanted.ok) {
    if (wanted.problem.code !== 'file_missing' || (await files.exists(source))) return wanted;
    const folder = await files.checkFolder(from);
    return folder.ok ? ok(false) : folder;
  }
  if (await files.exists(target)) {
    const there = await files.sha256(target);
    if (there.ok && there.value === wanted.value) return ok(true); // an earlier, broken-off move
    return fail('bad_request', { detail: `another file is in the way: ${target}` });
  }
  const made = places.folder === null ? ok(undefined) : await files.ensureFolder(places.folder);
  const copied = made.ok ? await copyVerified(files, places, part, wanted.value) : made;
  return copied.ok ? ok(true) : copied;
};

/** A folder that holds none of its clips is the empty place where a disk is mounted at other times: nothing can be moved from it. */
export const holdsClips = async (
  files: Files,
  folder: string,
  names: readonly string[],
): Promise<Result<void>> => {
  const there = await files.checkFolder(folder);
  if (!there.ok || names.length === 0) return there;
  for (const name of names) if (await files.exists(files.join(folder, name))) return ok(undefined);
  return fail('folder_missing', { detail: 'none of the saved files is there' });
};

const prepare = async ({ files, profileId }: MoveOptions, to: string): Promise<Result<void>> => {
  const made = await files.ensureFolder(partFolder(files, to));
  if (!made.ok) return made;
  // What an earlier, broken-off move was about to name is in nobody's way.
  await files.sweepNames(partFolder(files, to), `${profileId}-`);
  return files.checkFolder(to);
};

/**
 * Moves every file of the library to another folder: copy, verify, switch, and only then remove. Broken off
 * at any point, the library is whole in one of the two places. Nothing that is not ours is touched, and a
 * folder that is the same by another name is left as it is. Single files that were lost before do not stop it.
 * Stopped on the way, or where the new place cannot be kept, it stays where it was. Problems: folder_missing (also when
 * no clip at all is in `from`), folder_denied, disk_full, bad_request (another file is in the way, stopped), bad_audio
 * (a copy differs), and those of `switchTo`.
 */
export const moveLibrary = async (options: MoveOptions): Promise<Result<void>> => {
  const { files, clips, lyrics, steps } = options;
  // As joining a name to it would read it, so that folder and files are never looked for in two places.
  const from = files.join(options.from);
  const to = files.join(options.to);
  const entries = clips.files();
  const sheets = lyrics.files();
  const ours = [...entries.map((entry) => entry.audio), ...sheets];
  const source = await holdsClips(files, from, ours);
  if (!source.ok) return source;
  if (await files.sameFile(from, to)) return ok(undefined);
  const target = await prepare(options, to);
  if (!target.ok) return target;

  const part = files.join(partFolder(files, to), `${options.profileId}-move.part`);
  const moved: Places[] = [];
  const named = entries.flatMap((entry) => [entry.audio, entry.cover, sidecarName(entry.audio)]);
  const more = options.more?.() ?? [];
  const around = more.map((name) => name.split('/').slice(0, -1)).filter((pieces) => pieces.length > 0);
  for (const folder of new Set(around.map((pieces) => files.join(to, ...pieces)))) {
    const made = await files.ensureFolder(folder);
    if (!made.ok) return made;
  }
  const names = new Set([...named, ...sheets, ...more].filter((name) => name !== null));
  steps.total(names.size);
  for (const name of names) {
    if (steps.signal.aborted)
      return fail('bad_request', { detail: 'stopped before the library was switched' });
    const within = folderOf(name);
    const folder = within === '' ? null : files.join(to, within);
    const places = { source: files.join(from, name), target: files.join(to, name), folder };
    const brought = await bring(files, places, from, part);
    if (!brought.ok) return brought;
    if (brought.value) moved.push(places);
    steps.step();
  }
  const still = await holdsClips(files, from, ours); // the disk may have gone under way
  if (!still.ok) return still;
  // Before it counts: a library without files would not know it again by anything else.
  const marker = await options.mark(to);
  const switched = marker.ok ? options.switchTo(to, marker.value) : marker;
  if (!switched.ok) return switched;
  for (const places of moved) {
    // Through a link, both names may be one file; and an original is only given up for a copy that is there.
    const copied = (await files.size(places.target)) !== null;
    // The library is in its new place by now: an original that cannot be removed is a copy too many, no loss.
    if (copied && !(await files.sameFile(places.source, places.target))) await files.remove(places.source);
  }
  await removeEmpty(files, from, names);
  // The old folder is no library any more.
  const oldMarker = markerPath({ files, folder: from });
  if (!(await files.sameFile(oldMarker, markerPath({ files, folder: to })))) await files.remove(oldMarker);
  return ok(undefined);
};

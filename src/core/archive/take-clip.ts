import { audioExtensions, extensionFor } from '../../shared/audio-types.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import type { ClipPlace, ClipPlaces } from '../library/clip-places.ts';
import type { ClipRecord, ClipStore } from '../library/clip-store.ts';
import { baseName } from '../library/names.ts';
import type { Files, Sql } from '../ports.ts';
import { baseNames } from '../saving/file-names.ts';
import { parseSidecar, sidecarName } from '../saving/sidecar.ts';
import { longestAudio, longestImage, longestSidecar } from './format.ts';
import { baseOf, extensionOf } from './names.ts';
import { isOfFile, type Placer } from './place.ts';

export interface TakeOptions {
  files: Files;
  /** The library folder. */
  folder: string;
  sql: Sql;
  clips: ClipStore;
  places: ClipPlaces;
  placer: Placer;
  /** Is it the library folder, and may it be written? */
  checkFolder: (folder: string) => Promise<Result<void>>;
}

/** How it went with one record; `damaged` names files of the archive of which nothing was taken up. */
export type Taken =
  | { kind: 'new' | 'known'; damaged: string[] }
  | { kind: 'damaged'; damaged: string[] }
  /** Stops the whole import. */
  | { kind: 'stop'; problem: Problem };

const byImage: Record<string, string> = { 'image/png': '.png', 'image/jpeg': '.jpg', 'image/webp': '.webp' };

/** A sound file keeps its extension where it is one of those that such files have, whatever the archive calls it. */
const audioExtension = (clip: ClipRecord): string => {
  const given = extensionOf(clip.audio);
  return audioExtensions.includes(given) ? given : (extensionFor(clip.mime) ?? '.mp3');
};

/** Brings a file that stands beside the audio; gives its name in the library, or null where it did not come. */
const takeBeside = async (
  { placer }: TakeOptions,
  fileName: string,
  longest: number,
  nameFor: (path: string) => Promise<string | null>,
): Promise<{ name: string | null } | { problem: Problem }> => {
  const unpacked = await placer.unpack(fileName, longest);
  if (!unpacked.ok) return isOfFile(unpacked.problem) ? { name: null } : unpacked;
  const name = await nameFor(unpacked.value.path);
  const given = name === null ? null : await placer.give(unpacked.value, name);
  await placer.drop();
  if (given?.ok === false) return given;
  return { name: given?.value === true ? name : null };
};

/** A clip that the library holds, or whose file waits for its way to the trash. What went there may come back. */
const heldOf = (places: ClipPlaces, id: string): (ClipPlace & { removed: boolean }) | null => {
  const place = places.of(id);
  return place === null || (place.removed && !places.isPending(id)) ? null : place;
};

/** Brings the cover, unless the one that the clip had is there; `damaged` where the archive does not give it. */
const takeCover = async (
  options: TakeOptions,
  clip: ClipRecord,
  audio: string,
  lost: ClipPlace | null,
): Promise<{ name: string | null; damaged: string[] } | { problem: Problem }> => {
  const { files, folder, placer } = options;
  const had = lost?.cover ?? null;
  if (had !== null && (await files.exists(files.join(folder, had)))) return { name: had, damaged: [] };
  if (clip.cover === null) return { name: had, damaged: [] };
  if (had !== null) placer.release(had);
  const taken = await takeBeside(options, clip.cover, longestImage, async (path) => {
    const extension = byImage[(await files.imageType(path)) ?? ''];
    return extension === undefined ? null : `${baseName(audio)}${extension}`;
  });
  if ('problem' in taken) return taken;
  return { name: taken.name ?? had, damaged: taken.name === null ? [clip.cover] : [] };
};

/** One durable commit; false where the clip is here by now in another way. */
const commit = ({ sql, clips, places }: TakeOptions, clip: ClipRecord, lost: ClipPlace | null): boolean =>
  sql.transaction(() => {
    const now = heldOf(places, clip.id);
    if (lost === null) {
      // The saver, or a look at the folder, may have been quicker.
      if (now !== null) return false;
      clips.add(clip);
      return true;
    }
    // Found under another name, or removed, meanwhile.
    if (now === null || now.removed || now.audio !== lost.audio) return false;
    places.replaceFile(clip.id, clip);
    return true;
  });

/**
 * Takes up one clip that the library does not hold, or whose file is gone: its files first, each whole and under a name of
 * its own, then one durable commit. What the library says of a clip that it holds stays. Broken off in between, the next
 * import finds the files by their hash and goes on.
 */
export const takeClip = async (options: TakeOptions, clip: ClipRecord): Promise<Taken> => {
  const { files, folder, places, placer } = options;
  const lost = heldOf(places, clip.id);
  if (lost !== null && (lost.removed || (await files.exists(files.join(folder, lost.audio)))))
    return { kind: 'known', damaged: [] };
  // A disk that went away under way takes no file along, and nothing is to be put in its place.
  const there = await options.checkFolder(folder);
  if (!there.ok) return { kind: 'stop', problem: there.problem };
  const nothing: Taken = { kind: 'damaged', damaged: [clip.audio] };
  if (placer.bytesOf(clip.audio) !== clip.bytes) return nothing;

  const unpacked = await placer.unpack(clip.audio, longestAudio);
  if (!unpacked.ok) return isOfFile(unpacked.problem) ? nothing : { kind: 'stop', problem: unpacked.problem };
  if (unpacked.value.sha256 !== clip.sha256) {
    await placer.drop();
    return nothing;
  }
  if (lost !== null && !places.isUsedByOthers([lost.audio], lost.id)) placer.release(lost.audio);
  const extension = audioExtension(clip);
  const bases = [baseOf(clip.audio), ...baseNames(clip.title, clip.id)];
  if (lost !== null) bases.unshift(baseName(lost.audio));
  const audio = await placer.giveOneOf(
    unpacked.value,
    bases.map((base) => `${base}${extension}`),
  );
  if (!audio.ok) {
    await placer.drop();
    return { kind: 'stop', problem: audio.problem };
  }

  const cover = await takeCover(options, clip, audio.value, lost);
  if ('problem' in cover) return { kind: 'stop', problem: cover.problem };
  const { damaged } = cover;
  const sidecar = sidecarName(clip.audio);
  if (placer.bytesOf(sidecar) !== null) {
    const taken = await takeBeside(options, sidecar, longestSidecar, async (path) => {
      const text = await files.readText(path, longestSidecar);
      const said = text.ok ? parseSidecar(text.value) : null;
      return said?.clip.clipId === clip.id ? sidecarName(audio.value) : null;
    });
    if ('problem' in taken) return { kind: 'stop', problem: taken.problem };
    if (taken.name === null) damaged.push(sidecar);
  }

  const isNew = commit(options, { ...clip, audio: audio.value, cover: cover.name }, lost);
  return { kind: isNew ? 'new' : 'known', damaged };
};

import { audioExtensions, extensionFor } from '../../shared/audio-types.ts';
import type { Problem } from '../../shared/problem.ts';
import type { ClipRecord, ClipStore } from '../library/clip-store.ts';
import { baseName } from '../library/names.ts';
import type { Files, Sql } from '../ports.ts';
import { baseNames } from '../saving/file-names.ts';
import { parseSidecar, sidecarName } from '../saving/sidecar.ts';
import { longestAudio, longestImage, longestSidecar } from './format.ts';
import { baseOf, extensionOf } from './names.ts';
import { isOfFile, type Placer } from './place.ts';
import type { Rows } from './rows.ts';

export interface TakeOptions {
  files: Files;
  sql: Sql;
  clips: ClipStore;
  rows: Rows;
  placer: Placer;
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

/**
 * Takes up one clip that the library does not hold: its files first, each whole and under a name of its own, then one
 * durable commit. Broken off in between, the next import finds the files by their hash and goes on.
 */
export const takeClip = async (options: TakeOptions, clip: ClipRecord): Promise<Taken> => {
  const { files, sql, clips, rows, placer } = options;
  if (rows.holdsClip(clip.id)) return { kind: 'known', damaged: [] };
  const nothing: Taken = { kind: 'damaged', damaged: [clip.audio] };
  if (placer.bytesOf(clip.audio) !== clip.bytes) return nothing;

  const unpacked = await placer.unpack(clip.audio, longestAudio);
  if (!unpacked.ok) return isOfFile(unpacked.problem) ? nothing : { kind: 'stop', problem: unpacked.problem };
  if (unpacked.value.sha256 !== clip.sha256) {
    await placer.drop();
    return nothing;
  }
  const extension = audioExtension(clip);
  const names = [baseOf(clip.audio), ...baseNames(clip.title, clip.id)].map((base) => `${base}${extension}`);
  const audio = await placer.giveOneOf(unpacked.value, names);
  if (!audio.ok) {
    await placer.drop();
    return { kind: 'stop', problem: audio.problem };
  }

  const damaged: string[] = [];
  let cover: string | null = null;
  if (clip.cover !== null) {
    const taken = await takeBeside(options, clip.cover, longestImage, async (path) => {
      const extensionOfImage = byImage[(await files.imageType(path)) ?? ''];
      return extensionOfImage === undefined ? null : `${baseName(audio.value)}${extensionOfImage}`;
    });
    if ('problem' in taken) return { kind: 'stop', problem: taken.problem };
    if (taken.name === null) damaged.push(clip.cover);
    cover = taken.name;
  }
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

  const isNew = sql.transaction(() => {
    // The saver, or a look at the folder, may have been quicker.
    if (rows.holdsClip(clip.id)) return false;
    clips.add({ ...clip, audio: audio.value, cover });
    return true;
  });
  return { kind: isNew ? 'new' : 'known', damaged };
};

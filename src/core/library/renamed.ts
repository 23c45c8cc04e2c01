import type { Files } from '../ports.ts';
import type { ClipFile, ClipPlace, ClipPlaces } from './clip-places.ts';
import { coverBeside } from './names.ts';

/** Clips whose files were given another name by somebody (F35). */
export interface Renamed {
  /** True when the clip's own file is gone, and it has this one from now on. */
  byId(id: string, name: string): Promise<boolean>;
  /** The same for a file that says nothing of itself: by its bytes. */
  byContent(name: string, bytes: number): Promise<boolean>;
  /** The same by its sound: another program took our tag away, or wrote its own in its place. */
  bySound(name: string, file: Omit<ClipFile, 'audio' | 'cover'>): Promise<boolean>;
  /** Is a file of so many bytes missing? */
  isWanted(bytes: number): boolean;
  /** Is a clip missing whose sound is this, or, without one, any whose sound is known? */
  isSoundWanted(sound?: string): boolean;
}

export const createRenamed = (options: {
  files: Files;
  places: ClipPlaces;
  folder: string;
  /** Names of the folder. */
  isThere: (name: string) => boolean;
  /** Clips whose file is not among them. */
  missing: readonly ClipPlace[];
}): Renamed => {
  const { files, places, folder, isThere } = options;
  const byId = new Map(options.missing.map((place) => [place.id, place]));
  const bySize = new Map<number, ClipPlace[]>();
  for (const place of options.missing) bySize.set(place.bytes, [...(bySize.get(place.bytes) ?? []), place]);
  const bySound = new Map<string, ClipPlace>();
  for (const place of options.missing) if (place.audioSha256 !== null) bySound.set(place.audioSha256, place);
  const withSound = (sound: string): ClipPlace | undefined => {
    const place = bySound.get(sound);
    return place !== undefined && byId.has(place.id) ? place : undefined;
  };
  const alike = (bytes: number): ClipPlace[] => (bySize.get(bytes) ?? []).filter(({ id }) => byId.has(id));

  const coverFor = (place: ClipPlace, name: string): string | null =>
    (place.cover !== null && isThere(place.cover) ? place.cover : coverBeside(name, isThere)) ?? place.cover;
  const give = (place: ClipPlace, name: string): void => {
    places.rename(place.id, name, coverFor(place, name));
    byId.delete(place.id);
  };

  /** The names were read a while ago, and a disk may call one name another (letter case, forms of accents). */
  const isBack = (place: ClipPlace): Promise<boolean> => files.exists(files.join(folder, place.audio));

  return {
    async byId(id, name) {
      const place = byId.get(id);
      if (place === undefined || (await isBack(place))) return false;
      give(place, name);
      return true;
    },
    async byContent(name, bytes) {
      const wanted = alike(bytes);
      if (wanted.length === 0) return false;
      const hash = await files.sha256(files.join(folder, name));
      const place = hash.ok ? wanted.find(({ sha256 }) => sha256 === hash.value) : undefined;
      if (place === undefined || (await isBack(place))) return false;
      give(place, name);
      return true;
    },
    async bySound(name, file) {
      const place = file.audioSha256 === null ? undefined : withSound(file.audioSha256);
      if (place === undefined || (await isBack(place))) return false;
      places.replaceFile(place.id, { ...file, audio: name, cover: coverFor(place, name) });
      byId.delete(place.id);
      return true;
    },
    isWanted: (bytes) => alike(bytes).length > 0,
    isSoundWanted: (sound) =>
      sound === undefined
        ? [...bySound.values()].some(({ id }) => byId.has(id))
        : withSound(sound) !== undefined,
  };
};

import type { Files } from '../ports.ts';
import type { ClipPlace, ClipPlaces } from './clip-places.ts';
import { coverBeside } from './names.ts';

/** Clips whose files were given another name by somebody (F35). */
export interface Renamed {
  /** True when the clip's own file is gone, and it has this one from now on. */
  byId(id: string, name: string): Promise<boolean>;
  /** The same for a file that says nothing of itself: by its bytes. */
  byContent(name: string, bytes: number): Promise<boolean>;
  /** Is a file of so many bytes missing? */
  isWanted(bytes: number): boolean;
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
  const alike = (bytes: number): ClipPlace[] => (bySize.get(bytes) ?? []).filter(({ id }) => byId.has(id));

  const give = (place: ClipPlace, name: string): void => {
    const kept = place.cover !== null && isThere(place.cover) ? place.cover : coverBeside(name, isThere);
    places.rename(place.id, name, kept ?? place.cover);
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
    isWanted: (bytes) => alike(bytes).length > 0,
  };
};

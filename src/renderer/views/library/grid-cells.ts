import type { Clip } from '../../../shared/clip.ts';

/** A place of the grid with its clip, if that is here. */
export interface GridCell {
  /** The clip's id, so that it stays itself where it moves; of one that is on its way its place. */
  key: string | number;
  place: number;
  clip: Clip | undefined;
}

/** The cells of some places, with keys that differ. Pure. */
export const cellsOf = (places: readonly number[], at: (place: number) => Clip | undefined): GridCell[] => {
  const known = new Set<string>();
  return places.map((place) => {
    const clip = at(place);
    // While pages of before and after a change are side by side, one may be in both.
    const isNew = clip !== undefined && !known.has(clip.id);
    if (isNew) known.add(clip.id);
    return { key: isNew ? clip.id : place, place, clip };
  });
};

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

/** The keys of cells that have their card. */
export type Filled = ReadonlySet<GridCell['key']>;

export const noneFilled: Filled = new Set();

/** Cards made at a time. Each takes some milliseconds, and a frame is to stay well below fifty. */
export const cardsAtOnce = 4;

/**
 * Which of the cells in sight have their card: those that had it, and a few more, the one at place `first` before all
 * others. Pure.
 */
export const filled = (cells: readonly GridCell[], had: Filled, first: number): Filled => {
  const here = cells.filter(({ clip }) => clip !== undefined);
  const kept = here.filter(({ key }) => had.has(key));
  const due = here.filter(({ key }) => !had.has(key));
  due.sort((one, other) => Number(other.place === first) - Number(one.place === first));
  return new Set([...kept, ...due.slice(0, cardsAtOnce)].map(({ key }) => key));
};

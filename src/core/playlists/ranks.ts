/**
 * An entry's place in its list is a whole number, with room between two neighbours: so one entry is moved by writing one
 * row, however long the list. The room for the next is halved each time; where none is left, it is made anew.
 */
export const gap = 2 ** 20;

/** `count` ranks in a row between two others, evenly; null at an end is open. Null where they do not fit. Pure. */
export const ranksBetween = (low: number | null, high: number | null, count: number): number[] | null => {
  const ranks = (first: number, step: number): number[] =>
    Array.from({ length: count }, (_, n) => first + n * step);
  if (high === null) return ranks((low ?? 0) + gap, gap);
  if (low === null) return ranks(high - count * gap, gap);
  const step = Math.floor((high - low) / (count + 1));
  return step < 1 ? null : ranks(low + step, step);
};

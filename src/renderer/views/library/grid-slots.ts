/** Something of a list that is drawn, and the number of the element that shows it. */
export interface Slotted<Key> {
  key: Key;
  place: number;
  slot: number;
}

/**
 * Gives everything that is in sight an element: the one that it had; or else one whose own left, because putting other
 * words into a card takes far less time than making one; or else a new one, numbered from `fresh` on. `held` is the
 * element with the focus: it is not used again, so that the focus never ends up on something else. Pure.
 */
export const takeSlots = <Key>(
  wanted: readonly Pick<Slotted<Key>, 'key' | 'place'>[],
  had: readonly Slotted<Key>[],
  held: number | null,
  fresh: number,
): number[] => {
  const before = new Map(had.map(({ key, slot }) => [key, slot]));
  const kept = new Set(wanted.map(({ key }) => key));
  const free = had.filter(({ key, slot }) => !kept.has(key) && slot !== held);
  const atPlace = new Map(free.map(({ place, slot }) => [place, slot]));
  // What was on its way takes the place that was empty for it, so that nothing else moves.
  const slots = wanted.map(({ key, place }) => before.get(key) ?? atPlace.get(place));
  const taken = new Set(slots);
  const left = free.filter(({ slot }) => !taken.has(slot));
  let next = fresh;
  return slots.map((slot) => slot ?? left.shift()?.slot ?? next++);
};

import type { ItemStore } from '../saving/item-store.ts';
import type { ClipStore } from './clip-store.ts';

/** Not saved yet, and nothing of it is under way. */
const open: readonly string[] = ['waiting', 'retrying', 'paused', 'needs_user', 'impossible'];

/**
 * Results that wait to be saved while the library holds their clip already, found in its folder: they are saved, and
 * nothing is downloaded. One that was found and is shorter than announced waits on: a whole one is to take its place.
 * Gives the ids of their tasks.
 */
export const settleFound = ({
  items,
  clips,
  atomically,
}: {
  items: ItemStore;
  clips: Pick<ClipStore, 'holds'>;
  atomically: <T>(work: () => T) => T;
}): string[] => {
  const found = items
    .unsaved()
    .filter(
      ({ state, source }) => open.includes(state) && source.kind === 'clip' && clips.holds(source.clip),
    );
  if (found.length > 0)
    atomically(() =>
      found.forEach((item) =>
        items.write({ ...item, state: 'saved', nextTryAt: null, needsLink: false, problem: null }),
      ),
    );
  return [...new Set(found.map(({ taskId }) => taskId))];
};

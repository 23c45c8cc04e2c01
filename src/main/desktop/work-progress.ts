import type { EngineState } from '../../core/engine-api.ts';
import { isUnsaved, type SaveItem } from '../../shared/task.ts';

/** What the progress is told by. */
export type ProgressState = Pick<EngineState, 'tasks' | 'work'>;

/** States in which a result is on its way to the disk by itself. */
const onTheWay: ReadonlySet<SaveItem['state']> = new Set(['waiting', 'saving', 'retrying'] as const);

const shareOf = ({ received, total }: SaveItem): number =>
  total === null || total <= 0 ? 0 : Math.min(1, received / total);

/**
 * How far the work of the moment is, 0 to 1; null while there is none. Long work on the library counts before saving.
 * Of what is saved together it remembers what is done already, so that the end of one clip is no step back; hand it
 * each state in turn.
 */
export const createWorkProgress = (): ((state: ProgressState) => number | null) => {
  /** Results that were on their way since nothing was. */
  let batch = new Set<string>();

  return ({ tasks, work }) => {
    if (work !== null) return work.total > 0 ? Math.min(1, work.done / work.total) : 0;
    const unsaved = new Map(
      tasks.flatMap((task) => task.items.filter(isUnsaved)).map((item) => [item.id, item]),
    );
    const going = [...unsaved.values()].filter(({ state }) => onTheWay.has(state));
    if (!going.some(({ state }) => state === 'saving')) {
      // Nothing moves: what waits for its next try may wait for hours.
      if (going.length === 0) batch = new Set();
      return null;
    }
    for (const { id } of going) batch.add(id);
    // What came to stand still, such as a clip that was paused, is no part of what goes on.
    const parts = [...batch].filter(
      (id) => !unsaved.has(id) || onTheWay.has(unsaved.get(id)?.state ?? 'saved'),
    );
    const done = parts.reduce((sum, id) => {
      const item = unsaved.get(id);
      return sum + (item === undefined ? 1 : shareOf(item));
    }, 0);
    return done / parts.length;
  };
};

import * as v from 'valibot';
import type { ItemStore, SaveItemRecord } from '../saving/item-store.ts';
import { isTerminal, newTask, type TaskRecord } from '../tasks/task-record.ts';
import { type ItemLine, itemSchema, type TaskLine } from './format.ts';

/** What a task's items are held against. */
export interface TakeTask {
  now: number;
  /** Is it in the library (a clip's id, or a lyric sheet's)? */
  holds: (libraryId: string) => boolean;
  /** Items that are here already. */
  items: Pick<ItemStore, 'get'>;
}

const libraryIdOf = (taskId: string, { source }: Pick<ItemLine, 'source'>): string =>
  source.kind === 'clip' ? source.clip.id : `lyrics:${taskId}`;

const itemAgain = (options: TakeTask, taskId: string, item: ItemLine): SaveItemRecord | null => {
  const { holds, items } = options;
  const libraryId = libraryIdOf(taskId, item);
  const fresh = { taskId, nextTryAt: null, part: null };
  // An item that another task here gave first keeps its id; this one is told apart as if it had come by the API.
  const taken = items.get(item.id) !== undefined;
  const id = taken ? `${libraryId}@${taskId}` : item.id;
  if (taken && items.get(id) !== undefined) return null;
  if (holds(libraryId)) return { ...item, ...fresh, id, state: 'saved', needsLink: false, problem: null };
  // Saved once, and damaged or missing in the archive: the task may still have links.
  if (item.state === 'saved') {
    const needsLink = item.source.kind === 'clip';
    return { ...item, ...fresh, id, state: 'waiting', attempts: 0, needsLink, problem: null };
  }
  const stays = item.state === 'paused' || item.state === 'impossible' || item.state === 'dropped';
  return stays
    ? { ...item, ...fresh, id }
    : // What stood in its way did so on another computer.
      { ...item, ...fresh, id, state: 'waiting', problem: null };
};

/**
 * A task of an archive as it goes on here, with its items. One that has not ended is watched again, unless the user
 * stopped it; one of whose results the archive does not tell well is asked for once more. Pure.
 */
export const taskAgain = (
  options: TakeTask,
  { items: lines, ...told }: TaskLine,
): { task: TaskRecord; items: SaveItemRecord[] } => {
  const sound = lines.map((line) => v.safeParse(itemSchema, line));
  const items = sound
    .filter((parsed) => parsed.success)
    .map(({ output }) => itemAgain(options, told.id, output))
    .filter((item) => item !== null);
  const task: TaskRecord = { ...newTask(told.id, options.now), ...told };
  const isWhole = sound.every((parsed) => parsed.success);
  const asks = isTerminal(task.status) ? task.watch === 'active' || !isWhole : task.watch !== 'stopped';
  return {
    task: asks
      ? { ...task, watch: 'active', nextCheckAt: options.now, problem: null }
      : { ...task, watch: isTerminal(task.status) ? 'done' : 'stopped', nextCheckAt: null },
    items,
  };
};

import { clipView } from '../../../simulator/clips.ts';
import type { SimTask, TaskOptions } from '../../../simulator/model.ts';
import type { FaultWorld } from './world.ts';

/** The world's task as the simulator has it. */
export const taskOf = (world: FaultWorld): SimTask => {
  const task = world.simulator.world().tasks.get(world.task.id);
  if (task === undefined) throw new Error('the simulator does not know the task');
  return task;
};

/** What the API said last of the task, as it went out. */
export const toldOf = (world: FaultWorld): Record<string, unknown> => taskOf(world).told ?? {};

/** The result in that. */
export const resultOf = (world: FaultWorld): unknown =>
  (toldOf(world)['output'] as { result?: unknown } | null | undefined)?.result;

/** The task's clips as the API would name them. */
export const viewsOf = (world: FaultWorld): Record<string, unknown>[] =>
  taskOf(world).clips.map((clip) => clipView(world.simulator.world(), taskOf(world), clip));

/** The first `count` answers after the task has ended have this as their result, those after them the real one. */
export const atFirst = (world: FaultWorld, count: number, result: unknown): void => {
  let left = count;
  taskOf(world).overrides = {
    get result() {
      left -= 1;
      return left >= 0 ? result : viewsOf(world);
    },
  };
};

/** So many clips without a cover, for the options of a task. */
export const plainClips = (count: number, more: object = {}): NonNullable<TaskOptions['clip']> =>
  Array.from({ length: count }, () => ({ imageUrl: null, ...more }));

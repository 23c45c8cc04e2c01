import type { Session } from './snapshot.ts';
import { taskPhase, type SaveItem, type Task } from './task.ts';

/** Who the app waits for, and what it does: for the tray and the badge of the tasks. */
export interface Attention {
  /** Results that only a person can help to the disk. */
  needsYou: number;
  /** The key was refused: everything waits. */
  keyRefused: boolean;
  /** Tasks that are being watched. */
  watching: number;
  /** Results on their way to the disk. */
  saving: number;
}

const stuck: readonly SaveItem['state'][] = ['needs_user', 'impossible'];
const onTheWay: readonly SaveItem['state'][] = ['waiting', 'saving', 'retrying'];
const underWay = new Set(['asking', 'waiting', 'running', 'unknown']);

/** Counts what the tasks and the key add up to. Pure. */
export const attentionOf = (tasks: readonly Task[], session: Pick<Session, 'state'>): Attention => {
  const items = tasks.flatMap((task) => task.items);
  const count = (states: readonly SaveItem['state'][]): number =>
    items.filter((item) => states.includes(item.state)).length;
  return {
    needsYou: count(stuck),
    keyRefused: session.state === 'rejected',
    watching: tasks.filter((task) => task.watch === 'active' && underWay.has(taskPhase(task))).length,
    saving: count(onTheWay),
  };
};

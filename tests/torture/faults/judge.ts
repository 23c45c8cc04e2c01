import type { EngineState } from '../../../src/core/engine-api.ts';
import { taskPhase, type SaveItem, type Task } from '../../../src/shared/task.ts';

const codesOf = (task: Task): string[] => [
  taskPhase(task),
  ...(task.problem === null ? [] : [task.problem.code]),
  ...(task.unreadable > 0 ? ['unreadable'] : []),
  ...task.items.flatMap((item) => (item.problem === null ? [] : [item.problem.code, item.state])),
];

/** Everything about trouble that a state shows: phases, problem codes, the key's and the folder's trouble. */
export const shownBy = (state: EngineState): Set<string> =>
  new Set([
    ...state.tasks.flatMap(codesOf),
    ...(state.online ? [] : ['offline']),
    ...(state.budget.pausedUntil === null ? [] : ['rate_limited']),
    ...(state.session.state === 'ready' ? [] : [`key ${state.session.state}`]),
    ...(state.session.why === null ? [] : [state.session.why]),
    ...(state.library.problem === null ? [] : [state.library.problem.code]),
    ...(state.recovery === null ? [] : ['recovered']),
    ...state.notices.map((notice) => `notice ${notice.kind}`),
  ]);

/** Has an unsaved result a name for what is the matter and a next step, by the program or by the user? */
const itemSpeaks = (item: SaveItem): boolean => {
  switch (item.state) {
    case 'saved':
    case 'dropped':
    case 'paused':
      return true;
    case 'waiting':
    case 'saving':
      return true;
    case 'retrying':
      return item.problem !== null && item.nextTryAt !== null;
    case 'needs_user':
    case 'impossible':
      return item.problem !== null;
  }
};

/**
 * What is silent in a state: a task that is not done and neither says what stands in the way nor has a next step.
 * Null when all speaks.
 */
export const silenceIn = (state: EngineState): string | null => {
  const keyless = state.session.state === 'none' || state.session.state === 'rejected';
  for (const task of state.tasks) {
    const phase = taskPhase(task);
    const mute = task.items.find((item) => !itemSpeaks(item));
    if (mute !== undefined) return `${phase}: item ${mute.state} without problem or next try`;
    const watched = ['asking', 'waiting', 'running', 'unknown'].includes(phase);
    if (watched && task.nextCheckAt === null && !keyless && state.online && task.watch === 'active')
      return `${phase}: no next check is planned`;
    if (phase === 'saving' && task.items.length === 0 && task.nextCheckAt === null)
      return 'saving: nothing to save and no next check';
  }
  return null;
};

/** Is every task of the list saved, whole? */
export const allSaved = (state: EngineState): boolean =>
  state.tasks.length > 0 && state.tasks.every((task) => taskPhase(task) === 'saved');

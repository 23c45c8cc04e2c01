import type { EngineState } from '../../../src/core/engine-api.ts';
import { problemCodes } from '../../../src/shared/problem.ts';
import { taskPhase, type SaveItem, type Task } from '../../../src/shared/task.ts';

const codesOf = (task: Task): string[] => [
  taskPhase(task),
  ...(task.problem === null ? [] : [task.problem.code]),
  ...(task.unreadable > 0 ? ['unreadable'] : []),
  ...task.items.flatMap((item) => (item.problem === null ? [] : [item.problem.code, item.state])),
];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The codes of all problems anywhere in a value. */
const codesIn = (value: unknown): string[] => {
  if (!isObject(value)) return [];
  const code: unknown = Reflect.get(value, 'code');
  return [
    ...problemCodes.filter((known) => known === code),
    ...Object.values(value).flatMap((inner) => codesIn(inner)),
  ];
};

/**
 * Everything about trouble that a state shows: phases, problem codes, the key's trouble; with `banner` before it, what
 * concerns more than one task.
 */
export const shownBy = ({ tasks, ...slices }: EngineState): Set<string> =>
  new Set([
    ...tasks.flatMap(codesOf),
    ...(slices.online ? [] : ['offline', 'banner offline']),
    ...(slices.budget.pausedUntil === null ? [] : ['budget paused']),
    ...(slices.session.state === 'ready' ? [] : [`key ${slices.session.state}`]),
    ...(slices.session.where === null ? [] : [`key in ${slices.session.where}`]),
    ...(slices.session.why === null ? [] : [slices.session.why]),
    ...codesIn(slices).flatMap((code) => [code, `banner ${code}`]),
    ...(slices.recovery === null ? [] : ['recovered']),
  ]);

/** What of this did not show? `a | b` is either. */
export const unseen = (shows: readonly string[], shown: ReadonlySet<string>): string[] =>
  shows.filter((wanted) => !wanted.split(' | ').some((each) => shown.has(each)));

/**
 * Has an unsaved result a name for what is the matter and a next step, by the program or by the user? `held`: all
 * wait for something that is said elsewhere.
 */
const itemSpeaks = (item: SaveItem, held: boolean): boolean => {
  switch (item.state) {
    case 'saved':
    case 'dropped':
    case 'paused':
      return true;
    case 'waiting':
    case 'saving':
      return held;
    case 'retrying':
      return item.problem !== null && item.nextTryAt !== null;
    case 'needs_user':
    case 'impossible':
      return item.problem !== null;
  }
};

/**
 * What is silent in a state in which nothing is under way: a task that is not done and neither says what stands in
 * the way nor has a next step. Null when all speaks.
 */
export const silenceIn = ({ tasks, ...slices }: EngineState): string | null => {
  const keyless = slices.session.state === 'none' || slices.session.state === 'rejected';
  const held = keyless || !slices.online || codesIn(slices).length > 0;
  for (const task of tasks) {
    const phase = taskPhase(task);
    const mute = task.items.find((item) => !itemSpeaks(item, held));
    if (mute !== undefined) return `${phase}: item ${mute.state} without problem or next try`;
    const watched = ['asking', 'waiting', 'running', 'unknown'].includes(phase);
    if (watched && task.nextCheckAt === null && !keyless && slices.online && task.watch === 'active')
      return `${phase}: no next check is planned`;
    if (phase === 'saving' && task.items.length === 0 && task.nextCheckAt === null)
      return 'saving: nothing to save and no next check';
  }
  return null;
};

/** Is every task of the list saved, whole? */
export const allSaved = (state: EngineState): boolean =>
  state.tasks.length > 0 && state.tasks.every((task) => taskPhase(task) === 'saved');

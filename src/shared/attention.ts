import type { Problem, ProblemCode } from './problem.ts';
import type { LibrarySummary, Session } from './snapshot.ts';
import { isUnsaved, type SaveItem, type Task, taskPhase, terminalStatuses } from './task.ts';

/** An unsaved clip whose links run out within this time is an alarm. ms. */
export const alarmMs = 86_400_000;
/** Tries that may fail before a person is told: most first failures are gone with the second try. */
export const patience = 3;
/** So long after the task's last answer nobody is alarmed about what is merely still on its way. ms. */
const graceMs = 10 * 60_000;

type AlarmItem = Pick<SaveItem, 'state' | 'deadlineAt' | 'problem' | 'attempts'>;
type Answered = Pick<Task, 'lastCheckAt'>;

/** When an unsaved result becomes an alarm, ms since the epoch; null for what has no links or is settled. Pure. */
export const alarmAt = (item: AlarmItem, task: Answered): number | null => {
  if (item.deadlineAt === null || !isUnsaved(item) || item.state === 'impossible') return null;
  const at = item.deadlineAt - alarmMs;
  const tried = item.state === 'paused' || (item.problem !== null && item.attempts >= patience);
  return tried ? at : Math.max(at, (task.lastCheckAt ?? 0) + graceMs);
};

/** Do the links of an unsaved result run out within a day? Pure; `now` in ms since the epoch. */
export const isExpiring = (item: AlarmItem, task: Answered, now: number): boolean => {
  const at = alarmAt(item, task);
  return at !== null && item.deadlineAt !== null && at <= now && now < item.deadlineAt;
};

/** The watch ended with a 404: nothing is planned any more. Pure. */
export const isMissing = (task: Pick<Task, 'status' | 'watch' | 'problem'>): boolean =>
  !terminalStatuses.includes(task.status ?? '') &&
  task.watch === 'stopped' &&
  task.problem?.code === 'not_found' &&
  task.problem.retryAt === undefined;

const ofDisk: readonly ProblemCode[] = [
  'disk_full',
  'disk_fault',
  'folder_missing',
  'folder_denied',
  'file_locked',
];
const ofKey: readonly ProblemCode[] = ['no_key', 'unauthorized', 'no_credits'];

/** Is this the code of a problem that only a person can end? All others pass by themselves, or are tried around. Pure. */
export const asksPerson = (code: string | null): boolean =>
  [...ofDisk, ...ofKey].some((known) => known === code);

/** Who the app waits for, and what it does: for the tray and the badge of the tasks. Each result counts once. */
export interface Attention {
  /** The key was refused: everything waits. */
  keyRefused: boolean;
  /** The disk under our own data refuses: nothing new can be kept, and everything waits. */
  database: boolean;
  /** The library folder or its disk refuses: what waits for it is not counted one by one. */
  folder: boolean;
  /** Results whose links run out within a day. */
  expiring: number;
  /** Other results that only a person can help to the disk. */
  needsYou: number;
  /** Tasks that the service does not know. */
  missing: number;
  /** Tasks that are asked for, those among them that wait for (more of) their result. */
  watching: number;
  /** Results on their way to the disk. */
  saving: number;
  /** Results that wait because the user said so. */
  paused: number;
  /** Results that could not be read, and are no longer asked for. */
  unreadable: number;
  /** Something is saved, and nothing that was asked for is missed. */
  allSaved: boolean;
}

/** Is a person needed? Pure. */
export const isNeeded = ({ keyRefused, database, folder, expiring, needsYou, missing }: Attention): boolean =>
  keyRefused || database || folder || expiring + needsYou + missing > 0;

/** Virus scanners hold a new file for a moment. */
const isHeldBriefly = ({ problem, attempts }: AlarmItem): boolean =>
  problem?.code === 'file_locked' && attempts < patience;

type Place = 'expiring' | 'needsYou' | 'saving' | 'paused' | 'folder';

/** Phases in which nothing of a task is missed: what failed gave nothing, and cost nothing. */
const whole: readonly string[] = ['saved', 'left_out', 'failed', 'timed_out'];

/** Counts what tasks, key and folder add up to. Pure; `now` in ms since the epoch. */
export const attentionOf = (
  state: {
    tasks: readonly Task[];
    session: Pick<Session, 'state'>;
    library: Pick<LibrarySummary, 'problem'>;
    database: Problem | null;
  },
  now: number,
): Attention => {
  const { tasks } = state;
  const problem = state.library.problem?.code;
  const folder = problem === 'file_locked' ? undefined : problem;
  const placeOf = (item: SaveItem, task: Task): Place => {
    if (isExpiring(item, task, now)) return 'expiring';
    if (folder !== undefined && item.problem?.code === folder) return 'folder';
    if (item.state === 'paused') return 'paused';
    const stuck = item.state === 'impossible' || (item.state === 'needs_user' && !isHeldBriefly(item));
    return stuck ? 'needsYou' : 'saving';
  };
  const places = tasks.flatMap((task) => task.items.filter(isUnsaved).map((item) => placeOf(item, task)));
  const count = (place: Place): number => places.filter((each) => each === place).length;
  const phases = tasks.map(taskPhase);
  return {
    keyRefused: state.session.state === 'rejected',
    database: state.database !== null,
    folder: folder !== undefined,
    expiring: count('expiring'),
    needsYou: count('needsYou'),
    missing: tasks.filter(isMissing).length,
    watching: tasks.filter((task) => task.watch === 'active').length,
    saving: count('saving'),
    paused: count('paused'),
    unreadable: tasks.reduce(
      (sum, task) => sum + (task.status === 'success' && task.watch !== 'active' ? task.unreadable : 0),
      0,
    ),
    allSaved: phases.includes('saved') && phases.every((phase) => whole.includes(phase)),
  };
};

import { alarmAt, isExpiring, isMissing, patience } from '../../shared/attention.ts';
import { sharesText } from '../../shared/shares.ts';
import type { Notice } from '../../shared/snapshot.ts';
import { awaitsMore, isUnsaved } from '../../shared/task.ts';
import type { SaveItemRecord } from '../saving/item-store.ts';
import { isFolderProblem, saysNothingOfLinks } from '../saving/problem-kinds.ts';
import { isTerminal, type TaskRecord } from '../tasks/task-record.ts';

/** The same patience for what the network or a server does, which mostly passes by itself within minutes. */
const worldPatience = 8;

/** What was told of a task, from nothing to its end: it only goes up, until something is to be saved again. */
const rank: Record<TaskRecord['noticed'], number> = {
  nothing: 0,
  missing: 1,
  trouble: 2,
  expiring: 3,
  lost: 4,
  end: 5,
};

/** What is to be kept as told of a task, and the notice that goes with it; null when what was told is merely over. */
export interface DueNotice {
  notice: Omit<Notice, 'id' | 'at' | 'read'> | null;
  noticed: TaskRecord['noticed'];
}

/** New, or taken back by the user. A lost one that an answer with a new link revives by itself is neither. */
const isWantedAnew = ({ state, problem, needsLink, attempts }: SaveItemRecord): boolean =>
  state === 'waiting' && problem === null && (needsLink || attempts === 0);

/**
 * What still counts as told. An end, or a loss, is the last word only until something of the task is to be saved
 * again: a later answer gave more, or the user took a dropped or lost result back. From then on trouble, alarm, loss
 * and the new end are news. So is a second "not found", once the task was found in between.
 */
const stillTold = (task: TaskRecord, items: readonly SaveItemRecord[]): TaskRecord['noticed'] => {
  const unsaved = items.filter(isUnsaved);
  const isLost = unsaved.some((item) => item.state === 'impossible');
  const again = !isLost && (unsaved.length === 0 || unsaved.some(isWantedAnew));
  switch (task.noticed) {
    case 'end':
      return unsaved.length > 0 ? 'nothing' : 'end';
    case 'lost':
      return again ? 'nothing' : 'lost';
    case 'missing':
      return task.watch === 'active' ? 'nothing' : 'missing';
    default:
      return task.noticed;
  }
};

/** When time alone makes a notice of this task due, ms since the epoch; Infinity for never. Pure. */
export const nextAlarm = (task: TaskRecord, items: readonly SaveItemRecord[], now: number): number =>
  rank[stillTold(task, items)] >= rank.expiring
    ? Infinity
    : Math.min(...items.map((item) => alarmAt(item, task) ?? Infinity).filter((at) => at > now));

const isStuck = (item: SaveItemRecord): boolean => {
  // The folder is told of once for all tasks; what the user paused or what is lost is no news.
  if (!isUnsaved(item) || item.state === 'impossible' || item.state === 'paused') return false;
  if (isFolderProblem(item.problem)) return false;
  if (item.state === 'needs_user') return true;
  const tries = saysNothingOfLinks(item.problem) ? worldPatience : patience;
  return item.problem !== null && item.attempts >= tries;
};

type Told = Pick<Notice, 'kind' | 'clipId' | 'detail'> & Pick<DueNotice, 'noticed'>;

const say = (
  kind: Notice['kind'],
  noticed: TaskRecord['noticed'],
  detail: string | null = null,
  clipId: string | null = null,
): Told => ({ kind, noticed, detail, clipId });

/** What there is to tell while something is not saved. */
const toldOnTheWay = (task: TaskRecord, unsaved: readonly SaveItemRecord[], now: number): Told | null => {
  if (unsaved.some((item) => item.state === 'impossible')) return say('lost', 'lost');
  if (unsaved.some((item) => isExpiring(item, task, now))) return say('expiring', 'expiring');
  const stuck = unsaved.filter(isStuck);
  const worst = stuck.find((item) => item.state === 'needs_user') ?? stuck[0];
  return worst === undefined ? null : say('trouble', 'trouble', worst.problem?.code ?? null);
};

/** What there is to tell of a result of which nothing (more) comes. */
const toldOfResult = (task: TaskRecord, items: readonly SaveItemRecord[]): Told | null => {
  const saved = items.filter((item) => item.state === 'saved');
  if (task.unreadable > 0) {
    const shares = { saved: saved.length, of: saved.length + task.unreadable };
    return say('unreadable', 'end', sharesText(shares));
  }
  if (items.length === 0) return say('empty', 'end');
  // Nothing of it was wanted: the user knows.
  if (saved.length === 0) return null;
  const [first] = saved.flatMap(({ source }) => (source.kind === 'clip' ? [source.clip.id] : []));
  return say('finished', 'end', null, first);
};

const toldOf = (task: TaskRecord, items: readonly SaveItemRecord[], now: number): Told | null => {
  const unsaved = items.filter(isUnsaved);
  // What is to be saved comes first, whatever the API says of the task by now.
  if (unsaved.length > 0) return toldOnTheWay(task, unsaved, now);
  if (isMissing(task)) return say('missing', 'missing');
  // As long as more of its result is asked for, it is not at its end.
  if (!isTerminal(task.status) || awaitsMore(task)) return null;
  const gave = task.status === 'success' || items.some((item) => item.state === 'saved');
  if (gave) return toldOfResult(task, items);
  return say(task.status === 'timeout' ? 'timed_out' : 'failed', 'end', task.error);
};

/** What the user is to be told of a task now, if anything: trouble, alarm, loss and end once each. Pure. */
export const noticeOf = (
  task: TaskRecord,
  items: readonly SaveItemRecord[],
  now: number,
): DueNotice | null => {
  const before = stillTold(task, items);
  const told = toldOf(task, items, now);
  if (told === null || rank[told.noticed] <= rank[before])
    return before === task.noticed ? null : { notice: null, noticed: before };
  const { noticed, ...notice } = told;
  const title = task.title ?? (notice.kind === 'missing' ? task.id : '');
  return { notice: { ...notice, taskId: task.id, title }, noticed };
};

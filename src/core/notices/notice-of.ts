import type { Notice } from '../../shared/snapshot.ts';
import { alarmMs } from '../saving/deadline.ts';
import type { SaveItemRecord } from '../saving/item-store.ts';
import { isFolderProblem, saysNothingOfLinks } from '../saving/problem-kinds.ts';
import { isTerminal, type TaskRecord } from '../tasks/task-record.ts';

/** Tries that may fail before a person is told: most first failures are gone with the second try. */
export const patience = 3;
/** The same for what the network or a server does, which mostly passes by itself within minutes. */
const worldPatience = 8;
/** So long after the task's last answer nobody is alarmed about what is merely still on its way. ms. */
const graceMs = 10 * 60_000;

/** What was told of a task, from nothing to its end: it only ever goes up. */
const rank: Record<TaskRecord['noticed'], number> = {
  nothing: 0,
  missing: 1,
  trouble: 2,
  expiring: 3,
  lost: 4,
  end: 5,
};

/** A notice about a task, and what counts as told with it. */
export interface DueNotice {
  notice: Omit<Notice, 'id' | 'at' | 'read'>;
  noticed: TaskRecord['noticed'];
}

const settled: readonly SaveItemRecord['state'][] = ['saved', 'dropped', 'impossible'];

/** When an unsaved item becomes an alarm, ms since the epoch; null for what has no links or is settled. */
const alarmAt = (item: SaveItemRecord, task: TaskRecord): number | null => {
  if (item.deadlineAt === null || settled.includes(item.state)) return null;
  const at = item.deadlineAt - alarmMs;
  const tried = item.state === 'paused' || (item.problem !== null && item.attempts >= patience);
  return tried ? at : Math.max(at, (task.lastCheckAt ?? 0) + graceMs);
};

const isExpiring = (item: SaveItemRecord, task: TaskRecord, now: number): boolean => {
  const at = alarmAt(item, task);
  return at !== null && item.deadlineAt !== null && at <= now && now < item.deadlineAt;
};

/** When time alone makes a notice of this task due, ms since the epoch; Infinity for never. Pure. */
export const nextAlarm = (task: TaskRecord, items: readonly SaveItemRecord[], now: number): number =>
  rank[task.noticed] >= rank.expiring
    ? Infinity
    : Math.min(...items.map((item) => alarmAt(item, task) ?? Infinity).filter((at) => at > now));

const isStuck = (item: SaveItemRecord): boolean => {
  // The folder is told of once for all tasks; what the user paused or what is lost is no news.
  if (settled.includes(item.state) || item.state === 'paused' || isFolderProblem(item.problem)) return false;
  if (item.state === 'needs_user') return true;
  const tries = saysNothingOfLinks(item.problem) ? worldPatience : patience;
  return item.problem !== null && item.attempts >= tries;
};

/** The watch ended with a 404: nothing is planned any more. */
const isMissing = (task: TaskRecord): boolean =>
  !isTerminal(task.status) &&
  task.watch === 'stopped' &&
  task.problem?.code === 'not_found' &&
  task.problem.retryAt === undefined;

type Told = Pick<Notice, 'kind' | 'clipId' | 'detail'> & Pick<DueNotice, 'noticed'>;

const toldOf = (task: TaskRecord, items: readonly SaveItemRecord[], now: number): Told | null => {
  const say = (kind: Notice['kind'], noticed: TaskRecord['noticed'], detail: string | null = null): Told => ({
    ...{ kind, noticed, detail, clipId: null },
  });
  if (isMissing(task)) return say('missing', 'missing');
  if (task.status === 'failure') return say('failed', 'end', task.error);
  if (task.status === 'timeout') return say('timed_out', 'end', task.error);
  if (task.status !== 'success' || (items.length === 0 && task.watch === 'active')) return null;
  const wanted = items.filter((item) => item.state !== 'dropped');
  // Nothing of it was wanted: the user knows.
  if (items.length > 0 && wanted.length === 0) return null;
  if (wanted.every((item) => item.state === 'saved')) {
    const [first] = wanted.flatMap(({ source }) => (source.kind === 'clip' ? [source.clip.id] : []));
    return { ...say('finished', 'end'), clipId: first ?? null };
  }
  if (wanted.some((item) => item.state === 'impossible')) return say('lost', 'lost');
  if (wanted.some((item) => isExpiring(item, task, now))) return say('expiring', 'expiring');
  return wanted.some(isStuck) ? say('trouble', 'trouble') : null;
};

/** What the user is to be told of a task now, if anything: trouble, alarm, loss and end once each. Pure. */
export const noticeOf = (
  task: TaskRecord,
  items: readonly SaveItemRecord[],
  now: number,
): DueNotice | null => {
  const told = toldOf(task, items, now);
  if (told === null || rank[told.noticed] <= rank[task.noticed]) return null;
  const { noticed, ...notice } = told;
  const title = task.title ?? (notice.kind === 'missing' ? task.id : '');
  return { notice: { ...notice, taskId: task.id, title }, noticed };
};

import * as v from 'valibot';
import { problemSchema } from './problem.ts';

/** The documented task types [S]; anything else the API says is kept and shown as it is. */
export const taskTypes = ['music', 'lyrics', 'upload', 'concat'] as const;
/** The documented statuses [S]; terminal are exactly the last three. */
export const taskStatuses = ['pending', 'running', 'success', 'failure', 'timeout'] as const;
export const terminalStatuses: readonly string[] = ['success', 'failure', 'timeout'];

/** How far one result of a task (a clip or a lyric sheet) is on its way to the disk. */
export const saveStates = [
  'waiting',
  'saving',
  'retrying',
  'paused',
  'saved',
  'needs_user',
  'impossible',
  'dropped',
] as const;

export const saveItemSchema = v.object({
  /** The item's own id: what the `saving.*` commands take. */
  id: v.string(),
  taskId: v.string(),
  /** What it is in the library once it is saved: the clip's id, or `lyrics:<task id>` for a lyric sheet. */
  libraryId: v.string(),
  kind: v.picklist(['clip', 'lyrics']),
  title: v.string(),
  state: v.picklist(saveStates),
  /** Bytes so far, and as announced (null while unknown). */
  received: v.number(),
  total: v.nullable(v.number()),
  attempts: v.number(),
  /** ms since the epoch; null when nothing is planned. */
  nextTryAt: v.nullable(v.number()),
  /** The next try begins with asking the task for a fresh link. */
  needsLink: v.boolean(),
  /** ms since the epoch until which the links should work; null where there is no link to run out. */
  deadlineAt: v.nullable(v.number()),
  problem: v.nullable(problemSchema),
});
export type SaveItem = v.InferOutput<typeof saveItemSchema>;

export const taskSchema = v.object({
  id: v.string(),
  /** null until the API has answered once. */
  type: v.nullable(v.string()),
  model: v.nullable(v.string()),
  status: v.nullable(v.string()),
  /** 0 to 100; null where the API gives none. */
  progress: v.nullable(v.number()),
  /** What the API says the task costs; on failure and timeout it is given back (see `refunded`). */
  credits: v.nullable(v.number()),
  refunded: v.boolean(),
  /** A title for people: the clip's, the one asked for, or the start of the prompt. null when nothing is known. */
  title: v.nullable(v.string()),
  /** The input as submitted, as JSON value. */
  input: v.nullable(v.record(v.string(), v.unknown())),
  /** The API's own words for a failure. */
  error: v.nullable(v.string()),
  /** ISO 8601, from the API. */
  createdAt: v.nullable(v.string()),
  completedAt: v.nullable(v.string()),
  /** ms since the epoch. */
  addedAt: v.number(),
  /** active: asked again and again; stopped: by the user; done: terminal, nothing more to ask. */
  watch: v.picklist(['active', 'stopped', 'done']),
  checking: v.boolean(),
  lastCheckAt: v.nullable(v.number()),
  nextCheckAt: v.nullable(v.number()),
  /** What stood in the way at the last check; null when that went well. */
  problem: v.nullable(problemSchema),
  /** ms since the epoch when it should be finished, from this user's own history or the documented range. */
  expectedAt: v.nullable(v.number()),
  items: v.array(saveItemSchema),
  /** Results in the last reply that made no sense and could not be taken. */
  unreadable: v.number(),
});
export type Task = v.InferOutput<typeof taskSchema>;

/** How many tasks are over and not at hand, by what became of them: saved or left out; failed or timed out. */
export const pastTasksSchema = v.object({ finished: v.number(), failed: v.number() });
export type PastTasks = v.InferOutput<typeof pastTasksSchema>;

/** A place in the list of all tasks, newest first. */
export type TaskPlace = Pick<Task, 'addedAt' | 'id'>;

/** What a task looks like to a person: one word that status, watch, problem and items add up to. */
export type TaskPhase =
  | 'asking' // not answered yet
  | 'waiting' // pending
  | 'running'
  | 'saving' // results on their way to disk, or success and (more of) its result is still asked for
  | 'not_saved' // at least one result could not be saved yet, is paused or waits for the user, or could not be read
  | 'saved' // success, everything saved
  | 'left_out' // success, and the user wanted none of it
  | 'empty' // success without any result, also after it was asked for a few more times
  | 'failed'
  | 'timed_out'
  | 'missing' // 404
  | 'stopped' // by the user
  | 'unknown'; // a status this version does not know; still watched

/** States that do not move on by themselves, whatever the reason. */
const held: ReadonlySet<SaveItem['state']> = new Set(['paused', 'needs_user', 'impossible'] as const);

/** Wanted, and not on the disk. */
export const isUnsaved = (item: Pick<SaveItem, 'state'>): boolean =>
  item.state !== 'saved' && item.state !== 'dropped';

/** A success of which (more) results are still asked for: none came yet, or some could not be read. */
export const awaitsMore = (task: Pick<Task, 'status' | 'watch'>): boolean =>
  task.status === 'success' && task.watch === 'active';

/** One word for where the task stands. Pure; used for cards, filters, tray and notifications alike. */
export const taskPhase = (task: Task): TaskPhase => {
  const unsaved = task.items.filter(isUnsaved);
  // What is wanted and not on the disk comes first, whatever the service says of the task by now.
  if (unsaved.length > 0)
    return unsaved.some((item) => item.problem !== null || held.has(item.state)) ? 'not_saved' : 'saving';
  if (task.status === 'failure') return 'failed';
  if (task.status === 'timeout') return 'timed_out';
  if (task.status === 'success') {
    if (awaitsMore(task)) return 'saving';
    // Paid for and not on the disk: that it could not be read makes it no less missed.
    if (task.unreadable > 0) return 'not_saved';
    if (task.items.length === 0) return 'empty';
    return task.items.some((item) => item.state === 'saved') ? 'saved' : 'left_out';
  }
  if (task.problem?.code === 'not_found') return 'missing';
  if (task.watch === 'stopped') return 'stopped';
  if (task.status === null) return 'asking';
  if (task.status === 'pending') return 'waiting';
  return task.status === 'running' ? 'running' : 'unknown';
};

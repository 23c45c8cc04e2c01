import type { Problem } from '../../shared/problem.ts';
import { terminalStatuses } from '../../shared/task.ts';
import type { TaskReply } from '../api/replies.ts';

/**
 * What the user was told last of a task: nothing, that its result cannot be saved yet, how it ended, that its links
 * run out, that they ran out, that the API does not know it. By their numbers in the database: new ones at the end.
 */
export const noticedStates = ['nothing', 'trouble', 'end', 'expiring', 'lost', 'missing'] as const;

/** One watched task as it is on disk. Times in ms since the epoch. */
export interface TaskRecord {
  id: string;
  addedAt: number;
  watch: 'active' | 'stopped' | 'done';
  type: string | null;
  model: string | null;
  status: string | null;
  progress: number | null;
  credits: number | null;
  title: string | null;
  input: Record<string, unknown> | null;
  error: string | null;
  createdAt: string | null;
  completedAt: string | null;
  lastCheckAt: number | null;
  nextCheckAt: number | null;
  /** Failed checks in a row. */
  failures: number;
  problem: Problem | null;
  noticed: (typeof noticedStates)[number];
  /** Results in the last successful reply that made no sense. */
  unreadable: number;
  /** The last good reply's `data`, whole: what this version does not know is still there for the next. */
  reply: Record<string, unknown> | null;
}

/** A task that was just added: on the list, never asked for, due now. */
export const newTask = (id: string, now: number): TaskRecord => ({
  id,
  addedAt: now,
  watch: 'active',
  type: null,
  model: null,
  status: null,
  progress: null,
  credits: null,
  title: null,
  input: null,
  error: null,
  createdAt: null,
  completedAt: null,
  lastCheckAt: null,
  nextCheckAt: now,
  failures: 0,
  problem: null,
  noticed: 'nothing',
  unreadable: 0,
  reply: null,
});

const firstLine = (text: string): string | null => {
  const line = text
    .split(/\r?\n/)
    .map((part) => part.trim())
    .find((part) => part !== '' && !/^\[[^\]]*\]$/.test(part));
  if (line === undefined) return null;
  const letters = Array.from(line);
  return letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : line;
};

/** A title for people: the result's, the one asked for, or the start of what was asked for. */
export const titleOf = (reply: Pick<TaskReply, 'input' | 'result'>): string | null => {
  const given =
    reply.result.clips.map((clip) => clip.title).find((title) => title !== '') ?? reply.result.lyrics?.title;
  if (given !== undefined && given !== '') return firstLine(given);
  for (const field of ['title', 'gpt_description_prompt', 'prompt', 'url']) {
    const value = reply.input?.[field];
    if (typeof value === 'string' && value.trim() !== '') return firstLine(value);
  }
  return null;
};

export const isTerminal = (status: string | null): boolean =>
  status !== null && terminalStatuses.includes(status);

/** Answers that a success gets whose results are missing or cannot be read, before it is left at that. */
export const incompleteTries = 6;

const isIncomplete = ({ clips, lyrics, unreadable }: TaskReply['result']): boolean =>
  unreadable > 0 || (clips.length === 0 && lyrics === null);

/**
 * How many answers in a row, this one included, came with a success but not with all of its results: nothing, or
 * something that makes no sense. 0 when nothing more is to be asked for. Failed checks in between begin the count anew.
 */
export const incompleteReplies = (record: TaskRecord, reply: TaskReply): number => {
  const known = record.status === 'success' && record.watch === 'active';
  if (reply.status === 'success' ? !isIncomplete(reply.result) : !known) return 0;
  const before = known && record.problem === null ? record.failures : 0;
  return before + 1 < incompleteTries ? before + 1 : 0;
};

/**
 * The status after a reply. A terminal one is kept: an older answer that arrives late cannot undo it, and what was
 * a success once has clips to save, whatever is said of it later.
 */
const statusAfter = (record: TaskRecord, reply: TaskReply): string | null => {
  if (record.status === 'success') return 'success';
  return isTerminal(record.status) && !isTerminal(reply.status) ? record.status : reply.status;
};

/** Was the watch ended by the API, which did not know the task? An answer takes it up again. */
const wasMissing = ({ watch, problem }: TaskRecord): boolean =>
  watch === 'stopped' && problem?.code === 'not_found';

/** The record after a good reply; `nextCheckAt` is the plan should the task go on. */
export const withReply = (
  record: TaskRecord,
  reply: TaskReply,
  now: number,
  nextCheckAt: number,
): TaskRecord => {
  const status = statusAfter(record, reply);
  const watch = wasMissing(record) ? 'active' : record.watch;
  const incomplete = watch === 'active' ? incompleteReplies(record, reply) : 0;
  const terminal = isTerminal(status) && incomplete === 0;
  return {
    ...record,
    type: reply.type ?? record.type,
    model: reply.model ?? record.model,
    status,
    progress: status === 'success' ? 100 : (reply.progress ?? (terminal ? null : record.progress)),
    credits: reply.credits ?? record.credits,
    title: titleOf(reply) ?? record.title,
    input: reply.input ?? record.input,
    error: reply.error ?? (terminal ? record.error : null),
    createdAt: reply.createdAt ?? record.createdAt,
    completedAt: reply.completedAt ?? record.completedAt,
    lastCheckAt: now,
    watch: terminal ? 'done' : watch,
    nextCheckAt: terminal || watch !== 'active' ? null : nextCheckAt,
    failures: incomplete,
    problem: null,
    noticed: record.noticed === 'missing' ? 'nothing' : record.noticed,
    unreadable: reply.status === 'success' ? reply.result.unreadable : record.unreadable,
    // Results of a success are in its own reply.
    reply: status === 'success' && reply.status !== 'success' ? record.reply : reply.raw,
  };
};

/** The record after a check that failed. `nextCheckAt` null stops the watching until the user resumes it. */
export const withProblem = (
  record: TaskRecord,
  problem: Problem,
  now: number,
  nextCheckAt: number | null,
): TaskRecord => ({
  ...record,
  lastCheckAt: now,
  failures: record.failures + 1,
  problem: nextCheckAt === null ? problem : { ...problem, retryAt: nextCheckAt },
  watch: record.watch === 'active' && nextCheckAt === null ? 'stopped' : record.watch,
  nextCheckAt: record.watch === 'active' ? nextCheckAt : null,
});

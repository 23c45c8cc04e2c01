import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/problem.ts';
import { type TaskResult, readResult } from './results.ts';

/**
 * The task as the API tells it, made plain. Strict in nothing but the id and the status: whatever else is
 * missing or odd becomes null, because half an answer is worth more than none.
 */
export interface TaskReply {
  type: string | null;
  model: string | null;
  status: string;
  /** 0 to 100. */
  progress: number | null;
  credits: number | null;
  input: Record<string, unknown> | null;
  error: string | null;
  createdAt: string | null;
  completedAt: string | null;
  result: TaskResult;
  /** `data` as it came, for what this version does not know. */
  raw: Record<string, unknown>;
}

export interface BalanceReply {
  available: number;
  frozen: number;
  total: number;
}

const anything = v.record(v.string(), v.unknown());
const textOrNull = v.fallback(v.nullable(v.string()), null);
const numberOrNull = v.fallback(v.nullable(v.pipe(v.number(), v.finite())), null);

/** sunor-api.md 2.2 [S]. */
const taskData = v.looseObject({
  task_id: v.fallback(v.optional(v.string()), undefined),
  model: v.optional(textOrNull, null),
  type: v.optional(textOrNull, null),
  status: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  credits_cost: v.optional(numberOrNull, null),
  input: v.optional(v.fallback(v.nullable(anything), null), null),
  // null, or a wrapper, while the task is under way: both are on the page.
  output: v.optional(v.fallback(v.nullable(anything), null), null),
  error: v.optional(textOrNull, null),
  created_at: v.optional(textOrNull, null),
  completed_at: v.optional(textOrNull, null),
});

/** sunor-api.md 2.3 [D]. */
const balanceData = v.object({ available: v.number(), frozen: v.number(), total: v.number() });

/** `"50%"`, `"50"` or 50 as a number from 0 to 100; null for anything else. */
export const readProgress = (value: unknown): number | null => {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
  const match = /^\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*$/.exec(text);
  return match === null ? null : Math.min(100, Number(match[1]));
};

/**
 * NUL ends a text for C programs, SQLite among them; no title or lyric needs one. Half a letter (a lone surrogate)
 * cannot be written as UTF-8: the disk would keep another text than memory.
 */
const cleanText = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd') : value;

const readJson = (body: string): unknown => {
  try {
    return JSON.parse(body, cleanText) as unknown;
  } catch {
    return undefined;
  }
};

const dataOf = (body: string): unknown => {
  const envelope = v.safeParse(v.looseObject({ data: v.unknown() }), readJson(body));
  return envelope.success ? envelope.output.data : undefined;
};

const shortened = (body: string): string => body.slice(0, 200).replace(/\s+/g, ' ');

/** Reads the body of a 200 of GET /task/{id}. `bad_reply` when it is no task, or not the one asked for. */
export const readTaskReply = (taskId: string, body: string): Result<TaskReply> => {
  const parsed = v.safeParse(taskData, dataOf(body));
  if (!parsed.success) return fail('bad_reply', { detail: shortened(body) });
  const data = parsed.output;
  if (data.task_id !== undefined && data.task_id.toLowerCase() !== taskId.toLowerCase()) {
    return fail('bad_reply', { detail: `asked for ${taskId}, was told of ${data.task_id}` });
  }
  const output = data.output;
  const textIn = (field: string): string | null => {
    const value = output?.[field];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const type = data.type ?? textIn('task_type');
  return ok({
    type,
    model: data.model,
    status: data.status,
    progress: readProgress(output?.['progress']),
    credits: data.credits_cost,
    input: data.input,
    error: data.error ?? textIn('fail_reason'),
    createdAt: data.created_at,
    completedAt: data.completed_at,
    result: readResult(taskId, type, output?.['result']),
    raw: data,
  });
};

/** Reads the body of a 200 of GET /account/balance. */
export const readBalanceReply = (body: string): Result<BalanceReply> => {
  const parsed = v.safeParse(balanceData, dataOf(body));
  return parsed.success ? ok(parsed.output) : fail('bad_reply', { detail: shortened(body) });
};

/** Is this an error envelope of the API's own (sunor-api.md 1), and not some server's in between? */
export const isErrorEnvelope = (body: string): boolean =>
  v.safeParse(v.looseObject({ message: v.string() }), readJson(body)).success;

/** The API's own words in an error envelope (sunor-api.md 1), or the start of whatever came. */
export const readErrorMessage = (body: string): string => {
  const parsed = v.safeParse(v.looseObject({ message: v.string() }), readJson(body));
  return parsed.success ? parsed.output.message.slice(0, 500) : shortened(body);
};

import * as v from 'valibot';
import type { ClipSource } from '../api/results.ts';
import type { ClipTag } from '../ports.ts';
import type { TaskRecord } from '../tasks/task-record.ts';

const nullableText = v.nullable(v.string());

/** Where something comes from, as it stands in files and in the database. */
export const provenanceSchema = v.object({
  input: v.nullable(v.record(v.string(), v.unknown())),
  taskModel: nullableText,
  credits: v.nullable(v.number()),
  taskCreatedAt: nullableText,
  taskCompletedAt: nullableText,
});
export type Provenance = v.InferOutput<typeof provenanceSchema>;

/** A clip's tag as JSON: in a sidecar it stands as it is. */
export const clipTagSchema = v.object({
  clipId: v.pipe(v.string(), v.minLength(1)),
  taskId: v.string(),
  position: v.number(),
  type: v.string(),
  title: v.string(),
  style: v.string(),
  lyrics: v.string(),
  model: v.string(),
  createdAt: v.number(),
  provenance: provenanceSchema,
});

/** When it was made, in ms since the epoch: as the API says, or when we heard of its task first, or now. */
export const createdAtOf = (task: TaskRecord | undefined, now: number): number => {
  const at = Date.parse(task?.createdAt ?? '');
  return Number.isFinite(at) ? at : (task?.addedAt ?? now);
};

/** What is known of the task that something comes from; all null for a task that was forgotten. */
export const provenanceOf = (task: TaskRecord | undefined): Provenance => ({
  input: task?.input ?? null,
  taskModel: task?.model ?? null,
  credits: task?.credits ?? null,
  taskCreatedAt: task?.createdAt ?? null,
  taskCompletedAt: task?.completedAt ?? null,
});

/** A clip's place: which task gave it, as the how-manieth of its results (from 0), and what to call it if it has no title. */
export interface ClipPlace {
  taskId: string;
  position: number;
  title: string;
}

/** What a clip's file says of itself and the database of the clip: made here and nowhere else, so that both agree. Pure. */
export const clipTagOf = (
  task: TaskRecord | undefined,
  clip: ClipSource,
  place: ClipPlace,
  now: number,
): ClipTag => ({
  clipId: clip.id,
  taskId: place.taskId,
  position: place.position,
  type: task?.type ?? 'music',
  title: clip.title || place.title,
  style: clip.style,
  lyrics: clip.lyrics,
  model: clip.model || (task?.model ?? ''),
  createdAt: createdAtOf(task, now),
  provenance: provenanceOf(task),
});

import type { SaveItemRecord } from '../../src/core/saving/item-store.ts';
import { newTask, type TaskRecord } from '../../src/core/tasks/task-record.ts';
import type { Song } from './songs.ts';

/** The task that a song came from, over and told of, as its reply left it, and the song's item of it. */
export const taskOf = (clip: Song['clip']): { task: TaskRecord; item: SaveItemRecord } => {
  const { provenance, lyrics, style, title, model, duration } = clip;
  const link = `https://media.example/${clip.id}`;
  const source = { id: clip.id, title, style, lyrics, model, duration };
  return {
    task: {
      ...newTask(clip.taskId, clip.createdAt),
      ...{ watch: 'done', type: clip.type, model: provenance.taskModel, status: 'success', progress: 100 },
      ...{ credits: provenance.credits, title, input: provenance.input, noticed: 'end', nextCheckAt: null },
      createdAt: provenance.taskCreatedAt,
      completedAt: provenance.taskCompletedAt,
      lastCheckAt: clip.savedAt,
      reply: {
        ...{ task_id: clip.taskId, model: provenance.taskModel, type: clip.type, status: 'success' },
        input: provenance.input,
        output: {
          status: 'completed',
          result: [
            { ...source, audio_url: `${link}.mp3`, image_url: `${link}.jpeg`, metadata: { tags: style } },
          ],
        },
      },
    },
    item: {
      ...{ id: clip.id, taskId: clip.taskId, position: clip.position, title, state: 'saved', attempts: 1 },
      ...{ nextTryAt: null, needsLink: false, problem: null, part: null },
      deadlineAt: clip.createdAt + 7 * 86_400_000,
      source: {
        kind: 'clip',
        clip: { ...source, audioUrl: `${link}.mp3`, imageUrl: `${link}.jpeg` },
      },
    },
  };
};

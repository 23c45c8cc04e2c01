import { clipId, clipReply, doneReply, taskReply } from '../../fakes/engine.ts';

const running = {
  task_type: 'music',
  status: 'processing',
  progress: '30%',
  fail_reason: null,
  result: null,
};
const words = { id: 'l-1', title: 'Harbour Light', text: '[Verse]\nSalt on the line\n', status: 'complete' };

/** Replies as sunor-api.md 2.2, 5 and 9 have them, for a task of this id; the n-th task has clips 2n and 2n+1. */
export const sampleReplies = (id: string, n: number): unknown[] => {
  const two = [clipReply(2 * n), clipReply(2 * n + 1)];
  const upload = {
    ...clipReply(2 * n),
    metadata: { type: 'upload', duration: 20.1, tags: null, prompt: null },
  };
  return [
    taskReply(id, 'pending'),
    taskReply(id, 'running', { output: running }),
    doneReply(id, two),
    doneReply(id, two),
    doneReply(id, [...two, { id: clipId(2 * n), audio_url: '' }]),
    doneReply(id, clipReply(2 * n), { type: 'concat' }),
    doneReply(id, upload, { type: 'upload' }),
    doneReply(id, words, { type: 'lyrics' }),
    doneReply(id, 'words alone', { type: 'lyrics' }),
    doneReply(id, [words, { title: 'B', text: 'two' }], { type: 'lyrics' }),
    doneReply(id, []),
    taskReply(id, 'failure', {
      error: 'Provider refused',
      output: { status: 'failed', fail_reason: 'Provider refused' },
    }),
    taskReply(id, 'timeout', { error: 'The task took too long' }),
    { code: 404, message: 'Task not found' },
  ];
};

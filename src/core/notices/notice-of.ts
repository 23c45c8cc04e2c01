import type { Notice } from '../../shared/snapshot.ts';
import type { SaveItemRecord } from '../saving/item-store.ts';
import type { TaskRecord } from '../tasks/task-record.ts';

/** Tries that may fail before a person is told: most first failures are gone with the second try. */
const patience = 3;

const endOf = (
  task: TaskRecord,
  items: readonly SaveItemRecord[],
): Pick<Notice, 'kind' | 'clipId' | 'detail'> | null => {
  if (task.status === 'failure') return { kind: 'failed', clipId: null, detail: task.error };
  if (task.status === 'timeout') return { kind: 'timed_out', clipId: null, detail: task.error };
  if (task.status !== 'success' || (items.length === 0 && task.watch === 'active')) return null;
  if (items.every((item) => item.state === 'saved' || item.state === 'dropped')) {
    const [first] = items.flatMap(({ source, state }) =>
      source.kind === 'clip' && state === 'saved' ? [source.clip.id] : [],
    );
    return { kind: 'finished', clipId: first ?? null, detail: null };
  }
  const stuck = items.some(
    (item) => item.state === 'needs_user' || (item.problem !== null && item.attempts >= patience),
  );
  return stuck ? { kind: 'trouble', clipId: null, detail: null } : null;
};

/** What the user is to be told of a task now, if anything: trouble once, its end once. */
export const noticeOf = (
  task: TaskRecord,
  items: readonly SaveItemRecord[],
): Omit<Notice, 'id' | 'at' | 'read'> | null => {
  const end = endOf(task, items);
  if (end === null || task.noticed === 'end' || (end.kind === 'trouble' && task.noticed === 'trouble'))
    return null;
  return { ...end, taskId: task.id, title: task.title ?? '' };
};

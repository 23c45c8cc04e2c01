import type { ClipStore } from '../library/clip-store.ts';
import type { LyricStore } from '../library/lyric-store.ts';
import type { Clock, Sql } from '../ports.ts';
import type { TaskRecord } from '../tasks/task-record.ts';
import type { ItemStore, SaveItemRecord } from './item-store.ts';
import type { SavedFiles } from './save-clip.ts';

interface CommitOptions {
  sql: Sql;
  clock: Clock;
  items: ItemStore;
  clips: ClipStore;
  lyrics: LyricStore;
}

const dateOf = (task: TaskRecord | undefined, now: number): number => {
  const at = Date.parse(task?.createdAt ?? '');
  return Number.isFinite(at) ? at : (task?.addedAt ?? now);
};

const promptOf = (task: TaskRecord | undefined): string => {
  const prompt = task?.input?.['prompt'];
  return typeof prompt === 'string' ? prompt : '';
};

/** One durable commit: what was saved is in the library, and its item says so. `files` is null for a lyric sheet, and for a clip that the library holds already. */
export const commitSaved = (
  { sql, clock, items, clips, lyrics }: CommitOptions,
  task: TaskRecord | undefined,
  item: SaveItemRecord,
  files: SavedFiles | null,
): void => {
  const now = clock.now();
  const createdAt = dateOf(task, now);
  const { source } = item;
  sql.transaction(() => {
    if (source.kind === 'lyrics') {
      lyrics.add({
        id: item.id,
        taskId: item.taskId,
        title: item.title,
        text: source.text,
        prompt: promptOf(task),
        createdAt,
        savedAt: now,
      });
    } else if (files !== null) {
      clips.add({
        id: source.clip.id,
        taskId: item.taskId,
        type: task?.type ?? 'music',
        title: source.clip.title || item.title,
        style: source.clip.style,
        model: source.clip.model || (task?.model ?? ''),
        duration: files.facts.duration,
        createdAt,
        savedAt: now,
        position: item.position,
        audio: files.audio,
        cover: files.cover,
        mime: files.facts.mime,
        bytes: files.bytes,
        sha256: files.sha256,
        lyrics: source.clip.lyrics,
        provenance: {
          input: task?.input ?? null,
          taskModel: task?.model ?? null,
          credits: task?.credits ?? null,
          taskCreatedAt: task?.createdAt ?? null,
          taskCompletedAt: task?.completedAt ?? null,
        },
      });
    }
    // The task may have been forgotten meanwhile, and its items with it: the clip is kept all the same.
    if (items.get(item.id) !== undefined) {
      items.write({ ...item, state: 'saved', nextTryAt: null, needsLink: false, problem: null });
    }
  });
};

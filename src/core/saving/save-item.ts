import type { TaskRecord } from '../tasks/task-record.ts';
import { clipTagOf, createdAtOf, provenanceOf } from './clip-tag.ts';
import type { SaveItemRecord } from './item-store.ts';
import type { SaveOutcome } from './outcome.ts';
import { saveClip, type SaveClipJob, type SaveClipPorts } from './save-clip.ts';
import { saveSheet } from './save-sheet.ts';
import type { SheetRecord } from './sheet-file.ts';

/** One try at one item. */
export interface SaveItemJob extends Omit<SaveClipJob, 'clip' | 'title' | 'tag' | 'part' | 'before'> {
  item: SaveItemRecord;
  /** The task as it was when the try began; undefined when it was forgotten. */
  task: TaskRecord | undefined;
}

const promptOf = (task: TaskRecord | undefined): string => {
  const prompt = task?.input?.['prompt'];
  return typeof prompt === 'string' ? prompt : '';
};

/** A lyric sheet as its file and the library are to say it. Pure. */
const sheetOf = (
  task: TaskRecord | undefined,
  item: SaveItemRecord,
  text: string,
  now: number,
): SheetRecord => ({
  id: item.id,
  taskId: item.taskId,
  title: item.title,
  text,
  prompt: promptOf(task),
  createdAt: createdAtOf(task, now),
  provenance: provenanceOf(task),
});

/** Takes one item, clip or lyric sheet, to its files in the library folder; the commit is the caller's. */
export const saveItem = (ports: SaveClipPorts, job: SaveItemJob): Promise<SaveOutcome> => {
  const { item, task, libraryFolder, partName } = job;
  const now = ports.clock.now();
  if (item.source.kind === 'lyrics')
    return saveSheet(ports, {
      ...{ libraryFolder, partName, sheet: sheetOf(task, item, item.source.text, now) },
    });
  const { clip } = item.source;
  const { taskId, position, title } = item;
  const tag = clipTagOf(task, clip, { taskId, position, title }, now);
  return saveClip(ports, { ...job, clip, title, tag, part: item.part, before: item });
};

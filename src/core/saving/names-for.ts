import { clipNames } from './file-names.ts';
import { defaultFileNames } from './name-template.ts';
import type { SaveClipJob } from './save-clip.ts';

/**
 * Base names for the clip of a job, in order of preference. `measured`: its length in seconds, null while the file is
 * not here; then the length that was announced has to do.
 */
export const namesFor = (
  {
    clip,
    title,
    tag,
    fileNames = defaultFileNames,
  }: Pick<SaveClipJob, 'clip' | 'title' | 'tag' | 'fileNames'>,
  measured: number | null,
): string[] =>
  clipNames(fileNames, {
    ...{ clipId: clip.id, taskId: tag.taskId, position: tag.position, createdAt: tag.createdAt },
    ...{ title: clip.title || title, style: clip.style, model: clip.model || tag.model },
    duration: measured ?? clip.duration ?? 0,
  });

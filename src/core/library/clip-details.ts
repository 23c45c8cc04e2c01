import type { ClipDetails } from '../../shared/clip.ts';
import type { ClipFiles } from '../engine-api.ts';
import type { Files } from '../ports.ts';
import type { ClipRecord, ClipStore } from './clip-store.ts';

/** A record as the details show it. */
const detailsOf = (clip: ClipRecord, file: string, fileExists: boolean): ClipDetails => ({
  id: clip.id,
  taskId: clip.taskId,
  type: clip.type,
  title: clip.title,
  style: clip.style,
  model: clip.model,
  duration: clip.duration,
  createdAt: clip.createdAt,
  savedAt: clip.savedAt,
  hasCover: clip.cover !== null,
  favourite: false,
  rating: 0,
  lyrics: clip.lyrics,
  ...clip.provenance,
  file,
  fileExists,
  bytes: clip.bytes,
  mime: clip.mime,
  sha256: clip.sha256,
});

/** Everything known of a clip, and whether its file is where it was; null when the library does not hold it. */
export const readDetails = async (
  files: Files,
  clips: ClipStore,
  folder: string,
  id: string,
): Promise<ClipDetails | null> => {
  const clip = clips.get(id);
  if (clip === null) return null;
  const file = files.join(folder, clip.audio);
  return detailsOf(clip, file, await files.exists(file));
};

/** Where a clip's files should be; null when the library does not hold it. */
export const filesOf = (files: Files, clips: ClipStore, folder: string, id: string): ClipFiles | null => {
  const clip = clips.get(id);
  if (clip === null) return null;
  return {
    audio: files.join(folder, clip.audio),
    mime: clip.mime,
    cover: clip.cover === null ? null : files.join(folder, clip.cover),
  };
};

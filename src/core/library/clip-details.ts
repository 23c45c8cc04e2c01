import type { ClipDetails } from '../../shared/clip.ts';
import type { ClipFiles } from '../engine-api.ts';
import type { Files } from '../ports.ts';
import type { ClipStore } from './clip-store.ts';

/** Everything known of a clip, and whether its file is where it was; null when the library does not hold it. */
export const readDetails = async (
  files: Files,
  clips: ClipStore,
  folder: string,
  id: string,
): Promise<ClipDetails | null> => {
  const [listed, record, said] = [clips.listed(id), clips.get(id), clips.said(id)];
  if (listed === null || record === null) return null;
  const file = files.join(folder, record.audio);
  const { lyrics, provenance, bytes, mime, sha256 } = record;
  return {
    ...listed,
    lyrics,
    givenTitle: record.title,
    ...said,
    ...provenance,
    file,
    fileExists: await files.exists(file),
    bytes,
    mime,
    sha256,
  };
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

import type { ClipDetails } from '../../shared/clip.ts';
import type { ClipFiles } from '../engine-api.ts';
import type { AudioReader, Files, Sql } from '../ports.ts';
import type { ClipPlaces } from './clip-places.ts';
import type { ClipRecord, ClipStore } from './clip-store.ts';
import { relatedOf } from './related.ts';

interface Looking {
  files: Files;
  audio: AudioReader;
  sql: Sql;
  clips: ClipStore;
  places: Pick<ClipPlaces, 'giveSound'>;
}

/** The hash of a clip's sound. Of what older programs saved it is made up for here, where the file is still the one they saved. */
const soundOf = async (
  { files, audio, places }: Looking,
  { id, sha256, audioSha256 }: ClipRecord,
  path: string,
): Promise<string | null> => {
  if (audioSha256 !== null) return audioSha256;
  const hash = await files.sha256(path);
  const facts = hash.ok && hash.value === sha256 ? await audio.read(path) : null;
  if (facts?.ok !== true) return null;
  places.giveSound(id, sha256, facts.value.soundSha256);
  return facts.value.soundSha256;
};

/** Everything known of a clip, and whether its file is where it was; null when the library does not hold it. */
export const readDetails = async (
  looking: Looking,
  folder: string,
  id: string,
): Promise<ClipDetails | null> => {
  const { files, clips } = looking;
  const [listed, record, said] = [clips.listed(id), clips.get(id), clips.said(id)];
  if (listed === null || record === null) return null;
  const file = files.join(folder, record.audio);
  const { lyrics, provenance, bytes, mime, sha256 } = record;
  const fileExists = await files.exists(file);
  return {
    ...listed,
    lyrics,
    givenTitle: record.title,
    ...said,
    ...provenance,
    ...{ file, fileExists },
    audioSha256: fileExists ? await soundOf(looking, record, file) : record.audioSha256,
    bytes,
    mime,
    sha256,
    related: relatedOf(looking.sql, clips, record),
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

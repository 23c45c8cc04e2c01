import { fail, ok, type Result } from '../../shared/problem.ts';
import type { AudioReader, ClipTag, Files, Tags } from '../ports.ts';
import { readSidecar } from '../saving/sidecar.ts';
import type { ClipRecord } from './clip-record.ts';
import { coverBeside } from './names.ts';

export interface FolderFile {
  folder: string;
  name: string;
}

interface Reading {
  files: Files;
  tags: Tags;
  audio: AudioReader;
}

/** What an audio file says of itself; `sha256` is that of the file when it was saved, null where nothing says it. */
export interface Says {
  tag: ClipTag;
  sha256: string | null;
}

/** What an audio file of the library folder says of where it comes from: its tag, else the sidecar beside it; null when neither. */
export const saysOf = async (
  { files, tags }: Pick<Reading, 'files' | 'tags'>,
  { folder, name }: FolderFile,
): Promise<Says | null> => {
  const path = files.join(folder, name);
  const tag = await tags.read(path);
  if (tag !== null) return { tag, sha256: null };
  const sidecar = await readSidecar(files, path);
  return sidecar === null ? null : { tag: sidecar.clip, sha256: sidecar.sha256 };
};

/** May the file be opened? That it says nothing of itself counts only then. */
export const canBeRead = async (
  files: Pick<Files, 'join' | 'readText'>,
  { folder, name }: FolderFile,
): Promise<boolean> => {
  const opened = await files.readText(files.join(folder, name), 0);
  return opened.ok || opened.problem.code === 'bad_request';
};

/**
 * The record of a clip whose file is in the folder, with what the file itself says of its length and format.
 * `isThere` knows the names of the folder. Problems: bad_audio, those of files.
 */
export const recordOf = async (
  { files, audio }: Reading,
  { folder, name }: FolderFile,
  tag: ClipTag,
  isThere: (name: string) => boolean,
  savedAt: number,
): Promise<Result<ClipRecord>> => {
  const path = files.join(folder, name);
  const facts = await audio.read(path);
  if (!facts.ok) return facts;
  const hash = await files.sha256(path);
  if (!hash.ok) return hash;
  const bytes = await files.size(path);
  if (bytes === null) return fail('file_missing');
  const { clipId, ...rest } = tag;
  return ok({
    ...rest,
    id: clipId,
    ...{ savedAt, audio: name, cover: coverBeside(name, isThere) },
    ...{ bytes, sha256: hash.value, audioSha256: facts.value.soundSha256 },
    ...{ duration: facts.value.duration, mime: facts.value.mime },
  });
};

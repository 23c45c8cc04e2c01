import { createHash } from 'node:crypto';
import type { ClipRecord } from '../../src/core/library/clip-record.ts';
import type { ClipTag } from '../../src/core/ports.ts';
import { sidecarText } from '../../src/core/saving/sidecar.ts';
import type { FakeFiles } from './files.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a file says of an ordinary clip. */
export const someTag = (id: string, more: Partial<ClipTag> = {}): ClipTag => ({
  ...{ clipId: id, taskId: `task of ${id}`, position: 0, type: 'music', title: `Song ${id}` },
  ...{ style: 'waltz', lyrics: 'la la', model: 'chirp-fenix', createdAt: 1_700_000_000_000 },
  provenance: {
    ...{ input: { prompt: 'a harbour' }, taskModel: 'suno', credits: 10 },
    ...{ taskCreatedAt: '2026-06-01T00:00:00.000Z', taskCompletedAt: null },
  },
  ...more,
});

/** The record of a clip whose file holds `bytes of <audio>`. */
export const someClip = (id: string, more: Partial<ClipRecord> = {}): ClipRecord => {
  const { clipId: _id, ...tag } = someTag(id);
  const audio = more.audio ?? `Song ${id} [${id}].mp3`;
  const content = `bytes of ${audio}`;
  return {
    ...{ ...tag, id, savedAt: 1_700_000_100_000, audio, cover: null, mime: 'audio/mpeg', duration: 30 },
    ...{ bytes: content.length, sha256: sha256(content), audioSha256: null },
    ...more,
  };
};

/** Puts a clip's files where its record says. */
export const putFiles = (files: FakeFiles, folder: string, clip: ClipRecord): void => {
  files.put(`${folder}/${clip.audio}`, `bytes of ${clip.audio}`);
  if (clip.cover !== null) files.put(`${folder}/${clip.cover}`, `bytes of ${clip.cover}`);
};

/** Puts an audio file with a sidecar, as another computer would have saved it. */
export const putWithSidecar = (
  files: FakeFiles,
  folder: string,
  audio: string,
  tag: ClipTag,
  content = `bytes of ${audio}`,
): void => {
  files.put(`${folder}/${audio}`, content);
  const base = audio.replace(/\.[^.]*$/, '');
  files.put(`${folder}/${base}.cliploft.json`, sidecarText({ sha256: sha256(content), clip: tag }));
};

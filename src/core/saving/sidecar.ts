import * as v from 'valibot';
import type { ClipTag, Files } from '../ports.ts';
import { clipTagSchema } from './clip-tag.ts';

/** Stands beside an audio file whose format takes no tag of ours, under the same base name. */
const extension = '.cliploft.json';
/** Lyrics and input are texts; more than this no sidecar of ours is. Bytes. */
export const longestSidecar = 4 * 1024 * 1024;

const sidecarSchema = v.object({
  /** Version of this format. */
  cliploft: v.literal(1),
  /** SHA-256 of the audio file when it was saved, hex. */
  sha256: v.string(),
  clip: clipTagSchema,
});

export interface Sidecar {
  sha256: string;
  clip: ClipTag;
}

/** The sidecar's name for an audio file's: `Song [1a2b3c4d].wav` has `Song [1a2b3c4d].cliploft.json`. */
export const sidecarName = (audio: string): string => audio.replace(/\.[^./\\]*$/, '') + extension;

export const isSidecarName = (name: string): boolean => name.endsWith(extension);

/** A sidecar's content. */
export const sidecarText = (sidecar: Sidecar): string =>
  `${JSON.stringify({ cliploft: 1, ...sidecar }, null, 2)}\n`;

/** What a text says as a sidecar; null when it is none that this version can read. */
export const parseSidecar = (text: string): Sidecar | null => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(sidecarSchema, value);
  return parsed.success ? { sha256: parsed.output.sha256, clip: parsed.output.clip } : null;
};

/** Reads the sidecar beside an audio file, by the audio file's path; null when there is none to read. */
export const readSidecar = async (files: Files, audioPath: string): Promise<Sidecar | null> => {
  const text = await files.readText(sidecarName(audioPath), longestSidecar);
  return text.ok ? parseSidecar(text.value) : null;
};

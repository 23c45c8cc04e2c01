import { fail, type Result } from '../../shared/problem.ts';
import type { ClipSource } from '../api/results.ts';
import type { AudioFacts, AudioReader } from '../ports.ts';

/** The API rounds and the encoder pads; more apart than this and something is missing. Seconds. */
export const durationTolerance = (announced: number): number => Math.max(2, announced * 0.03);

/** Is the file what the task announced: sound audio, and about as long? Problems: bad_audio with the reason, those of files. */
export const prove = async (
  audio: AudioReader,
  path: string,
  clip: ClipSource,
): Promise<Result<AudioFacts>> => {
  const read = await audio.read(path);
  if (!read.ok || clip.duration === null) return read;
  const { duration } = read.value;
  if (Math.abs(duration - clip.duration) <= durationTolerance(clip.duration)) return read;
  return fail('bad_audio', {
    detail: `lasts ${duration.toFixed(1)} s, ${clip.duration.toFixed(1)} s were announced`,
  });
};

/** Why bytes are no audio, in a few words for the details: the start of a text tells most. */
export const whatInstead = (head: Uint8Array): string => {
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith('<')) return 'a web page or XML instead of audio';
  return /^[{[]/.test(text) ? 'JSON instead of audio' : 'no audio format known';
};

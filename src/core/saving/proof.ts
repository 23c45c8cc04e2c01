import { fail, type Problem, type Result } from '../../shared/problem.ts';
import type { ClipSource } from '../api/results.ts';
import type { AudioFacts, AudioReader } from '../ports.ts';

/** The API rounds and the encoder pads; more apart than this and something is missing. Seconds. */
export const durationTolerance = (announced: number): number => Math.max(2, announced * 0.03);

/** Tries that end at one and the same other length before the announcement counts as wrong, not the file. */
const lengthTries = 4;

/** What is known of earlier tries at the same clip. */
export interface TriedBefore {
  /** This one included. */
  attempts: number;
  /** How the last one ended; null when nothing stood in the way yet. */
  problem: Problem | null;
}

/**
 * Is the file what the task announced: sound audio, and about as long? A sound file of another length is asked for
 * again with a fresh link, since something may be missing; when always the same comes, it is what there is, and it
 * was paid for. Problems: bad_audio with the reason, those of files.
 */
export const prove = async (
  audio: AudioReader,
  path: string,
  clip: ClipSource,
  before: TriedBefore = { attempts: 1, problem: null },
): Promise<Result<AudioFacts>> => {
  const read = await audio.read(path);
  if (!read.ok || clip.duration === null) return read;
  const { duration } = read.value;
  if (Math.abs(duration - clip.duration) <= durationTolerance(clip.duration)) return read;
  const detail = `lasts ${duration.toFixed(1)} s, ${clip.duration.toFixed(1)} s were announced`;
  const again = before.problem?.code === 'bad_audio' && before.problem.detail === detail;
  return again && before.attempts >= lengthTries ? read : fail('bad_audio', { detail });
};

/** Why bytes are no audio, in a few words for the details: the start of a text tells most. */
export const whatInstead = (head: Uint8Array): string => {
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith('<')) return 'a web page or XML instead of audio';
  return /^[{[]/.test(text) ? 'JSON instead of audio' : 'no audio format known';
};

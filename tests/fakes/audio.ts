import type { AudioFacts, AudioReader, Files } from '../../src/core/ports.ts';
import { fail, ok } from '../../src/shared/problem.ts';

/** The facts of an ordinary clip. */
export const someFacts: AudioFacts = {
  mime: 'audio/mpeg',
  extension: '.mp3',
  codec: 'MPEG 1 Layer 3',
  duration: 30,
  soundSha256: '5'.repeat(64),
};

export interface FakeAudio extends AudioReader {
  /** Decides for each path what it is; null means: no audio. */
  set(decide: (path: string) => AudioFacts | null): void;
}

/**
 * Takes every file for sound audio, or whatever `decide` says. With `files`, a file that is not there or
 * is empty is no audio, as in life.
 */
export const createFakeAudio = (
  options: { decide?: (path: string) => AudioFacts | null; files?: Files } = {},
): FakeAudio => {
  let decide = options.decide ?? ((): AudioFacts | null => someFacts);
  return {
    set: (next) => {
      decide = next;
    },
    kindOf: (head) => (head.length === 0 ? null : { mime: someFacts.mime, extension: someFacts.extension }),
    read: async (path) => {
      const size = options.files ? await options.files.size(path) : 1;
      if (size === null || size === 0) return fail('bad_audio', { detail: 'empty' });
      const facts = decide(path);
      return facts === null ? fail('bad_audio', { detail: 'no audio format known' }) : ok(facts);
    },
  };
};

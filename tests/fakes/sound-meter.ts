import type { Files, SoundFacts, SoundMeter } from '../../src/core/ports.ts';
import { fail, ok, type Problem, type Result } from '../../src/shared/problem.ts';

/** What an ordinary clip sounds like. */
export const someSound: SoundFacts = {
  bars: Buffer.from(Array.from({ length: 480 }, (_, bar) => 90 + (bar % 60))).toString('base64'),
  loudness: -12,
  peak: -0.5,
  duration: 30,
};

export interface FakeSoundMeter extends SoundMeter {
  /** Paths that were measured, in order. */
  readonly asked: string[];
  /** Decides for each path what comes of it. */
  set(decide: (path: string) => SoundFacts | Problem): void;
  /** From now on nothing comes to an end before `finish`, or before it is called off. */
  hold(): void;
  finish(): void;
}

/** Measures at once, and gives for every file what `set` says. With `files`, one that is not there is missing, as in life. */
export const createFakeSoundMeter = (options: { files?: Files } = {}): FakeSoundMeter => {
  const asked: string[] = [];
  let decide = (_path: string): SoundFacts | Problem => someSound;
  let holds = false;
  let finish = (): void => undefined;
  return {
    asked,
    set(next) {
      decide = next;
    },
    hold() {
      holds = true;
    },
    finish: () => finish(),
    async measure(path, signal): Promise<Result<SoundFacts>> {
      if (signal.aborted) return fail('bad_request', { detail: 'called off' });
      asked.push(path);
      if (options.files && (await options.files.size(path)) === null) return fail('file_missing');
      if (holds && !signal.aborted) {
        await new Promise<void>((resolve) => {
          finish = resolve;
          signal.addEventListener('abort', () => resolve());
        });
      }
      if (signal.aborted) return fail('bad_request', { detail: 'called off' });
      const sound = decide(path);
      return 'code' in sound ? { ok: false, problem: sound } : ok(sound);
    },
  };
};

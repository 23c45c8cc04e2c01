import type { SoundFacts } from '../../../core/ports.ts';
import { fail, ok, type Result } from '../../../shared/problem.ts';
import { systemCode, fileProblem } from '../file-problems.ts';
import { headBytes, typeOf, whatInstead } from '../magic.ts';
import { withSource } from '../proof/source.ts';
import { behindTags } from '../proof/tail-tags.ts';
import { createBars } from './bars.ts';
import { decodeMpeg } from './decode-mpeg.ts';
import { decodeWav } from './decode-wav.ts';
import { createLoudness } from './loudness.ts';
import type { Pcm } from './pcm.ts';
import { createTruePeak } from './true-peak.ts';

/** Bars of a waveform: more than a player bar has room for, enough for one as wide as a window. */
export const barCount = 480;

/** Decodes a file once, and measures all that is wanted of it as it comes. `decoder` is minimp3-wasm's module. */
export const measureSound = async (
  path: string,
  decoder: WebAssembly.Module,
): Promise<Result<SoundFacts>> => {
  const loudness = createLoudness();
  const truePeak = createTruePeak();
  const bars = createBars();
  const give = (pcm: Pcm): void => {
    loudness.add(pcm);
    truePeak.add(pcm);
    bars.add(pcm);
  };
  try {
    return await withSource(path, async (source) => {
      const start = await behindTags(source);
      const head = (await source.from(start, headBytes)).slice(0, headBytes);
      const type = typeOf(head, start > 0);
      if (type === null) return fail('bad_audio', { detail: whatInstead(head) });
      let decoded: Result<void>;
      if (type === 'audio/mpeg' || type === 'hidden')
        decoded = await decodeMpeg(source, start, decoder, give);
      else if (type === 'audio/wav') decoded = await decodeWav(source, give);
      else return fail('no_decoder', { detail: type });
      if (!decoded.ok) return decoded;
      return ok({
        bars: Buffer.from(bars.bars(barCount)).toString('base64'),
        loudness: loudness.integrated(),
        peak: truePeak.peak(),
        duration: bars.seconds(),
      });
    });
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) return fail('bad_audio', { detail: error.message });
    if (systemCode(error) === 'ENOENT') return fail('file_missing');
    // A disk that cannot be read says nothing about the sound on it.
    return fileProblem(error);
  }
};

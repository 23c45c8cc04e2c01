import type { AudioReader } from '../../core/ports.ts';
import { fail, ok } from '../../shared/problem.ts';
import { systemCode, fileProblem } from './file-problems.ts';
import { audioKind, whatInstead } from './magic.ts';
import { walkAdts } from './proof/adts.ts';
import { walkFlac } from './proof/flac.ts';
import { walkMp4 } from './proof/mp4.ts';
import { walkMpeg } from './proof/mpeg.ts';
import { walkOgg } from './proof/ogg.ts';
import type { Walk } from './proof/sound.ts';
import { withSource } from './proof/source.ts';
import { walkWav } from './proof/wav.ts';

/** How each kind of file is gone through to its end. */
const walks: Record<string, Walk> = {
  'audio/mpeg': walkMpeg,
  'audio/mp4': walkMp4,
  'audio/ogg': walkOgg,
  'audio/wav': walkWav,
  'audio/flac': walkFlac,
  'audio/aac': walkAdts,
};

/** Enough for every magic number, and for the first words of a web page. */
const headBytes = 64;

/** Reads audio files by their bytes, from the first to the last; what they are called counts for nothing. */
export const createAudioReader = (): AudioReader => ({
  kindOf: audioKind,
  async read(path) {
    try {
      return await withSource(path, async (source) => {
        const head = (await source.from(0, headBytes)).slice(0, headBytes);
        const kind = audioKind(head);
        const walk = kind === null ? undefined : walks[kind.mime];
        if (kind === null || walk === undefined) return fail('bad_audio', { detail: whatInstead(head) });
        const sound = await walk(source);
        if (!sound.ok) return sound;
        return ok({ ...kind, codec: sound.value.codec, duration: sound.value.seconds });
      });
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return fail('file_missing');
      // A disk that cannot be read says nothing about the sound on it.
      return fileProblem(error);
    }
  },
});

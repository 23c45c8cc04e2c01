import { createHash } from 'node:crypto';
import type { AudioReader } from '../../core/ports.ts';
import { audioTypes, type AudioMime } from '../../shared/audio-types.ts';
import { fail, ok } from '../../shared/problem.ts';
import { systemCode, fileProblem } from './file-problems.ts';
import { audioKind, headBytes, typeOf, whatInstead } from './magic.ts';
import { walkAdts } from './proof/adts.ts';
import { walkFlac } from './proof/flac.ts';
import { walkMp4 } from './proof/mp4.ts';
import { walkMpeg } from './proof/mpeg.ts';
import { walkOgg } from './proof/ogg.ts';
import { bad, type Stretch, type Walk } from './proof/sound.ts';
import { withSource, type Source } from './proof/source.ts';
import { behindTags } from './proof/tail-tags.ts';
import { walkWav } from './proof/wav.ts';

/** How each kind of file is gone through to its end. */
const walks: Record<AudioMime, Walk> = {
  'audio/mpeg': walkMpeg,
  'audio/mp4': walkMp4,
  'audio/ogg': walkOgg,
  'audio/wav': walkWav,
  'audio/flac': walkFlac,
  'audio/aac': walkAdts,
};

/** SHA-256 of stretches of a file as one, hex. They were gone through just before: the system has them at hand. */
const hashOf = async (source: Source, stretches: readonly Stretch[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const { from, to } of stretches) {
    for (let at = from; at < to;) {
      const bytes = await source.from(at, 1);
      if (bytes.length === 0) break;
      const piece = bytes.subarray(0, to - at);
      hash.update(piece);
      at += piece.length;
    }
  }
  return hash.digest('hex');
};

/** Reads audio files by their bytes, from the first to the last; what they are called counts for nothing. */
export const createAudioReader = (): AudioReader => ({
  kindOf: audioKind,
  async read(path) {
    try {
      return await withSource(path, async (source) => {
        const start = await behindTags(source);
        if (start > 0 && start >= source.size) return bad('a tag with no sound behind it');
        const head = (await source.from(start, headBytes)).slice(0, headBytes);
        const type = typeOf(head, start > 0);
        if (type === null) return bad(whatInstead(head));
        // Only MPEG is looked for behind more padding than a few bytes.
        const mime = type === 'hidden' ? 'audio/mpeg' : type;
        const sound = await walks[mime](source, start);
        if (!sound.ok) return sound;
        const { codec, seconds, at } = sound.value;
        const soundSha256 = await hashOf(source, at);
        return ok({ mime, extension: audioTypes[mime].extension, codec, duration: seconds, soundSha256 });
      });
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return fail('file_missing');
      // A disk that cannot be read says nothing about the sound on it.
      return fileProblem(error);
    }
  },
});

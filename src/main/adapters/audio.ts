import { parseFile } from 'music-metadata';
import type { AudioReader } from '../../core/ports.ts';
import { fail, ok } from '../../shared/problem.ts';
import { measureMpeg } from './mp3-frames.ts';
import { audioKind, whatInstead } from './magic.ts';
import { fileProblem, systemCode } from './file-problems.ts';
import { headOf } from './head.ts';

/** Reads audio files by their bytes and frames; what they are called counts for nothing. */
export const createAudioReader = (): AudioReader => ({
  kindOf(head) {
    const kind = audioKind(head);
    return kind === null ? null : { mime: kind.mime, extension: kind.extension };
  },
  async read(path) {
    try {
      const head = await headOf(path);
      const kind = audioKind(head);
      if (kind === null) return fail('bad_audio', { detail: whatInstead(head) });
      const { format } = await parseFile(path, { duration: kind.mime !== 'audio/mpeg', skipCovers: true });
      const container = format.container?.toLowerCase() ?? '';
      if (!kind.containers.some((name) => container.includes(name))) {
        return fail('bad_audio', { detail: `starts like ${kind.mime}, but holds ${container || 'nothing'}` });
      }
      const counted = kind.mime === 'audio/mpeg' ? await measureMpeg(path) : null;
      if (counted?.cutOff === true) return fail('bad_audio', { detail: 'it ends within a frame' });
      const duration = counted?.seconds ?? format.duration ?? 0;
      if (!(duration > 0) || !Number.isFinite(duration))
        return fail('bad_audio', { detail: 'no sound in it' });
      return ok({ mime: kind.mime, extension: kind.extension, codec: format.codec ?? '', duration });
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return fail('file_missing');
      // A disk that cannot be read says nothing about the sound on it.
      if (systemCode(error) !== '') return fileProblem(error);
      return fail('bad_audio', { detail: error instanceof Error ? error.message : String(error) });
    }
  },
});

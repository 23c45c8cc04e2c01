import { fail, ok, type Result } from '../../../shared/problem.ts';
import { createFrameReader, type MpegFrame, sameStream } from '../proof/mpeg-frame.ts';
import type { Source } from '../proof/source.ts';
import { beforeTags } from '../proof/tail-tags.ts';
import { createMinimp3 } from './minimp3.ts';
import type { Pcm } from './pcm.ts';

/** Longer than any frame with the header of the next. */
const lookAhead = 8192;
/** So much is decoded at once: about a second of sound, so that memory stays flat. */
const runBytes = 32 * 1024;
const headerBytes = 4;

/**
 * Decodes MPEG layer III from `start` on, frame after frame as the proof went over them, leaving out what is none. Problem:
 * no_decoder for the other layers, and for what has no frames at all.
 */
export const decodeMpeg = async (
  source: Source,
  start: number,
  decoder: WebAssembly.Module,
  give: (pcm: Pcm) => void,
): Promise<Result<void>> => {
  const end = await beforeTags(source, start);
  const minimp3 = createMinimp3(decoder);
  const mpegFrame = createFrameReader();
  const run = new Uint8Array(runBytes + lookAhead);
  let filled = 0;
  let last: MpegFrame | null = null;
  let any = false;

  const flush = (): void => {
    if (filled > 0) minimp3.decode(run.subarray(0, filled), give);
    filled = 0;
  };

  for (let at = start; at + headerBytes <= end;) {
    const bytes = await source.from(at, lookAhead);
    if (bytes.length === 0) return fail('bad_audio', { detail: 'it became shorter while it was read' });
    const frame = mpegFrame(bytes, 0);
    const next = at + (frame?.bytes ?? 0);
    const goesOn = last !== null && frame !== null && sameStream(last, frame);
    const follower = frame === null || goesOn ? null : mpegFrame(bytes, frame.bytes);
    // A header alone proves little: the first of a stream has to lead to another.
    if (frame === null || next > end || !(goesOn || (follower !== null && sameStream(frame, follower)))) {
      flush();
      last = null;
      at += 1;
      continue;
    }
    if (frame.layer !== 3) return fail('no_decoder', { detail: `MPEG layer ${frame.layer}` });
    if (!goesOn || filled + frame.bytes > runBytes) flush();
    run.set(bytes.subarray(0, frame.bytes), filled);
    filled += frame.bytes;
    any = true;
    last = frame;
    at = next;
  }
  flush();
  return any ? ok(undefined) : fail('no_decoder', { detail: 'no frames of MPEG layer III' });
};

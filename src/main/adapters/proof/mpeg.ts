import { ok } from '../../../shared/problem.ts';
import { createFrameReader, sameStream, type MpegFrame } from './mpeg-frame.ts';
import { bad, nameAt, viewOf, type Walk } from './sound.ts';
import { beforeTags } from './tail-tags.ts';

/** Longer than any frame and its header's marks together: so much must be at hand to judge a place. */
const lookAhead = 8192;

/** So much of a file may be no frames before it counts as damaged: whichever is less. */
const junkShare = 0.005;
const longestJunk = 64 * 1024;

/**
 * How many frames the first frame says that follow it, where it is no sound but a Xing, Info or VBRI header;
 * null where it is sound, 0 where the header leaves it open. A Xing header may be shifted by a checksum.
 */
const announcedIn = (bytes: Uint8Array, at: number, frame: MpegFrame): number | null => {
  const number = (place: number): number =>
    place + 4 <= bytes.length ? viewOf(bytes).getUint32(place, false) : 0;
  for (const place of [at + frame.markAt, at + frame.markAt + 2]) {
    const mark = nameAt(bytes, place);
    if (mark === 'Info' || mark === 'Xing') return (number(place + 4) & 1) === 0 ? 0 : number(place + 8);
  }
  return nameAt(bytes, at + 36) === 'VBRI' ? number(at + 36 + 14) : null;
};

/**
 * MPEG audio, layers I to III: frames from the first to the end of the file, tags at both ends left out. Every whole
 * frame is counted; what an Info or Xing header tells is only held against it. A header alone proves little, so
 * where the last frame does not lead to the next, two that fit together are wanted before it goes on.
 */
export const walkMpeg: Walk = async (source, start) => {
  const end = await beforeTags(source, start);
  const mpegFrame = createFrameReader();
  const mostJunk = Math.min(longestJunk, (end - start) * junkShare);

  let bytes = new Uint8Array(0);
  let blockAt = 0;
  let last: MpegFrame | null = null;
  let inStep = false;
  let announced: number | null = null;
  let frames = 0;
  let seconds = 0;
  let junk = 0;
  /** Where the first frame stands: padding before it comes and goes with tags. */
  let begin = start;
  /** Does a frame of the same stream stand behind this one, or the end? */
  const leadsOn = (frame: MpegFrame, next: number): boolean => {
    const follower = end - next < 4 ? null : mpegFrame(bytes, next - blockAt);
    return next === end || (follower !== null && sameStream(frame, follower));
  };
  for (let at = start; at < end;) {
    const blockEnd = blockAt + bytes.length;
    if (at + lookAhead > blockEnd && (blockEnd < source.size || at >= blockEnd)) {
      bytes = (await source.from(at, lookAhead)) as typeof bytes;
      blockAt = at;
      if (bytes.length === 0) return bad('the file became shorter');
    }
    const here = at - blockAt;
    const frame = end - at < 4 ? null : mpegFrame(bytes, here);
    const next = at + (frame?.bytes ?? 0);
    const expected = inStep && last !== null && frame !== null && sameStream(last, frame);
    if (inStep && bytes[here] === 0xff && (frame === null ? end - at < 4 : expected && next > end))
      return bad('it ends within a frame');
    if (frame === null || (!expected && !leadsOn(frame, next))) {
      at += 1;
      junk += 1;
      inStep = false;
      if (junk > mostJunk) return bad(frames === 0 ? 'no frames of sound' : `no frames before byte ${at}`);
      continue;
    }
    if (last === null) begin = at;
    const header = last === null ? announcedIn(bytes, here, frame) : null;
    if (header === null) {
      frames += 1;
      seconds += frame.samples / frame.rate;
    }
    announced ??= header;
    inStep = true;
    last = frame;
    at = next;
  }
  if (last === null || frames === 0) return bad('no frames of sound');
  // Some encoders count the header itself as a frame.
  if (announced !== null && announced > frames + 1)
    return bad(`${frames} frames, ${announced} were announced`);
  return ok({ codec: `MPEG ${last.version} Layer ${last.layer}`, seconds, at: [{ from: begin, to: end }] });
};

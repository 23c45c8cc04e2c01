import { createHash } from 'node:crypto';
import { composeMp3 } from '../../simulator/mp3/compose.ts';

/** Frames in the piece that a song is made of. */
const pieceFrames = 80;
/** Seconds in one MP3 frame at 44.1 kHz. */
const frameSeconds = 1152 / 44_100;

/** Songs of about `bytes` bytes, each of its own: one short piece of real music again and again. */
export const createSongs = (bytes: number) => {
  const pieces = new Map<number, Buffer>();
  const piece = (n: number): Buffer => {
    const known = pieces.get(n);
    if (known !== undefined) return known;
    const made = composeMp3(`bench:${n}`, pieceFrames);
    pieces.set(n, made);
    return made;
  };
  const times = (n: number): number => Math.ceil(bytes / piece(n).length);
  return {
    size: (n: number): number => piece(n).length * times(n),
    seconds: (n: number): number => times(n) * pieceFrames * frameSeconds,
    /** The whole song, made anew each time: two hundred of them would not fit into memory. */
    whole: (n: number): Buffer => Buffer.concat(Array.from({ length: times(n) }, () => piece(n))),
  };
};

/** An id in the shape of a UUID for the n-th thing of a kind. */
export const benchId = (kind: string, n: number): string => {
  const hex = createHash('sha256').update(`${kind}:${n}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

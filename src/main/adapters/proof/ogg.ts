import { ok } from '../../../shared/problem.ts';
import { crc32 } from './checksums.ts';
import { bad, nameAt, viewOf, type Stretch, type Walk } from './sound.ts';

/** A page is at most 27 + 255 + 255 * 255 bytes (RFC 3533 6). */
const longestPage = 65_307;
const headBytes = 27;

interface Stream {
  codec: string | null;
  /** Granules a second. */
  rate: number;
  /** Granules at the start that are not played. */
  skip: number;
  granule: number;
  nextPage: number;
  /** Its last page so far ends within a packet, which goes on on the next one. */
  torn: boolean;
  ended: boolean;
  /** What may still be a header that goes on on the next page. */
  unsure: Stretch[];
}

/** What a stream's first packet says: Vorbis I 4.2.2, RFC 7845 5.1 (Opus, always at 48 kHz), and FLAC in Ogg. */
const codecOf = (packet: Uint8Array): Pick<Stream, 'codec' | 'rate' | 'skip'> => {
  const view = viewOf(packet);
  if (nameAt(packet, 0, 7) === '\u0001vorbis' && packet.length >= 16)
    return { codec: 'Vorbis I', rate: view.getUint32(12, true), skip: 0 };
  if (nameAt(packet, 0, 8) === 'OpusHead' && packet.length >= 12)
    return { codec: 'Opus', rate: 48_000, skip: view.getUint16(10, true) };
  if (nameAt(packet, 0, 5) === '\u007fFLAC' && packet.length >= 31)
    return { codec: 'FLAC', rate: view.getUint32(27, false) >>> 12, skip: 0 };
  return { codec: null, rate: 0, skip: 0 };
};

const playedSeconds = (stream: Stream): number =>
  stream.rate === 0 ? 0 : Math.max(0, stream.granule - stream.skip) / stream.rate;

/**
 * Ogg with Vorbis, Opus or FLAC (RFC 3533): pages from the first byte to the last, each with a right checksum, none
 * missing, each stream closed. Streams one after another play one after another; those side by side play together.
 * Whoever records what is sent cannot know its end: a last stream that stands alone may be open, with whole packets.
 */
export const walkOgg: Walk = async (source) => {
  const streams = new Map<number, Stream>();
  let codec: string | null = null;
  let seconds = 0;
  const sounds: Stretch[] = [];
  const closeAll = (): void => {
    seconds += Math.max(0, ...[...streams.values()].map(playedSeconds));
    streams.clear();
  };

  for (let at = 0; at < source.size;) {
    const block = await source.from(at, longestPage);
    let here = 0;
    // Pages that are whole within the block; the rest of it is read again as the start of the next.
    while (here < block.length) {
      const page = block.subarray(here, here + longestPage);
      const isRest = at + block.length >= source.size;
      if (page.length < longestPage && !isRest && here > 0) break;
      const segments = page[26] ?? 0;
      if (nameAt(page, 0) !== 'OggS' || page[4] !== 0 || page.length < headBytes + segments)
        return bad(`no page at byte ${at + here}`);
      const bodyAt = headBytes + segments;
      const length = page.subarray(headBytes, bodyAt).reduce((sum, part) => sum + part, bodyAt);
      if (length > page.length) return bad('it ends within a page');
      const view = viewOf(page);
      const sum = crc32(
        crc32(crc32(0, page, 0, 22), new Uint8Array(4), 0, 4),
        ...([page, headBytes - 1, length] as const),
      );
      if (sum >>> 0 !== view.getUint32(22, true)) return bad(`a damaged page at byte ${at + here}`);

      const flags = page[5] ?? 0;
      const serial = view.getUint32(14, true);
      const number = view.getUint32(18, true);
      if ((flags & 2) !== 0) {
        if (streams.get(serial)?.ended === false) return bad(`a stream starts twice at byte ${at + here}`);
        if ([...streams.values()].every((one) => one.ended)) closeAll();
        const found = codecOf(page.subarray(bodyAt, length));
        codec ??= found.codec;
        streams.set(serial, {
          ...found,
          granule: 0,
          nextPage: number,
          torn: false,
          ended: false,
          unsure: [],
        });
      }
      const stream = streams.get(serial);
      if (stream === undefined || stream.ended || stream.nextPage !== number)
        return bad(`a page is missing before byte ${at + here}`);
      const granule = view.getBigInt64(6, true);
      // Headers, the tags among them, stand on pages of their own, and the last of these is at 0 (Vorbis I A.2, RFC 7845 3).
      if (granule === 0n) stream.unsure = [];
      else stream.unsure.push({ from: at + here + bodyAt, to: at + here + length });
      if (granule > 0n || stream.granule > 0) sounds.push(...stream.unsure.splice(0));
      if (granule > 0n) stream.granule = Number(granule); // -1: no packet ends on this page
      stream.nextPage = (number + 1) >>> 0;
      if (segments > 0) stream.torn = page[bodyAt - 1] === 255; // RFC 3533 6: less than 255 ends a packet
      stream.ended = (flags & 4) !== 0;
      here += length;
    }
    if (here === 0) return bad('the file became shorter');
    at += here;
  }
  const open = [...streams.values()].filter((stream) => !stream.ended);
  if (open.some((stream) => stream.torn || streams.size > 1)) return bad('it ends before its last page');
  closeAll();
  if (codec === null) return bad('no sound that we know in it');
  return seconds > 0 ? ok({ codec, seconds, at: sounds }) : bad('no sound in it');
};

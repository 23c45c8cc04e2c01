import { ok } from '../../../shared/problem.ts';
import { boxesOf, find, inside, numberAt, type Box } from './mp4-boxes.ts';
import { defaultsOf, fragmentSamples, indexFits } from './mp4-fragments.ts';
import { layOut } from './mp4-samples.ts';
import { bad, nameAt, type Walk } from './sound.ts';
import type { Source } from './source.ts';

const codecs: Record<string, string> = {
  mp4a: 'MPEG-4/AAC',
  alac: 'ALAC',
  fLaC: 'FLAC',
  '.mp3': 'MPEG Layer 3',
  'ac-3': 'AC-3',
  'ec-3': 'EAC-3',
};

interface Track {
  id: number;
  codec: string;
  /** Units of time a second. */
  scale: number;
  tables: readonly Box[];
}

/** What a `trak` holds, `null` where it is no sound, `torn` where it should be and does not add up. */
const trackOf = async (source: Source, trak: Box): Promise<Track | null | 'torn'> => {
  const parts = await inside(source, trak);
  const media = await inside(source, find(parts, 'mdia'));
  const hdlr = find(media, 'hdlr');
  if (parts === null || media === null || hdlr === null) return 'torn';
  if (nameAt(await source.from(hdlr.at + 8, 4), 0) !== 'soun') return null;

  const tkhd = find(parts, 'tkhd');
  const mdhd = find(media, 'mdhd');
  // Version 1 has dates of 64 bits before what we want (8.3.2, 8.4.2).
  const wide = async (box: Box | null): Promise<boolean> =>
    ((await numberAt(source, box, 0)) ?? 0) >>> 24 === 1;
  const id = await numberAt(source, tkhd, (await wide(tkhd)) ? 20 : 12);
  const scale = await numberAt(source, mdhd, (await wide(mdhd)) ? 20 : 12);
  const tables = await inside(source, find(media, 'minf'), 'stbl');
  const stsd = find(tables, 'stsd');
  if (id === null || scale === null || scale === 0 || tables === null || stsd === null) return 'torn';
  const format = nameAt(await source.from(stsd.at + 12, 4), 0);
  return { id, codec: codecs[format] ?? format.trim(), scale, tables };
};

/**
 * MP4 (ISO/IEC 14496-12): boxes that fill the file, a track of sound, and all its samples within the file, whether
 * they lie in one piece or in fragments. What is within the samples only a decoder could tell. A few stray bytes behind
 * the last box do no harm where one table speaks of all sound; they might be what is left of another fragment else.
 */
export const walkMp4: Walk = async (source) => {
  const whole = await boxesOf(source);
  if (whole === null) return bad('its boxes do not add up: cut off or damaged');
  const { boxes, stray } = whole;
  const movie = await inside(source, find(boxes, 'moov'));
  if (movie === null) return bad('no table of contents, or a damaged one');
  const media = boxes.filter((box) => box.type === 'mdat');
  const fragments = boxes.filter((box) => box.type === 'moof');
  for (const index of boxes.filter((box) => box.type === 'sidx'))
    if (!(await indexFits(source, index))) return bad('fragments are missing at its end');

  const mvex = find(movie, 'mvex');
  if (stray > 0 && (mvex !== null || fragments.length > 0)) return bad('it ends within a fragment');
  const extension = await inside(source, mvex);
  const general = new Map<number, { duration: number; bytes: number }>();
  for (const trex of extension?.filter((box) => box.type === 'trex') ?? []) {
    const defaults = await defaultsOf(source, trex);
    general.set(defaults.track, defaults);
  }

  let best: { codec: string; seconds: number } | null = null;
  for (const trak of movie.filter((box) => box.type === 'trak')) {
    const track = await trackOf(source, trak);
    if (track === 'torn') return bad('a damaged track');
    if (track === null) continue;
    if (/^(enca|drm)/.test(track.codec)) return bad('the sound is encrypted');
    const laid = await layOut(source, track.tables, media);
    if (laid.fault !== null) return bad(laid.fault);
    let duration = laid.duration;
    for (const moof of fragments) {
      const defaults = general.get(track.id) ?? { duration: 0, bytes: 0 };
      const part = await fragmentSamples(source, moof, track.id, defaults);
      if (part.fault !== null) return bad(part.fault);
      duration += part.duration;
    }
    const seconds = duration / track.scale;
    if (best === null || seconds > best.seconds) best = { codec: track.codec, seconds };
  }
  if (best === null) return bad('no track of sound in it');
  if (best.seconds === 0) return bad('no sound in it');
  return ok({ ...best, at: media.map((box) => ({ from: box.at, to: box.end })) });
};

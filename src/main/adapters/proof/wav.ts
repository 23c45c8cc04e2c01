import { ok } from '../../../shared/problem.ts';
import { bad, nameAt, viewOf, type Walk } from './sound.ts';

interface Format {
  codec: string;
  bytesPerSecond: number;
  /** Bytes of one sample in all channels; 1 where the sound is packed, whose last block may be short. */
  block: number;
}

const codecs: Record<number, string> = {
  0x01: 'PCM',
  0x02: 'ADPCM',
  0x03: 'IEEE_FLOAT',
  0x06: 'ALAW',
  0x07: 'MULAW',
  0x11: 'IMA ADPCM',
  0x55: 'MPEG Layer 3',
};

/** The `fmt ` chunk, or null where its numbers make no sense. */
const formatOf = (bytes: Uint8Array): Format | null => {
  if (bytes.length < 16) return null;
  const view = viewOf(bytes);
  const outer = view.getUint16(0, true);
  // "Extensible": the real format is the start of a GUID further on.
  const code = outer === 0xfffe && bytes.length >= 26 ? view.getUint16(24, true) : outer;
  const channels = view.getUint16(2, true);
  const rate = view.getUint32(4, true);
  const bytesPerSecond = view.getUint32(8, true);
  const block = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  if (channels === 0 || rate === 0 || bytesPerSecond === 0 || block === 0) return null;
  const plain = code === 1 || code === 3;
  if (plain && (block !== channels * Math.ceil(bits / 8) || bytesPerSecond !== block * rate)) return null;
  const packed = !plain && code !== 6 && code !== 7;
  return { codec: codecs[code] ?? `format ${code}`, bytesPerSecond, block: packed ? 1 : block };
};

/** Sizes that a writer leaves which cannot go back: the sound reaches to the end. */
const isOpen = (bytes: number): boolean => bytes === 0 || bytes === 0xffffffff;

/** WAV: chunks that fit into the file (RIFF, Microsoft and IBM 1991), a format that makes sense, whole blocks of sound. */
export const walkWav: Walk = async (source) => {
  const { size } = source;
  const head = await source.from(0, 12);
  if (head.length < 12 || nameAt(head, 0) !== 'RIFF' || nameAt(head, 8) !== 'WAVE') return bad('no WAV');
  const announced = viewOf(head).getUint32(4, true);
  const streamed = isOpen(announced);
  if (!streamed && announced + 8 > size) return bad(`${size} bytes, ${announced + 8} were announced`);
  const end = streamed ? size : announced + 8;

  let format: Format | null = null;
  let sound: number | null = null;
  let soundAt = 0;
  for (let at = 12; at + 8 <= end && sound === null;) {
    const bytes = await source.from(at, 8 + 40);
    const name = nameAt(bytes, 0);
    const length = viewOf(bytes).getUint32(4, true);
    const open = name === 'data' && streamed && isOpen(length);
    if (!open && at + 8 + length > end) return bad(`it ends within its ${JSON.stringify(name)}`);
    if (name === 'fmt ') {
      format = formatOf(bytes.subarray(8, 8 + Math.min(length, 40)));
      if (format === null) return bad('a format that makes no sense');
    }
    if (name === 'data') {
      sound = open ? size - at - 8 : length;
      soundAt = at + 8;
    }
    at += 8 + length + (length % 2);
  }
  if (format === null || sound === null || sound === 0) return bad('no sound in it');
  if (sound % format.block !== 0) return bad('it ends within a block');
  const seconds = sound / format.bytesPerSecond;
  return ok({ codec: format.codec, seconds, at: [{ from: soundAt, to: soundAt + sound }] });
};

import { fail, ok, type Result } from '../../../shared/problem.ts';
import { nameAt, viewOf } from '../proof/sound.ts';
import type { Source } from '../proof/source.ts';
import type { Pcm } from './pcm.ts';

interface Format {
  /** 1: whole numbers, 3: fractions. */
  code: number;
  channels: number;
  rate: number;
  /** Of one sample. */
  bytes: number;
}

type Read = (view: DataView, at: number) => number;

/** How a sample is read, full scale as 1. Eight bits have no sign (RIFF, Microsoft and IBM 1991). */
const readers: Readonly<Record<string, Read>> = {
  '1/1': (view, at) => view.getUint8(at) / 128 - 1,
  '1/2': (view, at) => view.getInt16(at, true) / 32768,
  '1/3': (view, at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 8388608,
  '1/4': (view, at) => view.getInt32(at, true) / 2147483648,
  '3/4': (view, at) => view.getFloat32(at, true),
  '3/8': (view, at) => view.getFloat64(at, true),
};

const formatOf = (bytes: Uint8Array): Format | null => {
  if (bytes.length < 16) return null;
  const view = viewOf(bytes);
  const outer = view.getUint16(0, true);
  const code = outer === 0xfffe && bytes.length >= 26 ? view.getUint16(24, true) : outer;
  const channels = view.getUint16(2, true);
  const bits = view.getUint16(14, true);
  return { code, channels, rate: view.getUint32(4, true), bytes: Math.ceil(bits / 8) };
};

/** Finds format and sound of a WAV; `sound` ends where the file does if no size was kept. */
const parts = async (source: Source): Promise<{ format: Format | null; from: number; to: number }> => {
  let format: Format | null = null;
  for (let at = 12; at + 8 <= source.size;) {
    const bytes = await source.from(at, 48);
    const name = nameAt(bytes, 0);
    const length = viewOf(bytes).getUint32(4, true);
    if (name === 'fmt ') format = formatOf(bytes.subarray(8, 8 + Math.min(length, 40)));
    if (name === 'data') {
      const to = length === 0 ? source.size : Math.min(source.size, at + 8 + length);
      return { format, from: at + 8, to };
    }
    at += 8 + length + (length % 2);
  }
  return { format, from: 0, to: 0 };
};

/** Decodes WAV with plain samples. Problem: no_decoder for packed ones, and for more than two channels. */
export const decodeWav = async (source: Source, give: (pcm: Pcm) => void): Promise<Result<void>> => {
  const { format, from, to } = await parts(source);
  const read = format === null ? undefined : readers[`${format.code}/${format.bytes}`];
  if (format === null || read === undefined || format.rate === 0)
    return fail('no_decoder', { detail: `WAV of format ${format?.code ?? 'unknown'}` });
  const { channels, rate, bytes } = format;
  if (channels !== 1 && channels !== 2) return fail('no_decoder', { detail: `${channels} channels` });
  const frame = channels * bytes;
  for (let at = from; at + frame <= to;) {
    const block = (await source.from(at, frame)).subarray(0, to - at);
    const count = Math.floor(block.length / frame) * channels;
    if (count === 0) return fail('bad_audio', { detail: 'it became shorter while it was read' });
    const view = viewOf(block);
    give({ samples: Float32Array.from({ length: count }, (_, n) => read(view, n * bytes)), channels, rate });
    at += count * bytes;
  }
  return ok(undefined);
};

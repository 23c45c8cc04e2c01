import { bitWriter } from './bits.ts';
import { quantise, writeMain, writeSide } from './granule.ts';

/** MPEG-1 Layer III, 44.1 kHz, mono, 96 kbit/s, no CRC. */
const HEADER = 0xfffb7000;
const MONO = 0xc0;
const PADDING = 0x200;
const BIT_RATE = 96_000;
const RATE = 44_100;
/** Header and the side information of a mono frame. */
const FIXED = 4 + 17;
/** Lines quieter than this stay silent: about 80 dB under full scale. */
const FLOOR = 1e-4;

/** Fills in the 576 lines of a granule; full scale is 1. */
export type Lines = (granule: number, lines: Float64Array) => void;

const emptyFrame = (size: number, padded: boolean): Buffer => {
  const frame = Buffer.alloc(size);
  frame.writeUInt32BE((HEADER | MONO | (padded ? PADDING : 0)) >>> 0, 0);
  return frame;
};

/** Tells players the number of frames and bytes, so that they need not guess the length. It is no sound. */
const infoFrame = (size: number, frames: number, bytes: number): Buffer => {
  const frame = emptyFrame(size, false);
  frame.write('Info', FIXED, 'latin1');
  frame.writeUInt32BE(3, FIXED + 4);
  frame.writeUInt32BE(frames, FIXED + 8);
  frame.writeUInt32BE(bytes, FIXED + 12);
  return frame;
};

/**
 * Writes a whole MP3 file of `frames` frames of 1152 samples: constant bit rate, every frame on its own
 * (no bit reservoir), so that it can be cut anywhere.
 */
export const writeMp3 = (frames: number, fill: Lines): Buffer => {
  const lines = new Float64Array(576);
  const exact = (144 * BIT_RATE) / RATE;
  const small = Math.floor(exact);
  const parts: Buffer[] = [];
  let written = 0;
  for (let index = 0; index < frames; index += 1) {
    const size = Math.floor(exact * (index + 1)) - Math.floor(exact * index);
    const frame = emptyFrame(size, size > small);
    const room = (size - FIXED) * 8;
    const take = (granule: number, bits: number): ReturnType<typeof quantise> => {
      lines.fill(0);
      fill(granule, lines);
      return quantise(lines, Math.min(bits, 4095), FLOOR);
    };
    // The first may take three fifths; what it leaves over is the second's.
    const first = take(index * 2, Math.floor(room * 0.6));
    const second = take(index * 2 + 1, room - first.bits);
    const side = bitWriter(frame, 4);
    // main_data_begin 9, private_bits 5, scfsi 4: all zero.
    side.put(0, 18);
    writeSide(side, first);
    writeSide(side, second);
    const main = bitWriter(frame, FIXED);
    writeMain(main, first);
    writeMain(main, second);
    parts.push(frame);
    written += size;
  }
  return Buffer.concat([infoFrame(small, frames, written + small), ...parts]);
};

import { type Biquad, kWeighting } from './k-weighting.ts';
import type { Pcm } from './pcm.ts';

/** Integrated loudness by ITU-R BS.1770-4, annex 1, as EBU R 128 takes it over. */
export interface Loudness {
  add(pcm: Pcm): void;
  /** LUFS; null where nothing is loud enough to count (silence, or less than 0.4 s). */
  integrated(): number | null;
}

/** A block is 400 ms, the next begins 100 ms later: sums over tenths of a second are all that is kept. */
const perSecond = 10;
const stepsInBlock = 4;
/** LUFS. */
const absoluteGate = -70;
/** LU below what passes the absolute gate. */
const relativeGate = -10;

const lufsOf = (power: number): number => -0.691 + 10 * Math.log10(power);
const powerOf = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** One channel through both filters; gives the sum of its squares. Transposed direct form II, state kept between calls. */
const createChannel = (rate: number) => {
  const { shelf, highPass }: { shelf: Biquad; highPass: Biquad } = kWeighting(rate);
  let [s1, s2, h1, h2] = [0, 0, 0, 0];
  return (samples: Float32Array, from: number, to: number, stride: number): number => {
    let sum = 0;
    for (let at = from; at < to; at += stride) {
      const x = samples[at] ?? 0;
      const y = shelf.b0 * x + s1;
      s1 = shelf.b1 * x - shelf.a1 * y + s2;
      s2 = shelf.b2 * x - shelf.a2 * y;
      const z = highPass.b0 * y + h1;
      h1 = highPass.b1 * y - highPass.a1 * z + h2;
      h2 = highPass.b2 * y - highPass.a2 * z;
      sum += z * z;
    }
    return sum;
  };
};

export const createLoudness = (): Loudness => {
  /** Mean square of all channels together, for each tenth of a second. */
  const steps: number[] = [];
  let rate = 0;
  let channels: ReturnType<typeof createChannel>[] = [];
  let sum = 0;
  let frames = 0;

  const begin = (pcm: Pcm): void => {
    if (pcm.rate === rate && pcm.channels === channels.length) return;
    rate = pcm.rate;
    channels = Array.from({ length: pcm.channels }, () => createChannel(rate));
    sum = 0;
    frames = 0;
  };

  return {
    add(pcm) {
      begin(pcm);
      const { samples } = pcm;
      const stride = channels.length;
      const total = Math.floor(samples.length / stride);
      const inStep = Math.max(1, Math.round(rate / perSecond));
      for (let at = 0; at < total;) {
        const end = Math.min(total, at + inStep - frames);
        channels.forEach((weigh, channel) => {
          sum += weigh(samples, at * stride + channel, end * stride, stride);
        });
        frames += end - at;
        at = end;
        if (frames < inStep) continue;
        // One channel alone is heard from both sides of a pair of speakers.
        steps.push(((channels.length === 1 ? 2 : 1) * sum) / inStep);
        sum = 0;
        frames = 0;
      }
    },
    integrated() {
      const blocks = steps
        .slice(stepsInBlock - 1)
        .map((_, at) => mean(steps.slice(at, at + stepsInBlock)))
        .filter((power) => power > powerOf(absoluteGate));
      if (blocks.length === 0) return null;
      const gate = mean(blocks) * 10 ** (relativeGate / 10);
      return lufsOf(mean(blocks.filter((power) => power > gate)));
    },
  };
};

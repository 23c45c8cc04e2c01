import type { Pcm } from './pcm.ts';

/** How loud a clip is over its length, for drawing. */
export interface Bars {
  add(pcm: Pcm): void;
  /** One byte for each bar, whatever the length; empty where nothing was added. */
  bars(count: number): Uint8Array;
  /** Seconds of what was added. */
  seconds(): number;
}

/** Stretches of sound that are kept until the length is known, a second. */
const perSecond = 100;

export const createBars = (): Bars => {
  const powers: number[] = [];
  let seconds = 0;
  let sum = 0;
  let count = 0;

  return {
    add({ samples, channels, rate }) {
      const stretch = Math.max(1, Math.round(rate / perSecond)) * channels;
      for (let at = 0; at < samples.length; at += 1) {
        const sample = samples[at] ?? 0;
        sum += sample * sample;
        count += 1;
        if (count < stretch) continue;
        powers.push(sum / count);
        sum = 0;
        count = 0;
      }
      seconds += samples.length / channels / rate;
    },
    bars(bars) {
      if (powers.length === 0) return new Uint8Array(0);
      return Uint8Array.from({ length: bars }, (_, bar) => {
        const from = Math.floor((bar * powers.length) / bars);
        const to = Math.max(from + 1, Math.floor(((bar + 1) * powers.length) / bars));
        const stretch = powers.slice(from, to);
        const power = stretch.reduce((total, value) => total + value, 0) / stretch.length;
        // The root of the RMS: soft passages keep some steps of the 256.
        return Math.min(255, Math.round(255 * power ** 0.25));
      });
    },
    seconds: () => seconds,
  };
};

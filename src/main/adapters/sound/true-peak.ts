import type { Pcm } from './pcm.ts';

/** The highest point of the wave between its samples too, by ITU-R BS.1770-4, annex 2: four times as many samples. */
export interface TruePeak {
  add(pcm: Pcm): void;
  /** dBTP; null for digital silence. */
  peak(): number | null;
}

/** Of the table in annex 2 the first and the second phase; the other two are these, backwards. */
const first = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
  0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
];
const second = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
];
const taps = first.length;
const phases = [first, second].map((phase) => Float64Array.from(phase));
/** What the two samples in the middle of a row weigh at most, and all others together. */
const middle = taps / 2;
const weightOf = (phase: readonly number[]): number => phase.reduce((sum, tap) => sum + Math.abs(tap), 0);
const inMiddle = Math.max(...[first, second].map((phase) => weightOf(phase.slice(middle - 1, middle + 1))));
const around = Math.max(
  ...[first, second].map((phase) => weightOf(phase) - weightOf(phase.slice(middle - 1, middle + 1))),
);

/** The higher of the four points that follow the middle of the row that begins at `at`. */
const between = (row: Float64Array, at: number): number => {
  let highest = 0;
  for (const phase of phases) {
    let forwards = 0;
    let backwards = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const weight = phase[tap] ?? 0;
      forwards += weight * (row[at + taps - 1 - tap] ?? 0);
      backwards += weight * (row[at + tap] ?? 0);
    }
    highest = Math.max(highest, Math.abs(forwards), Math.abs(backwards));
  }
  return highest;
};

/** One channel: `add` goes over every `stride`th sample and gives the peak so far. */
const createChannel = () => {
  /** What the last call left for the first rows of the next. */
  let before = new Float64Array(taps - 1);
  let peak = 0;
  return (samples: Float32Array, from: number, stride: number): number => {
    const count = Math.ceil((samples.length - from) / stride);
    const row = new Float64Array(taps - 1 + count);
    row.set(before);
    for (let at = 0; at < count; at += 1) row[taps - 1 + at] = samples[from + at * stride] ?? 0;
    /** No sample of the row that begins at `at` is louder; looked up anew when the one that was has left it. */
    let loudest = Infinity;
    let until = 0;
    for (let at = 0; at < count; at += 1) {
      const level = Math.abs(row[at + taps - 1] ?? 0);
      if (level >= loudest) {
        loudest = level;
        until = at + taps;
      } else if (at >= until) {
        loudest = 0;
        for (let tap = 0; tap < taps; tap += 1) loudest = Math.max(loudest, Math.abs(row[at + tap] ?? 0));
        until = at + 1;
      }
      if (level > peak) peak = level;
      // What lies between such samples cannot be higher: most of music ends here.
      const near = Math.max(Math.abs(row[at + middle - 1] ?? 0), Math.abs(row[at + middle] ?? 0));
      if (near * inMiddle + loudest * around > peak) peak = Math.max(peak, between(row, at));
    }
    before = row.slice(count);
    return peak;
  };
};

export const createTruePeak = (): TruePeak => {
  const channels = [createChannel(), createChannel()];
  let peak = 0;
  return {
    add({ samples, channels: stride }) {
      channels.slice(0, stride).forEach((channel, from) => {
        peak = Math.max(peak, channel(samples, from, stride));
      });
    },
    peak: () => (peak > 0 ? 20 * Math.log10(peak) : null),
  };
};

/**
 * What a steady sine looks like after the analysis side of Layer III (32 subbands, then 18 lines each).
 * A sine stays a sine: from one granule to the next only its phase moves on. So one complex number per line
 * says everything, and music can be written as a sum of such tones without ever making samples.
 */
export interface Tone {
  /** The first of the lines that it is heard in. */
  start: number;
  re: Float64Array;
  im: Float64Array;
  /** Radians from one granule to the next, with their cosine and sine. */
  turn: number;
  cos: number;
  sin: number;
}

const TAPS = 512;
const SLOTS = 36;
const LINES = 18;
const RATE = 44_100;

/** Modified Bessel function of order 0, by its series. */
const bessel = (x: number): number => {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 40; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

/**
 * A low-pass close to the standard's own: a Kaiser window on a sinc, with the cut set so that neighbouring
 * subbands meet at -3 dB, which is what makes their aliases cancel in the decoder.
 */
const prototype = (): Float64Array => {
  const beta = 9.6;
  const make = (cut: number): Float64Array =>
    Float64Array.from({ length: TAPS }, (_, i) => {
      const x = i - TAPS / 2;
      const sinc = x === 0 ? cut / Math.PI : Math.sin(cut * x) / (Math.PI * x);
      return (sinc * bessel(beta * Math.sqrt(Math.max(0, 1 - (x / (TAPS / 2)) ** 2)))) / bessel(beta);
    });
  const at = (taps: Float64Array, angle: number): number =>
    taps.reduce((sum, tap, i) => sum + tap * Math.cos(angle * (i - TAPS / 2)), 0);
  let low = Math.PI / 128;
  let high = Math.PI / 32;
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2;
    const taps = make(middle);
    if (at(taps, Math.PI / 64) / at(taps, 0) < Math.SQRT1_2) low = middle;
    else high = middle;
  }
  const taps = make(low);
  const sum = at(taps, 0);
  return taps.map((tap) => (2 * tap) / sum);
};

/** Alias reduction (ISO/IEC 11172-3, table B.9). */
const butterflies = [-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037].map((c) => ({
  cs: 1 / Math.sqrt(1 + c * c),
  ca: c / Math.sqrt(1 + c * c),
}));

const taps = prototype();

/** Window and cosine of the MDCT in one, per line and slot, scaled for the decoder's inverse. */
const kernel = Array.from({ length: LINES }, (_, line) =>
  Float64Array.from(
    { length: SLOTS },
    (__, slot) =>
      (Math.sin((Math.PI / 36) * (slot + 0.5)) *
        Math.cos((Math.PI / 72) * (2 * slot + 1 + LINES) * (2 * line + 1))) /
      9,
  ),
);

/** Makes tones. */
export const createToneMaker = (): ((frequency: number) => Tone) => {
  const subband = (band: number, angle: number): [number, number] => {
    let re = 0;
    let im = 0;
    for (let i = 0; i < TAPS; i += 1) {
      const tap = (taps[i] ?? 0) * Math.cos(((2 * band + 1) * (i - 16) * Math.PI) / 64);
      re += tap * Math.cos(angle * i);
      im -= tap * Math.sin(angle * i);
    }
    return [re, im];
  };

  return (frequency) => {
    const angle = (2 * Math.PI * frequency) / RATE;
    const centre = Math.floor((frequency / (RATE / 2)) * 32);
    const from = Math.max(0, centre - 1);
    const bands = Math.min(31, centre + 1) - from + 1;
    const re = new Float64Array(bands * LINES);
    const im = new Float64Array(bands * LINES);
    for (let index = 0; index < bands; index += 1) {
      const band = from + index;
      const [gr, gi] = subband(band, angle);
      for (let slot = 0; slot < SLOTS; slot += 1) {
        // Odd slots of odd subbands are turned over (2.4.3.4, frequency inversion).
        const sign = band % 2 === 1 && slot % 2 === 1 ? -1 : 1;
        const cos = sign * Math.cos(angle * 32 * slot);
        const sin = sign * Math.sin(angle * 32 * slot);
        for (let line = 0; line < LINES; line += 1) {
          const weight = kernel[line]?.[slot] ?? 0;
          const at = index * LINES + line;
          re[at] = (re[at] ?? 0) + weight * (gr * cos - gi * sin);
          im[at] = (im[at] ?? 0) + weight * (gr * sin + gi * cos);
        }
      }
    }
    for (const part of [re, im]) {
      for (let edge = LINES; edge < part.length; edge += LINES) {
        butterflies.forEach(({ cs, ca }, i) => {
          const up = part[edge - 1 - i] ?? 0;
          const down = part[edge + i] ?? 0;
          part[edge - 1 - i] = up * cs + down * ca;
          part[edge + i] = down * cs - up * ca;
        });
      }
    }
    return trim(from * LINES, re, im, angle * 576);
  };
};

/** Leaves out the lines at both ends in which hardly anything is left (-54 dB of the loudest). */
const trim = (start: number, re: Float64Array, im: Float64Array, turn: number): Tone => {
  const size = re.map((value, i) => Math.hypot(value, im[i] ?? 0));
  const least = Math.max(...size) * 2e-3;
  const first = size.findIndex((value) => value > least);
  let last = size.length - 1;
  while (last > first && (size[last] ?? 0) <= least) last -= 1;
  return {
    start: start + first,
    re: re.slice(first, last + 1),
    im: im.slice(first, last + 1),
    turn,
    cos: Math.cos(turn),
    sin: Math.sin(turn),
  };
};

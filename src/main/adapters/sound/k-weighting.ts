/** A filter of second order: y = b0·x + b1·x₁ + b2·x₂ − a1·y₁ − a2·y₂. */
export interface Biquad {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** ITU-R BS.1770-4, table 1: a shelf for what the head does to sound. Its numbers hold at 48 kHz only. */
const shelf = { frequency: 1681.974450955533, gain: 3.999843853973347, q: 0.7071752369554196 };
/** The same, table 2: a high-pass, as one hears low notes less. */
const highPass = { frequency: 38.13547087602444, q: 0.5003270373238773 };
/** Makes the gain in the middle of the shelf what table 1 has. */
const bandExponent = 0.4996667741545416;

/**
 * The two filters for any rate (Hz). The standard prints numbers for 48 kHz and asks for the same response at others; the
 * frequencies and qualities above are those of the analogue filters whose bilinear transform at 48 kHz gives its numbers.
 */
export const kWeighting = (rate: number): { shelf: Biquad; highPass: Biquad } => {
  const k = Math.tan((Math.PI * shelf.frequency) / rate);
  const high = 10 ** (shelf.gain / 20);
  const band = high ** bandExponent;
  const a0 = 1 + k / shelf.q + k * k;
  const l = Math.tan((Math.PI * highPass.frequency) / rate);
  const c0 = 1 + l / highPass.q + l * l;
  return {
    shelf: {
      b0: (high + (band * k) / shelf.q + k * k) / a0,
      b1: (2 * (k * k - high)) / a0,
      b2: (high - (band * k) / shelf.q + k * k) / a0,
      a1: (2 * (k * k - 1)) / a0,
      a2: (1 - k / shelf.q + k * k) / a0,
    },
    highPass: {
      ...{ b0: 1, b1: -2, b2: 1 },
      a1: (2 * (l * l - 1)) / c0,
      a2: (1 - l / highPass.q + l * l) / c0,
    },
  };
};

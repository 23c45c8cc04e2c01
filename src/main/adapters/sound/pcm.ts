/** A stretch of decoded sound: samples of all channels in turn (left, right, left, …), full scale is 1. */
export interface Pcm {
  samples: Float32Array;
  /** 1 or 2. */
  channels: number;
  /** Frames a second. */
  rate: number;
}

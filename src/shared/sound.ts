import * as v from 'valibot';
import { problemSchema } from './problem.ts';

/**
 * What a clip sounds like. measured: see `bars` below; due: it is measured in the background, sooner for being asked for;
 * failed: this file cannot be measured, and why.
 */
export const clipSoundSchema = v.variant('state', [
  v.object({
    state: v.literal('measured'),
    /** How loud it is over its length: one byte a bar, as base64; see `readBars`. */
    bars: v.string(),
    /** Integrated, in LUFS; null for silence. */
    loudness: v.nullable(v.number()),
    /** True peak, in dBTP; null for digital silence. */
    peak: v.nullable(v.number()),
  }),
  v.object({ state: v.literal('due') }),
  v.object({ state: v.literal('failed'), problem: problemSchema }),
]);
export type ClipSound = v.InferOutput<typeof clipSoundSchema>;
export type MeasuredSound = Extract<ClipSound, { state: 'measured' }>;

/**
 * The loudness that all clips are played at, in LUFS. A player can only turn down: with louder targets, quiet music would
 * stay behind. This is the one of ReplayGain 2, which nearly all finished songs reach.
 */
export const evenTarget = -18;
/** No peak is played louder than this, in dBTP: a converter behind it may add a little. */
export const highestPeak = -1;

/** How much a clip is turned down for even loudness, in dB, at most 0. */
export const evenGain = ({ loudness, peak }: Pick<MeasuredSound, 'loudness' | 'peak'>): number =>
  Math.min(0, evenTarget - (loudness ?? evenTarget), highestPeak - (peak ?? highestPeak));

/** A gain in dB as a factor for the volume. */
const factorOf = (gain: number): number => 10 ** (gain / 20);

/** The same as a factor for the volume, 0 to 1. */
export const evenFactor = (sound: Pick<MeasuredSound, 'loudness' | 'peak'>): number =>
  factorOf(evenGain(sound));

/**
 * Factors for the volume, 0 to 1, with which clips are heard equally loud: as for even loudness, and then all turned down
 * to the softest of them. Silence is left as it is. null where one of them is not measured: then nothing can be matched.
 */
export const matchedFactors = (sounds: readonly (ClipSound | null | undefined)[]): number[] | null => {
  const measured = sounds.filter((sound) => sound?.state === 'measured');
  if (measured.length < sounds.length) return null;
  const reached = measured.map((sound) => (sound.loudness ?? Infinity) + evenGain(sound));
  const softest = Math.min(...reached);
  return measured.map((sound, at) =>
    factorOf(evenGain(sound) - (Number.isFinite(reached[at]) ? (reached[at] ?? 0) - softest : 0)),
  );
};

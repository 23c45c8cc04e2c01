import { untrack } from 'svelte';
import type { Heard } from '../../player/media-keys.svelte.ts';
import { t } from '../../ui/text.ts';
import { letterOf, type PairTable, titleOf } from './pair-table.svelte.ts';

/**
 * What media keys do at the pair table: from clip to clip of the pair, and past its ends to the pairs around it. Reads runes.
 * `inTurn` does one step after the other.
 */
export const pairHeard = (table: PairTable, inTurn: (step: () => Promise<void>) => void): Heard => {
  const { sound } = table;
  const clip = () => table.takeOn(sound.heard)?.clip ?? null;
  return {
    get current() {
      return clip();
    },
    get name() {
      return t.pairs.side(letterOf(table.onTable[sound.heard]), titleOf(clip()));
    },
    get playing() {
      return sound.playing;
    },
    get position() {
      return sound.position;
    },
    get place() {
      void sound.jumps;
      return { position: untrack(() => sound.position), length: sound.durations[sound.heard] };
    },
    play() {
      if (!sound.playing) table.toggle();
    },
    pause: () => sound.pause(),
    next: () => inTurn(() => table.skip(1)),
    previous: () => inTurn(() => table.skip(-1)),
    seek: (seconds) => sound.seek(seconds),
  };
};

import { createContext } from 'svelte';
import type { Clip } from '../../shared/clip.ts';

/** What can be heard, as the system's media keys and media panel have to do with it. */
export interface Heard {
  readonly current: Clip | null;
  /** How the panel names it, where it is not by the clip's own title. */
  readonly name?: string;
  readonly playing: boolean;
  /** Seconds from the start. */
  readonly position: number;
  /**
   * Where it is since it was last sought or switched, and how long it is, in seconds; left out where the system sees that by
   * itself. Of two sounds that run side by side it knows neither's.
   */
  readonly place?: { readonly position: number; readonly length: number };
  play(): void;
  pause(): void;
  next(): unknown;
  previous(): unknown;
  /** Seconds from the start. */
  seek(seconds: number): void;
}

/** For whom the system's media keys are: for the player, or for what was lent them while it is heard instead. */
export class MediaKeys {
  #guest = $state.raw<Heard | null>(null);
  #player: Heard;

  constructor(player: Heard) {
    this.#player = player;
  }

  get heard(): Heard {
    return this.#guest !== null && this.#guest.current !== null ? this.#guest : this.#player;
  }

  lendTo(guest: Heard): void {
    this.#guest = guest;
  }

  /** The keys are the player's again. */
  takeBack(): void {
    this.#guest = null;
  }
}

/** `useMediaKeys()` in a component under the one that called `provideMediaKeys(keys)`. */
export const [useMediaKeys, provideMediaKeys] = createContext<MediaKeys>();

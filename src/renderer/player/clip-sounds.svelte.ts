import { createContext, untrack } from 'svelte';
import type { ClipSound } from '../../shared/sound.ts';

/** What the clip that plays sounds like: asked for when it comes, and once more whenever something was measured until it is. */
export class ClipSounds {
  #known = $state.raw<{ id: string; sound: ClipSound | null } | null>(null);
  /** What was looked for last. */
  #id: string | null = null;
  #version = 0;
  #ask: (id: string) => Promise<ClipSound | null>;

  constructor(ask: (id: string) => Promise<ClipSound | null>) {
    this.#ask = ask;
  }

  /** undefined while it is not known; null for a clip that is not in the library, or could not be asked for. */
  of(id: string | undefined): ClipSound | null | undefined {
    return this.#known !== null && this.#known.id === id ? this.#known.sound : undefined;
  }

  /** Call with the clip's id after each change of it or of `version` (the snapshot's `sounds`). */
  look(id: string | null, version: number): void {
    const isNew = id !== this.#id;
    this.#id = id;
    this.#version = version;
    if (id !== null && (isNew || untrack(() => this.of(id)?.state === 'due'))) void this.#fetch(id, version);
  }

  async #fetch(id: string, version: number): Promise<void> {
    const sound = await this.#ask(id);
    if (this.#id !== id) return;
    this.#known = { id, sound };
    // Measured while it was asked for.
    if (sound?.state === 'due' && this.#version !== version) await this.#fetch(id, this.#version);
  }
}

/** `useSounds()` in a component under the one that called `provideSounds(sounds)`. */
export const [useSounds, provideSounds] = createContext<ClipSounds>();

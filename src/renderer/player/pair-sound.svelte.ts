import { audioUrl } from '../../shared/clip.ts';
import type { AudioEngine } from './audio-engine.ts';

export type Side = 0 | 1;
/** empty: nothing is there to be heard; opening, ready; failed: the file is missing or cannot be played. */
export type SideState = 'empty' | 'opening' | 'ready' | 'failed';

/** As in the player: nobody can seek closer to the end than this many seconds. */
const endRoom = 0.25;
/** Sounds that are apart by less than this (seconds) count as being at the same second; a seek would be heard more. */
const together = 0.06;

/** Two sounds that run side by side, one of them heard. Both play; the other one is silent, so that switching is at once. */
export class PairSound {
  heard = $state<Side>(0);
  playing = $state(false);
  /** Seconds from the start, of what is heard. */
  position = $state(0);
  states = $state.raw<readonly [SideState, SideState]>(['empty', 'empty']);
  /** Seconds; the file's own once it is open. */
  durations = $state.raw<readonly [number, number]>([0, 0]);

  #engines: readonly [AudioEngine, AudioEngine];
  #ids: [string | null, string | null] = [null, null];
  #factors: readonly [number, number] = [1, 1];
  #volume = 1;

  constructor(create: () => AudioEngine) {
    this.#engines = [create(), create()];
  }

  idOf(side: Side): string | null {
    return this.#ids[side];
  }

  canHear(side: Side): boolean {
    return this.states[side] === 'opening' || this.states[side] === 'ready';
  }

  /** Puts a clip on a side, at the second where the other one is; null takes away what is there. */
  put(side: Side, clip: { id: string; duration: number } | null): void {
    const engine = this.#engines[side];
    const position = this.#now();
    this.#ids[side] = clip?.id ?? null;
    this.#setDuration(side, clip?.duration ?? 0);
    engine.close();
    if (clip === null) {
      this.#setState(side, 'empty');
      if (side !== this.heard) return;
      // What goes while it is heard leaves the word to the other one.
      this.position = position;
      const other = side === 0 ? 1 : 0;
      if (this.canHear(other)) this.hear(other);
      else this.playing = false;
      return;
    }
    this.#setState(side, 'opening');
    this.#tell();
    engine.open(
      audioUrl(clip.id),
      {
        loaded: (duration) => {
          if (Number.isFinite(duration) && duration > 0) this.#setDuration(side, duration);
          this.#setState(side, 'ready');
        },
        playing: () => this.#setState(side, 'ready'),
        paused: () => undefined,
        ended: () => this.#ended(side),
        failed: () => this.#failed(side),
      },
      false,
    );
    if (position > 0) engine.seek(this.#within(side, position));
    if (this.playing) engine.play();
  }

  /** A pair comes onto the table: from its start on. */
  rewind(): void {
    this.position = 0;
    for (const side of [0, 1] as const) if (this.canHear(side)) this.#engines[side].seek(0);
  }

  play(): void {
    if (!this.canHear(this.heard)) return;
    this.playing = true;
    for (const side of [0, 1] as const) if (this.canHear(side)) this.#engines[side].play();
  }

  pause(): void {
    if (!this.playing) return;
    this.position = this.#now();
    this.playing = false;
    for (const side of [0, 1] as const) if (this.canHear(side)) this.#engines[side].pause();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Seconds from the start; held inside what is heard, and for the other side inside that. */
  seek(seconds: number): void {
    this.position = this.#within(this.heard, seconds);
    for (const side of [0, 1] as const)
      if (this.canHear(side)) this.#engines[side].seek(this.#within(side, this.position));
  }

  /** From now on this side is heard, at the second where the other one is. */
  hear(side: Side): void {
    if (side === this.heard) return;
    const at = this.#within(side, this.#now());
    this.heard = side;
    this.position = at;
    if (this.canHear(side)) {
      const engine = this.#engines[side];
      if (Math.abs(engine.position() - at) > together) engine.seek(at);
      // The shorter one may have come to its end in silence.
      if (this.playing) engine.play();
    } else this.pause();
    this.#tell();
  }

  /** 0 to 1 each: the volume of everything, and by how much each side is turned down. */
  setVolume(volume: number, factors: readonly [number, number]): void {
    this.#volume = volume;
    this.#factors = factors;
    this.#tell();
  }

  /** Reads the position: called for each frame while somebody looks. */
  tick(): void {
    if (this.playing) this.position = this.#now();
  }

  /** Lets go of both files. */
  close(): void {
    this.playing = false;
    for (const side of [0, 1] as const) this.put(side, null);
    this.position = 0;
  }

  #now(): number {
    return this.playing && this.canHear(this.heard) ? this.#engines[this.heard].position() : this.position;
  }

  #within(side: Side, seconds: number): number {
    return Math.min(Math.max(0, seconds), Math.max(0, this.durations[side] - endRoom));
  }

  #tell(): void {
    for (const side of [0, 1] as const)
      this.#engines[side].setVolume(side === this.heard ? this.#volume * this.#factors[side] : 0);
  }

  #ended(side: Side): void {
    if (side !== this.heard) return;
    this.pause();
    this.rewind();
  }

  #failed(side: Side): void {
    this.#setState(side, 'failed');
    if (side !== this.heard) return;
    this.pause();
    this.playing = false;
  }

  #setState(side: Side, state: SideState): void {
    this.states = side === 0 ? [state, this.states[1]] : [this.states[0], state];
  }

  #setDuration(side: Side, duration: number): void {
    this.durations = side === 0 ? [duration, this.durations[1]] : [this.durations[0], duration];
  }
}

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
  /** How often the position changed otherwise than by playing. */
  jumps = $state(0);
  /** What is heard has no such second as the other one had when it was switched: it waits at its end. */
  over = $state(false);
  states = $state.raw<readonly [SideState, SideState]>(['empty', 'empty']);
  /** Seconds; the file's own once it is open. */
  durations = $state.raw<readonly [number, number]>([0, 0]);

  #engines: readonly [AudioEngine, AudioEngine];
  #ids: [string | null, string | null] = [null, null];
  #factors: readonly [number, number] = [1, 1];
  #volume = 1;
  /** Where the longer one was when the shorter one, which has no such second, came to be heard, and whether it played. */
  #left: { at: number; playing: boolean } | null = null;

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
    this.#jumpTo(0);
    for (const side of [0, 1] as const) if (this.canHear(side)) this.#engines[side].seek(0);
  }

  play(): void {
    if (!this.canHear(this.heard)) return;
    if (this.over) this.rewind();
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
    this.#jumpTo(this.#within(this.heard, seconds));
    for (const side of [0, 1] as const)
      if (this.canHear(side)) this.#engines[side].seek(this.#within(side, this.position));
  }

  /**
   * From now on this side is heard, at the second where the other one is. Where it has no such second it waits at its end,
   * and the other one goes on from there when it is heard again.
   */
  hear(side: Side): void {
    if (side === this.heard) return;
    const { at: wanted, playing } = this.#left ?? { at: this.#now(), playing: this.playing };
    const at = this.#within(side, wanted);
    const isOver = this.canHear(side) && wanted - at >= endRoom;
    this.heard = side;
    if (isOver || !this.canHear(side)) this.pause();
    this.#jumpTo(at);
    if (this.canHear(side)) {
      const engine = this.#engines[side];
      if (Math.abs(engine.position() - at) > together) engine.seek(at);
      // The shorter one may have come to its end in silence.
      if (this.playing) engine.play();
      else if (playing && !isOver) this.play();
    }
    if (isOver) this.#left = { at: wanted, playing };
    this.over = isOver;
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
    // What is not heard first: so the word stays where it is.
    const other = this.heard === 0 ? 1 : 0;
    for (const side of [other, this.heard] as const) this.put(side, null);
    this.#jumpTo(0);
  }

  #jumpTo(seconds: number): void {
    this.position = seconds;
    this.jumps += 1;
    this.over = false;
    this.#left = null;
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

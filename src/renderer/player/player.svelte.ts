import { createContext } from 'svelte';
import { audioUrl, type Clip } from '../../shared/clip.ts';
import { fail, type Problem } from '../../shared/problem.ts';
import type { AudioEngine } from './audio-engine.ts';

export type PlayerStatus = 'idle' | 'loading' | 'playing' | 'paused' | 'failed';

/** Gives the clips that follow the `have` that the queue holds; empty when there are no more. */
export type MoreClips = (have: number) => Promise<readonly Clip[]>;

/**
 * Nobody can seek closer to the end than this many seconds: howler rounds a duration up to a tenth, and an
 * `<audio>` that is set past its end and told to play starts again from zero.
 */
const endRoom = 0.25;

/** Going back after this many seconds starts the clip again instead of the one before. */
const restartAfter = 3;

/** A clip that turns out to be loud while it plays is turned down over so many ms. */
const evenMs = 400;

/** What plays, and what comes next. The sound itself is the engine's. */
export class Player {
  queue = $state.raw<readonly Clip[]>([]);
  index = $state(-1);
  status = $state<PlayerStatus>('idle');
  /** Seconds from the start. */
  position = $state(0);
  /** Seconds; the file's own once it is open, the library's before. */
  duration = $state(0);
  /** 0 to 1, kept while muted. */
  volume = $state(1);
  muted = $state(false);
  /** By how much the current clip is turned down for even loudness: a factor, 0 to 1. */
  even = $state(1);
  problem = $state.raw<Problem | null>(null);

  #current = $derived(this.queue[this.index] ?? null);
  #engine: AudioEngine;
  #more: MoreClips | null = null;
  /** Where a clip that was restored goes on, in seconds; null once it is open. */
  #resumeAt: number | null = null;
  /** What is left to do as soon as the clip is open. */
  #whenLoaded: () => void = () => undefined;

  constructor(engine: AudioEngine) {
    this.#engine = engine;
  }

  get current(): Clip | null {
    return this.#current;
  }

  get playing(): boolean {
    return this.status === 'playing' || this.status === 'loading';
  }

  get hasNext(): boolean {
    return this.index >= 0 && (this.index + 1 < this.queue.length || this.#more !== null);
  }

  get hasPrevious(): boolean {
    return this.#current !== null;
  }

  /** Plays `list` from `index` on. `more` is asked when the list runs out. */
  start(list: readonly Clip[], index: number, more: MoreClips | null = null): void {
    if (list[index] === undefined) return;
    this.queue = list;
    this.#more = more;
    this.#open(index);
  }

  /** Puts a queue back as it was, paused at `position` seconds of its clip; it is opened when it is to play. */
  restore(queue: readonly Clip[], index: number, position: number): void {
    const clip = queue[index];
    if (clip === undefined) return;
    this.queue = queue;
    this.index = index;
    this.#more = null;
    this.status = 'paused';
    this.duration = clip.duration;
    this.position = Math.min(position, Math.max(0, clip.duration - endRoom));
    this.#resumeAt = this.position;
  }

  /** Play or pause; after a failure it tries the same clip again. */
  toggle(): void {
    if (this.#current === null) return;
    if (this.#resumeAt !== null) this.#resume(this.#resumeAt);
    else if (this.status === 'failed') this.#open(this.index);
    else if (this.playing) this.pause();
    else this.#engine.play();
  }

  play(): void {
    if (!this.playing) this.toggle();
  }

  pause(): void {
    this.#engine.pause();
    if (this.status === 'loading') this.status = 'paused';
  }

  async next(): Promise<void> {
    if (this.index < 0) return;
    if (this.index + 1 >= this.queue.length && this.#more !== null) {
      const { queue } = this;
      const found = await this.#more(queue.length);
      if (queue !== this.queue) return;
      if (found.length === 0) this.#more = null;
      else this.queue = [...queue, ...found];
    }
    if (this.index + 1 < this.queue.length) this.#open(this.index + 1);
  }

  previous(): void {
    if (this.index > 0 && this.#engine.position() < restartAfter) this.#open(this.index - 1);
    else this.seek(0);
  }

  /** Seconds from the start; held inside the clip. */
  seek(seconds: number): void {
    if (this.#current === null) return;
    const to = Math.min(Math.max(0, seconds), Math.max(0, this.duration - endRoom));
    if (this.#resumeAt === null) this.#engine.seek(to);
    else this.#resumeAt = to;
    this.position = to;
  }

  /** 0 to 1; also ends being muted. */
  setVolume(volume: number): void {
    this.volume = Math.min(1, Math.max(0, volume));
    this.muted = false;
    this.#engine.setVolume(this.#heard);
  }

  /** Turns the clip down for even loudness, gently while it plays; a factor, 0 to 1. */
  setEven(factor: number): void {
    if (factor === this.even) return;
    this.even = factor;
    this.#engine.setVolume(this.#heard, evenMs);
  }

  toggleMute(): void {
    this.muted = !this.muted;
    this.#engine.setVolume(this.#heard);
  }

  /**
   * Takes clips that left the library out of the queue. Was one of them playing, the next that is left plays;
   * was it paused, or is none left, the player is empty.
   */
  remove(ids: readonly string[]): void {
    const { queue, index, playing } = this;
    if (!queue.some(({ id }) => ids.includes(id))) return;
    const left = (list: readonly Clip[]): Clip[] => list.filter(({ id }) => !ids.includes(id));
    const hit = queue[index] !== undefined && ids.includes(queue[index].id);
    this.queue = left(queue);
    this.index = left(queue.slice(0, index)).length;
    if (!hit) return;
    if (playing && this.index < this.queue.length) this.#open(this.index);
    else this.#empty();
  }

  /** Reads the position from the engine: called for each frame while somebody looks. */
  tick(): void {
    if (this.status === 'playing') this.position = this.#engine.position();
  }

  /** What the engine is to play at. */
  get #heard(): number {
    return this.muted ? 0 : this.volume * this.even;
  }

  #resume(position: number): void {
    this.#open(this.index);
    this.#whenLoaded = () => this.seek(position);
    this.position = position;
  }

  #empty(): void {
    this.#engine.close();
    this.queue = [];
    this.index = -1;
    this.#more = null;
    this.#resumeAt = null;
    this.status = 'idle';
    this.position = 0;
    this.duration = 0;
    this.problem = null;
  }

  #open(index: number): void {
    const clip = this.queue[index];
    if (clip === undefined) return;
    this.index = index;
    this.#resumeAt = null;
    this.#whenLoaded = () => undefined;
    this.position = 0;
    this.duration = clip.duration;
    this.problem = null;
    this.status = 'loading';
    this.#engine.setVolume(this.#heard);
    this.#engine.open(audioUrl(clip.id), {
      loaded: (duration) => {
        if (Number.isFinite(duration) && duration > 0) this.duration = duration;
        this.#whenLoaded();
      },
      playing: () => {
        this.status = 'playing';
      },
      paused: () => {
        this.status = 'paused';
        this.position = this.#engine.position();
      },
      ended: () => void this.#ended(),
      failed: (detail) => {
        this.status = 'failed';
        this.problem = fail('file_missing', { detail }).problem;
      },
    });
  }

  async #ended(): Promise<void> {
    const { index } = this;
    await this.next();
    if (this.index !== index) return;
    this.status = 'paused';
    this.position = 0;
    this.#engine.seek(0);
  }
}

/** `usePlayer()` in a component under the one that called `providePlayer(player)`. */
export const [usePlayer, providePlayer] = createContext<Player>();

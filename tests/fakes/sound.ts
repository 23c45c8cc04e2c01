import type { AudioEngine, AudioEvents } from '../../src/renderer/player/audio-engine.ts';

export interface FakeSound {
  engine: AudioEngine;
  /** Addresses that were opened, in order. */
  opened: string[];
  /** What the engine was told last. */
  volume(): number;
  position(): number;
  moveTo(seconds: number): void;
  /** Speaks as the engine, of what is open now. */
  say: AudioEvents;
  /** Speaks as the engine, of the opening with this number (0 is the first). */
  sayOf(opening: number): AudioEvents;
}

/** Makes no sound. Opening plays at once unless `silent`, which leaves it to the test to say so. */
export const createFakeSound = ({ silent = false } = {}): FakeSound => {
  const opened: string[] = [];
  const heard: AudioEvents[] = [];
  let position = 0;
  let volume = 1;
  const sayOf = (opening: number): AudioEvents => {
    const events = heard[opening];
    if (events === undefined) throw new Error(`nothing was opened as number ${opening}`);
    return events;
  };
  const now = (): AudioEvents => sayOf(heard.length - 1);
  return {
    opened,
    engine: {
      open(url, events, playing = true) {
        opened.push(url);
        heard.push(events);
        position = 0;
        if (!silent && playing) events.playing();
      },
      play: () => now().playing(),
      pause: () => now().paused(),
      seek: (seconds) => {
        position = seconds;
      },
      position: () => position,
      setVolume: (to) => {
        volume = to;
      },
      close: () => undefined,
    },
    volume: () => volume,
    position: () => position,
    moveTo: (seconds) => {
      position = seconds;
    },
    say: {
      loaded: (duration) => now().loaded(duration),
      playing: () => now().playing(),
      paused: () => now().paused(),
      ended: () => now().ended(),
      failed: (detail) => now().failed(detail),
    },
    sayOf,
  };
};

import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeSound, type FakeSound } from '../../../tests/fakes/sound.ts';
import { PairSound } from './pair-sound.svelte.ts';

let sounds: FakeSound[];
let pair: PairSound;
const soundAt = (side: 0 | 1): FakeSound => {
  const sound = sounds[side];
  if (sound === undefined) throw new Error('no such side');
  return sound;
};
const positions = (): number[] => sounds.map((sound) => sound.position());
const volumes = (): number[] => sounds.map((sound) => sound.volume());

beforeEach(() => {
  sounds = [];
  pair = new PairSound(() => {
    const sound = createFakeSound();
    sounds.push(sound);
    return sound.engine;
  });
  pair.put(0, { id: 'a', duration: 100 });
  pair.put(1, { id: 'b', duration: 60 });
  pair.setVolume(0.8, [1, 0.5]);
});

describe('two sounds side by side', () => {
  it('open without a sound, then run together, one of them silent', () => {
    expect([pair.playing, pair.states]).toEqual([false, ['opening', 'opening']]);
    pair.play();
    expect([pair.playing, pair.states]).toEqual([true, ['ready', 'ready']]);
    expect(volumes()).toEqual([0.8, 0]);
  });

  it('are switched at the same second, each as loud as it is to be', () => {
    pair.play();
    soundAt(0).moveTo(42);
    soundAt(1).moveTo(41);
    pair.hear(1);
    expect([pair.heard, pair.position, soundAt(1).position()]).toEqual([1, 42, 42]);
    expect(volumes()).toEqual([0, 0.4]);
  });

  it('are not sought where they run together anyway: that would be heard', () => {
    pair.play();
    soundAt(0).moveTo(42);
    soundAt(1).moveTo(42.03);
    pair.hear(1);
    expect(soundAt(1).position()).toBe(42.03);
  });

  it('hold a switch inside the shorter one, and both at what is sought', () => {
    pair.play();
    soundAt(0).moveTo(80);
    soundAt(1).moveTo(60);
    pair.hear(1);
    expect(pair.position).toBe(59.75);
    pair.hear(0);
    pair.seek(90);
    expect(positions()).toEqual([90, 59.75]);
    pair.seek(-5);
    expect(positions()).toEqual([0, 0]);
  });

  it('stop and go back to the start when what is heard ends; the silent one may end before', () => {
    pair.play();
    soundAt(0).moveTo(60);
    soundAt(1).say.ended();
    expect(pair.playing).toBe(true);
    soundAt(0).say.ended();
    expect([pair.playing, pair.position, ...positions()]).toEqual([false, 0, 0, 0]);
  });

  it('name a file that cannot be played; the other one goes on', () => {
    pair.play();
    soundAt(1).say.failed('gone');
    expect([pair.playing, pair.states]).toEqual([true, ['ready', 'failed']]);
    pair.hear(1);
    expect([pair.playing, pair.canHear(1)]).toEqual([false, false]);
    pair.hear(0);
    pair.toggle();
    expect(pair.playing).toBe(true);
  });

  it('leave the word to the other one when what is heard is taken away', () => {
    pair.play();
    soundAt(0).moveTo(30);
    pair.put(0, null);
    expect([pair.heard, pair.playing, soundAt(1).position(), ...volumes()]).toEqual([1, true, 30, 0, 0.4]);
    pair.put(1, null);
    expect(pair.playing).toBe(false);
  });

  it('bring another clip in at the second where the one that is heard is', () => {
    pair.play();
    soundAt(0).moveTo(30);
    pair.put(1, { id: 'c', duration: 100 });
    expect([soundAt(1).position(), soundAt(1).opened.at(-1), pair.playing]).toEqual([
      ...[30, 'clip://x-63/audio', true],
    ]);
  });

  it('wait where the shorter one has no such second, and go on when the longer one is heard again', () => {
    pair.play();
    soundAt(0).moveTo(80);
    pair.hear(1);
    expect([pair.playing, pair.over, pair.position]).toEqual([false, true, 59.75]);
    soundAt(1).moveTo(59.75);
    pair.hear(0);
    expect([pair.playing, pair.over, pair.position, soundAt(0).position()]).toEqual([true, false, 80, 80]);
    // Paused before, it is paused again, and told to play the shorter one plays from its start.
    pair.pause();
    pair.hear(1);
    pair.hear(0);
    expect([pair.playing, pair.position]).toEqual([false, 80]);
    pair.hear(1);
    pair.play();
    expect([pair.playing, pair.over, pair.position, ...positions()]).toEqual([true, false, 0, 0, 0]);
    // What is sought there is not left for the second from before.
    soundAt(0).moveTo(80);
    soundAt(1).moveTo(80);
    pair.seek(80);
    pair.seek(20);
    pair.hear(0);
    expect([pair.playing, pair.position]).toEqual([true, 20]);
  });

  it('are closed without another one being heard than before', () => {
    for (const side of [0, 1] as const) {
      pair.put(0, { id: 'a', duration: 100 });
      pair.put(1, { id: 'b', duration: 60 });
      pair.hear(side);
      pair.close();
      expect([pair.heard, pair.idOf(0), pair.idOf(1)]).toEqual([side, null, null]);
    }
  });
});

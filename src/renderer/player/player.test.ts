import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { sampleClips } from '../../../tests/fakes/sample-clips.ts';
import { createFakeSound } from '../../../tests/fakes/sound.ts';
import { audioUrl, type Clip } from '../../shared/clip.ts';
import { Player } from './player.svelte.ts';

const clips: Clip[] = sampleClips(Date.UTC(2026, 10, 23)).slice(0, 5);
const urls = clips.map(({ id }) => audioUrl(id));
const settle = async (): Promise<void> => {
  await Promise.resolve();
  await Promise.resolve();
  flushSync();
};

const started = (at: number, silent = false) => {
  const sound = createFakeSound({ silent });
  const player = new Player(sound.engine);
  player.start(clips.slice(0, 3), at);
  return { sound, player };
};

describe('the queue', () => {
  it('is idle with nothing in it, whatever is asked', async () => {
    const sound = createFakeSound();
    const player = new Player(sound.engine);
    player.toggle();
    player.previous();
    player.seek(10);
    await player.next();
    expect([player.status, player.current, player.hasNext, player.hasPrevious]).toEqual([
      'idle',
      null,
      false,
      false,
    ]);
    expect(sound.opened).toEqual([]);
  });

  it('goes through the list it was started from, and stops at its end', async () => {
    const { sound, player } = started(1);
    await player.next();
    expect(player.current?.id).toBe(clips[2]?.id);
    expect(player.hasNext).toBe(false);
    sound.moveTo(100);
    sound.say.ended();
    await settle();
    expect([player.status, player.position, sound.position()]).toEqual(['paused', 0, 0]);
    expect(sound.opened).toEqual([urls[1], urls[2]]);
  });

  it('goes on by itself when a clip ends', async () => {
    const { sound, player } = started(0);
    sound.say.ended();
    await settle();
    expect(player.current?.id).toBe(clips[1]?.id);
    expect(player.playing).toBe(true);
  });

  it('asks for more where the list ends, until there are no more', async () => {
    const sound = createFakeSound();
    const player = new Player(sound.engine);
    const asked: number[] = [];
    player.start(clips.slice(0, 2), 1, (have) => {
      asked.push(have);
      return Promise.resolve(clips.slice(have, have + 1));
    });
    for (let step = 0; step < 5; step += 1) await player.next();
    expect(asked).toEqual([2, 3, 4, 5]);
    expect(sound.opened).toEqual(urls.slice(1));
    expect(player.hasNext).toBe(false);
  });

  it('forgets what it asked for when another list is started meanwhile', async () => {
    const sound = createFakeSound();
    const player = new Player(sound.engine);
    let answer: (clips: readonly Clip[]) => void = () => undefined;
    player.start(clips.slice(0, 1), 0, () => new Promise((resolve) => (answer = resolve)));
    const next = player.next();
    player.start(clips.slice(3, 5), 0);
    answer(clips.slice(1, 2));
    await next;
    expect(player.current?.id).toBe(clips[3]?.id);
  });

  it('goes back to the clip before at first, and to the start later', () => {
    const { sound, player } = started(1);
    sound.moveTo(20);
    player.previous();
    expect([player.index, sound.position()]).toEqual([1, 0]);
    sound.moveTo(1);
    player.previous();
    expect(player.index).toBe(0);
  });
});

describe('one clip', () => {
  it('is loading until it sounds, and can be paused before', () => {
    const { sound, player } = started(0, true);
    expect([player.status, player.playing]).toEqual(['loading', true]);
    sound.say.loaded(99);
    expect(player.duration).toBe(99);
    sound.say.playing();
    expect(player.status).toBe('playing');
    player.toggle();
    expect(player.status).toBe('paused');
    player.toggle();
    expect(player.status).toBe('playing');
  });

  it('is sought only inside itself, and never past an end that was rounded up', () => {
    const { sound, player } = started(0);
    player.seek(-5);
    expect(sound.position()).toBe(0);
    player.seek(1e6);
    expect(sound.position()).toBeLessThan(player.duration - 0.1);
  });

  it('that cannot be read is a problem in words, and is tried again on demand', () => {
    const { sound, player } = started(0, true);
    sound.say.failed('404');
    expect([player.status, player.problem]).toEqual(['failed', { code: 'file_missing', detail: '404' }]);
    player.toggle();
    expect([player.status, player.problem, sound.opened.length]).toEqual(['loading', null, 2]);
  });
});

it('keeps the volume while muted, and each clip starts with it', () => {
  const { sound, player } = started(0);
  player.setVolume(0.4);
  player.toggleMute();
  expect([player.volume, sound.volume()]).toEqual([0.4, 0]);
  player.start(clips, 1);
  expect(sound.volume()).toBe(0);
  player.toggleMute();
  expect(sound.volume()).toBe(0.4);
  player.setVolume(7);
  expect(player.volume).toBe(1);
});

describe('clips that leave the library', () => {
  const idAt = (at: number): string => clips[at]?.id ?? '';

  it('leave the queue, and what plays plays on', () => {
    const { sound, player } = started(1);
    player.remove([idAt(0), 'nobody']);
    expect([player.current?.id, player.index, player.queue.length]).toEqual([idAt(1), 0, 2]);
    expect([sound.opened, player.playing]).toEqual([[urls[1]], true]);
  });

  it('give way to the next when one of them plays', () => {
    const { sound, player } = started(0);
    player.remove([idAt(0), idAt(1)]);
    expect([player.current?.id, player.playing]).toEqual([idAt(2), true]);
    expect(sound.opened).toEqual([urls[0], urls[2]]);
  });

  it.each<[string, number, boolean]>([
    ['the last one', 2, false],
    ['a paused one', 0, true],
  ])('leave the player empty after %s', (_name, at, paused) => {
    const { player } = started(at);
    if (paused) player.pause();
    player.remove([idAt(at)]);
    expect([player.status, player.current, player.problem, player.hasNext]).toEqual([
      'idle',
      null,
      null,
      false,
    ]);
    player.toggle();
    expect(player.status).toBe('idle');
  });
});

describe('a queue that is put back', () => {
  it('is silent, and goes on where it was as soon as it is to play', async () => {
    const sound = createFakeSound();
    const player = new Player(sound.engine);
    player.restore(clips.slice(0, 3), 1, 42.5);
    expect([player.status, player.current, player.position, sound.opened]).toEqual([
      'paused',
      clips[1],
      42.5,
      [],
    ]);
    player.toggle();
    sound.say.loaded(clips[1]?.duration ?? 0);
    await settle();
    expect([player.status, sound.opened, sound.engine.position()]).toEqual(['playing', [urls[1]], 42.5]);
  });

  it('can be moved in before it plays, and left for the next clip', async () => {
    const sound = createFakeSound();
    const player = new Player(sound.engine);
    player.restore(clips.slice(0, 3), 1, 42.5);
    player.seek(60);
    expect(player.position).toBe(60);
    await player.next();
    sound.say.loaded(clips[2]?.duration ?? 0);
    await settle();
    expect([sound.opened, sound.engine.position()]).toEqual([[urls[2]], 0]);
  });

  it('holds no place that is none, and keeps a position within the clip', () => {
    const player = new Player(createFakeSound().engine);
    player.restore(clips.slice(0, 2), 5, 1);
    expect(player.current).toBeNull();
    player.restore(clips.slice(0, 2), 0, 1e9);
    expect(player.position).toBeLessThan(clips[0]?.duration ?? 0);
  });
});

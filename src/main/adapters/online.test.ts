import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOnline } from './online.ts';

const world = vi.hoisted(() => ({ online: true, looks: 0, power: null as EventEmitter | null }));
vi.mock('electron', () => ({
  net: {
    isOnline() {
      world.looks += 1;
      return world.online;
    },
  },
  powerMonitor: { on: (name: string, run: () => void) => world.power?.on(name, run) },
}));

beforeEach(() => {
  vi.useFakeTimers();
  world.online = true;
  world.power = new EventEmitter();
});
afterEach(() => void vi.useRealTimers());

it('tells when the network goes, though nobody asks, and when it is back, once each', async () => {
  const online = createOnline(() => false);
  const heard = vi.fn<(online: boolean) => void>();
  online.onChange(() => heard(online.isOnline()));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).not.toHaveBeenCalled();
  world.online = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard.mock.calls).toEqual([[false]]);
  await vi.advanceTimersByTimeAsync(10_000);
  world.online = true;
  await vi.advanceTimersByTimeAsync(2000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard.mock.calls).toEqual([[false], [true]]);
});

it('tells of what was found by asking, but not in the middle of the question', async () => {
  const online = createOnline(() => false);
  const heard = vi.fn();
  online.onChange(heard);
  world.online = false;
  expect([online.isOnline(), online.isOnline()]).toEqual([false, false]);
  expect(heard).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toHaveBeenCalledTimes(1);
  world.online = true;
  // The network is looked for more often from then on, not at the next slow look.
  await vi.advanceTimersByTimeAsync(2000);
  expect(heard).toHaveBeenCalledTimes(2);
});

it('looks rarely while online, and only while somebody listens', async () => {
  const online = createOnline(() => false);
  expect(vi.getTimerCount()).toBe(0);
  const stops = [online.onChange(vi.fn()), online.onChange(vi.fn())];
  expect(vi.getTimerCount()).toBe(1);
  world.looks = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(world.looks).toBe(1);
  stops[0]?.();
  expect(vi.getTimerCount()).toBe(1);
  stops[1]?.();
  expect(vi.getTimerCount()).toBe(0);
});

it('tells when the computer wakes and when it is unlocked, until one has heard enough', () => {
  const online = createOnline(() => false);
  const heard = vi.fn();
  const stop = online.onChange(heard);
  world.power?.emit('resume');
  world.power?.emit('unlock-screen');
  online.woke();
  expect(heard).toHaveBeenCalledTimes(3);
  stop();
  world.power?.emit('resume');
  online.woke();
  expect(heard).toHaveBeenCalledTimes(3);
});

it('is online without any network where none is needed', () => {
  world.online = false;
  let needsNone = true;
  const online = createOnline(() => needsNone);
  expect(online.isOnline()).toBe(true);
  needsNone = false;
  expect(online.isOnline()).toBe(false);
});

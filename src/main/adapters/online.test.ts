import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOnline } from './online.ts';

const world = vi.hoisted(() => ({ online: true, power: null as EventEmitter | null }));
vi.mock('electron', () => ({
  net: { isOnline: () => world.online },
  powerMonitor: { on: (name: string, run: () => void) => world.power?.on(name, run) },
}));

beforeEach(() => {
  vi.useFakeTimers();
  world.online = true;
  world.power = new EventEmitter();
});
afterEach(() => void vi.useRealTimers());

it('tells that the network is back, once, and looks only while it is gone', () => {
  const online = createOnline(() => false);
  const heard = vi.fn();
  online.onChange(heard);
  expect(online.isOnline()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  world.online = false;
  expect([online.isOnline(), online.isOnline()]).toEqual([false, false]);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(heard).not.toHaveBeenCalled();
  world.online = true;
  vi.advanceTimersByTime(10_000);
  expect(heard).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('tells when the computer wakes and when it is unlocked, until one has heard enough', () => {
  const online = createOnline(() => false);
  const heard = vi.fn();
  const stop = online.onChange(heard);
  world.power?.emit('resume');
  world.power?.emit('unlock-screen');
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
  world.power?.emit('resume');
  expect(heard).toHaveBeenCalledTimes(2);
});

it('is online without any network where none is needed', () => {
  world.online = false;
  let needsNone = true;
  const online = createOnline(() => needsNone);
  expect(online.isOnline()).toBe(true);
  needsNone = false;
  expect(online.isOnline()).toBe(false);
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../src/core/ports.ts';
import { createClock } from '../../src/main/adapters/clock.ts';
import { createFakeClock } from '../fakes/clock.ts';

/** The real adapter is driven by vitest's timers: what is tested is what it does with them. */
const worlds: [string, () => { clock: Clock; pass: (ms: number) => Promise<unknown> }][] = [
  [
    'the real clock',
    () => {
      vi.useFakeTimers({ now: 1_000_000 });
      return { clock: createClock(), pass: (ms) => vi.advanceTimersByTimeAsync(ms) };
    },
  ],
  [
    'the fake',
    () => {
      const clock = createFakeClock(1_000_000);
      return { clock, pass: (ms) => clock.advance(ms) };
    },
  ],
];

afterEach(() => void vi.useRealTimers());

describe.each(worlds)('Clock: %s', (_name, make) => {
  it('tells the time and moves on', async () => {
    const { clock, pass } = make();
    expect(clock.now()).toBe(1_000_000);
    await pass(250);
    expect(clock.now()).toBe(1_000_250);
  });

  it('calls once, in order, each at its time', async () => {
    const { clock, pass } = make();
    const calls: [string, number][] = [];
    clock.after(20, () => calls.push(['later', clock.now()]));
    clock.after(10, () => calls.push(['sooner', clock.now()]));
    clock.after(0, () => calls.push(['now', clock.now()]));
    expect(calls).toEqual([]);
    await pass(100);
    expect(calls.map(([name]) => name)).toEqual(['now', 'sooner', 'later']);
    expect(calls[2]?.[1]).toBe(1_000_020);
    await pass(100);
    expect(calls).toHaveLength(3);
  });

  it('does not call what was called off', async () => {
    const { clock, pass } = make();
    const run = vi.fn();
    const off = clock.after(10, run);
    off();
    off();
    await pass(100);
    expect(run).not.toHaveBeenCalled();
  });

  it('keeps a wait of 40 days, longer than a timer of the runtime takes', async () => {
    const { clock, pass } = make();
    const days = 24 * 60 * 60 * 1000;
    const run = vi.fn();
    clock.after(40 * days, run);
    await pass(39 * days);
    expect(run).not.toHaveBeenCalled();
    await pass(days);
    expect(run).toHaveBeenCalledTimes(1);
  });
});

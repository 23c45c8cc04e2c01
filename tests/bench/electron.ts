import { setTimeout as pause } from 'node:timers/promises';
import type { Measures } from '../torture/report.ts';
import { median } from './app/figures.ts';
import { pssOf } from './app/memory-of.ts';
import type { Run } from './app/run.ts';
import { withWorld } from './app/world.ts';

export interface ElectronBenchOptions {
  /** Of each figure; the median counts. */
  runs: number;
  /** Clips of the library; benches that name their own sizes divide theirs by the same as this is of 10,000. */
  clips: number;
}

/** Garbage of the start is gone by then, and so is the work that the app puts off. ms. */
const settleMs = 6000;

const times = async (count: number, one: () => Promise<void>): Promise<void> => {
  for (let n = 0; n < count; n += 1) await one();
};

/** From the making of the process to a library page that can be used, against a bare window; and by the library's size. */
export const benchColdStart = ({ runs, clips }: ElectronBenchOptions): Promise<Measures> =>
  withWorld(async (world) => {
    const took = { bare: [] as number[], few: [] as number[], some: [] as number[], many: [] as number[] };
    const start = async (into: number[], begin: () => Promise<Run>): Promise<void> => {
      const run = await begin();
      into.push(run.usableAfter);
      await run.quit();
    };
    const sizes = { few: Math.max(10, Math.round(clips / 100)), some: clips, many: clips * 10 };
    // Once each unmeasured: the disk has what it needs then, and so for all alike.
    for (const size of Object.values(sizes)) await start([], () => world.app(size));
    await start([], world.bare);
    // In turns, so that whatever else the machine does weighs on all of them.
    await times(runs, async () => {
      await start(took.bare, world.bare);
      await start(took.some, () => world.app(sizes.some));
      await start(took.few, () => world.app(sizes.few));
      await start(took.many, () => world.app(sizes.many));
    });
    const { bare, few, some, many } = took;
    return {
      'cold-start': { value: median(some) / median(bare), unit: '×', goal: '≤ 1.35' },
      'cold-start.ms': { value: median(some), unit: 'ms', goal: '≤ 100000', baseline: median(bare) },
      'cold-start-scale': { value: median(many) / median(few), unit: '×', goal: '≤ 1.15' },
      'cold-start-scale.ms': { value: median(many), unit: 'ms', goal: '≤ 100000', baseline: median(few) },
    };
  });

const mb = (bytes: number): number => bytes / 1e6;

/** Closes the window and waits until it is given up. */
const hide = async (run: Run): Promise<void> => {
  run.tell('close');
  for (let left = 100; (await run.ask('windows')) > 0; left -= 1) {
    if (left === 0) throw new Error('the window was not given up');
    await pause(100);
  }
};

/** Memory of all processes with the window shown, and with it given up, against a bare window; and how soon it is back. */
export const benchMemory = ({ runs, clips }: ElectronBenchOptions): Promise<Measures> =>
  withWorld(async (world) => {
    const seen = {
      bare: [] as number[],
      floor: [] as number[],
      shown: [] as number[],
      hidden: [] as number[],
      back: [] as number[],
    };
    await (await world.app(clips)).quit();
    await times(runs, async () => {
      const bare = await world.bare();
      await pause(settleMs);
      seen.bare.push(pssOf(bare.pid));
      await hide(bare);
      await pause(settleMs);
      seen.floor.push(pssOf(bare.pid));
      await bare.quit();
      const app = await world.app(clips);
      await pause(settleMs);
      seen.shown.push(pssOf(app.pid));
      await hide(app);
      await pause(settleMs);
      seen.hidden.push(pssOf(app.pid));
      const usable = app.nextUsable();
      const asked = Date.now();
      app.tell('open');
      seen.back.push((await usable) - asked);
      await app.quit();
    });
    const of = (values: readonly number[]): number => mb(median(values));
    const [bare, floor, shown, hidden] = [of(seen.bare), of(seen.floor), of(seen.shown), of(seen.hidden)];
    return {
      memory: { value: shown / bare, unit: '×', goal: '≤ 1.35' },
      'memory.mb': { value: shown, unit: 'MB', goal: '≤ 100000', baseline: bare },
      'memory-hidden': { value: hidden / bare, unit: '×', goal: '≤ 0.65' },
      'memory-hidden.mb': { value: hidden, unit: 'MB', goal: '≤ 100000', baseline: bare },
      // What of a bare Electron stays when its window is closed: nobody gets below that.
      'memory-hidden.floor': { value: floor / bare, unit: '×', goal: '≤ 1', baseline: bare },
      return: { value: median(seen.back), unit: 'ms', goal: '≤ 1000' },
    };
  });

/** What is done once after a start, or after the window was given up, is over by then. ms. */
const oncesMs = 75_000;

/** With a key and nothing to watch: requests, and timers that fire in the main process, a minute; window shown, then given up. */
export const benchIdle = ({ clips }: ElectronBenchOptions, ms = 60_000): Promise<Measures> =>
  withWorld(async (world) => {
    const app = await world.app(clips);
    const count = async (): Promise<{ requests: number; timers: number }> => {
      const before = { requests: world.simulator.requests().length, timers: await app.ask('timers') };
      await pause(ms);
      const minutes = ms / 60_000;
      return {
        requests: (world.simulator.requests().length - before.requests) / minutes,
        timers: ((await app.ask('timers')) - before.timers) / minutes,
      };
    };
    await pause(oncesMs);
    const shown = await count();
    await hide(app);
    await pause(oncesMs);
    const hidden = await count();
    await app.quit();
    return {
      'idle.requests': { value: Math.max(shown.requests, hidden.requests), unit: '/min', goal: '0' },
      'idle.timers': { value: Math.max(shown.timers, hidden.timers), unit: '/min', goal: '≤ 1' },
    };
  });

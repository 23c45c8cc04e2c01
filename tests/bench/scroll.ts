import { setTimeout as pause } from 'node:timers/promises';
import type { Measures } from '../torture/report.ts';
import { median } from './app/figures.ts';
import { withWorld } from './app/world.ts';

/** What the start puts off is over by then. ms. */
const settleMs = 6000;

/** By wheel and thumb through a library of so many clips: how long its page is busy at a stretch, and what it draws. */
export const benchScroll = (clips: number, runs: number): Promise<Measures> =>
  withWorld(async (world) => {
    const seen = { longest: [] as number[], rows: [] as number[] };
    for (let run = 0; run < runs; run += 1) {
      const app = await world.app(clips);
      await pause(settleMs);
      const { longest, rows } = await app.fling();
      seen.longest.push(longest);
      seen.rows.push(rows);
      await app.quit();
    }
    return {
      scroll: { value: median(seen.longest), unit: 'ms', goal: '≤ 50' },
      'scroll.rows': { value: Math.max(...seen.rows), unit: 'clips', goal: '≤ 200' },
    };
  });

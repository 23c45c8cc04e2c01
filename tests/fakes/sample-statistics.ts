import type { Amounts, Statistics } from '../../src/shared/statistics.ts';

const none: Amounts = { clips: 0, seconds: 0, credits: 0 };
const add = (a: Amounts, b: Amounts): Amounts => ({
  clips: a.clips + b.clips,
  seconds: a.seconds + b.seconds,
  credits: a.credits + b.credits,
});

/** Clips by month, of each model in turn: a year in which one took over from another, and a month of silence. */
const year: readonly (readonly [string, readonly number[]])[] = [
  ['2025-12', [0, 18, 6]],
  ['2026-01', [0, 26, 4]],
  ['2026-02', [4, 30, 0]],
  ['2026-03', [12, 22, 2]],
  ['2026-04', [30, 10, 0]],
  ['2026-05', [44, 6, 0]],
  ['2026-06', [0, 0, 0]],
  ['2026-07', [20, 0, 8]],
  ['2026-08', [38, 2, 12]],
  ['2026-09', [56, 0, 4]],
  ['2026-10', [72, 4, 2]],
  ['2026-11', [48, 0, 6]],
];
const names = ['chirp-fenix', 'chirp-crow', 'udio32-v1.5'];

const amountsOf = (clips: number): Amounts => ({ clips, seconds: clips * 183, credits: clips * 5 });

/** A library of nothing. */
export const emptyStatistics: Statistics = {
  ...{ span: 'all', unit: 'month', periods: [], models: [], types: [], styles: [], waits: [], unindexed: 0 },
  totals: {
    ...{ ...none, bytes: 0, refunded: 0, held: 0 },
    outcomes: { success: 0, failure: 0, timeout: 0, underWay: 0, other: 0 },
  },
};

/** Statistics of a year that anybody might have had. */
export const sampleStatistics = (more: Partial<Statistics> = {}): Statistics => {
  const periods = year.map(([name, counts]) => {
    const models = counts
      .map((clips, n) => ({ model: names[n] ?? '', ...amountsOf(clips) }))
      .filter(({ clips }) => clips > 0);
    return { name, ...models.reduce(add, none), models };
  });
  const models = names.map((model) => ({
    model,
    ...periods
      .flatMap((period) => period.models)
      .filter((share) => share.model === model)
      .reduce(add, none),
  }));
  const all = models.reduce(add, none);
  return {
    ...emptyStatistics,
    ...{ periods, models: [...models, { model: null, ...none, credits: 24 }] },
    totals: {
      ...{ ...all, credits: all.credits + 24, bytes: all.clips * 4_400_000, refunded: 70, held: 20 },
      outcomes: { success: 279, failure: 5, timeout: 2, underWay: 2, other: 1 },
    },
    types: [
      { type: 'music', ...all, clips: all.clips - 18 },
      { type: 'upload', clips: 18, seconds: 900, credits: 18 },
      { type: 'lyrics', ...none, credits: 24 },
    ],
    styles: ['city pop', 'waltz', 'post-rock', 'oud', 'lo-fi'].map((name, n) => ({
      name,
      clips: 90 - n * 17,
    })),
    waits: [
      { model: 'chirp-fenix', type: 'music', tasks: 162, median: 118, ninth: 160 },
      { model: 'chirp-crow', type: 'music', tasks: 59, median: 141, ninth: 232 },
      { model: 'suno', type: 'lyrics', tasks: 12, median: 19, ninth: 31 },
      { model: 'udio32-v1.5', type: 'music', tasks: 4, median: 95, ninth: null },
    ],
    ...more,
  };
};

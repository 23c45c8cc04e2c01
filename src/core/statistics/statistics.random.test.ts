import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  clipOf,
  createStatisticsWorld,
  dayMs,
  madeTask,
  statisticsNow as now,
} from '../../../tests/fakes/statistics-world.ts';
import { type StatisticsSpan, statisticsSpans } from '../../shared/statistics.ts';

/** What happened to one task: how it went, what it gave, and what became of that. */
const life = fc.record({
  ago: fc.oneof(fc.integer({ min: 0, max: 40 * dayMs }), fc.integer({ min: 0, max: 1100 * dayMs })),
  type: fc.constantFrom('music', 'lyrics', 'upload'),
  status: fc.constantFrom('success', 'success', 'success', 'failure', 'timeout', 'running', 'odd'),
  credits: fc.option(fc.integer({ min: 0, max: 20 })),
  wait: fc.integer({ min: -5, max: 4000 }),
  model: fc.constantFrom('chirp-fenix', 'chirp-crow', ''),
  clips: fc.array(fc.record({ seconds: fc.integer({ min: 1, max: 400 }), removed: fc.boolean() }), {
    maxLength: 3,
  }),
  forgotten: fc.boolean(),
});
type Life = (typeof life extends fc.Arbitrary<infer T> ? T : never) & { id: string };

/** Names a moment as the clocks of the zone do. */
const named = (zone: string, at: number, length: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at).slice(0, length);

const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0);
const groups = <T>(all: readonly T[], keyOf: (one: T) => string): [string, T[]][] => {
  const found = new Map<string, T[]>();
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one]);
  return [...found];
};
const sorted = <T>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The same figures, added up row by row in plain words. */
const plain = (lives: readonly Life[], span: StatisticsSpan, zone: string) => {
  const gave = ({ status, clips }: Life): boolean => status === 'success' && clips.length > 0;
  const at = ({ ago }: Life): number => now - ago;
  const known = lives.filter((one) => !one.forgotten || gave(one));
  const since = { days: named(zone, now - 29 * dayMs, 10), months: '2025-12', all: '' }[span];
  const within = known.filter((one) => span === 'all' || named(zone, at(one), since.length) >= since);
  const of = (some: readonly Life[]) => {
    const clips = some.flatMap((one) => (gave(one) ? one.clips.filter(({ removed }) => !removed) : []));
    const credits = sum(
      some.filter(({ status }) => status === 'success'),
      (one) => one.credits ?? 0,
    );
    return { clips: clips.length, seconds: sum(clips, ({ seconds }) => seconds), credits };
  };
  const isSome = ({ clips, credits }: ReturnType<typeof of>): boolean => clips > 0 || credits > 0;
  const counted = (status: string) => within.filter((one) => one.status === status);
  const oldest = Math.min(now, ...known.map(at));
  const isLong = span === 'all' && named(zone, oldest, 7) < '2022-12';
  const length = span === 'days' ? 10 : isLong ? 4 : 7;
  const waited = within.filter(({ status, wait }) => status === 'success' && wait > 0 && wait < 3600);
  return {
    periods: sorted(
      groups(within, (one) => named(zone, at(one), length))
        .map(([name, some]) => ({ name, ...of(some) }))
        .filter(isSome),
    ),
    totals: {
      ...{ ...of(within), bytes: 1000 * of(within).clips },
      refunded: sum([...counted('failure'), ...counted('timeout')], (one) => one.credits ?? 0),
      held: sum(counted('running'), (one) => one.credits ?? 0),
      outcomes: {
        ...{ success: counted('success').length, failure: counted('failure').length },
        ...{
          timeout: counted('timeout').length,
          underWay: counted('running').length,
          other: counted('odd').length,
        },
      },
    },
    models: sorted(
      groups(within, (one) => (gave(one) ? `=${one.model}` : 'none'))
        .map(([name, some]) => ({ model: name === 'none' ? null : name.slice(1), ...of(some) }))
        .filter(isSome),
    ),
    types: sorted(
      groups(within, ({ type }) => type)
        .map(([type, some]) => ({ type, ...of(some) }))
        .filter(isSome),
    ),
    waits: sorted(
      groups(waited, (one) => JSON.stringify([gave(one) ? one.model : 'suno', one.type])).map(
        ([kind, some]) => {
          const [model, type] = JSON.parse(kind) as [string, string];
          const all = some.map(({ wait }) => wait).sort((a, b) => a - b);
          const rank = (part: number): number => all[Math.ceil(all.length * part) - 1] ?? 0;
          const ninth = all.length < 10 ? null : rank(0.9);
          return { model, type, tasks: all.length, median: rank(0.5), ninth };
        },
      ),
    ),
  };
};

it('says what adding up row by row says, whatever happened, in any zone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(life, { maxLength: 60 }),
      fc.constantFrom(...statisticsSpans),
      fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati'),
      async (some, span, zone) => {
        const lives = some.map((one, n) => ({ ...one, id: String(n) }));
        const { sql, get, tasks, clips, places } = createStatisticsWorld();
        for (const { id, ago, type, status, credits, wait, model, clips: given, forgotten } of lives) {
          const task = madeTask(id, now - ago, { type, status, credits }, wait);
          tasks.put([{ ...task, status: 'running', completedAt: null }]);
          tasks.put([task]);
          if (status === 'success')
            given.forEach(({ seconds, removed }, n) => {
              clips.add(clipOf(task, n, { model, duration: seconds }));
              if (removed) places.remove([`${id}-${String(n)}`], now);
            });
          if (forgotten) tasks.remove([id]);
        }
        const found = await get({ span, zone });
        const isSome = ({ clips: n, credits }: { clips: number; credits: number }): boolean =>
          n > 0 || credits > 0;
        expect({
          periods: sorted(found.periods.filter(isSome).map(({ models: _models, ...period }) => period)),
          ...{ totals: found.totals, waits: sorted(found.waits) },
          ...{ models: sorted(found.models.filter(isSome)), types: sorted(found.types.filter(isSome)) },
        }).toEqual(plain(lives, span, zone));
        for (const { models, ...period } of found.periods)
          for (const of of ['clips', 'seconds', 'credits'] as const)
            expect(sum(models, (model) => model[of])).toBe(period[of]);
        sql.close();
      },
    ),
    { seed: 39, numRuns: 150 },
  );
}, 60_000);

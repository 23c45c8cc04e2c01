import type { Amounts, ModelAmounts, Period, Statistics } from '../../shared/statistics.ts';
import type { Stretch } from './calendar.ts';
import type { ClipFigures, TaskFigures } from './figures.ts';
import { createWaits } from './waits.ts';

/** Adds figures up as they come, stretch by stretch. */
export interface Sums {
  /** A stretch with nothing in it. */
  nothing(stretch: Stretch): void;
  add(stretch: Stretch, clips: readonly ClipFigures[], tasks: readonly TaskFigures[]): void;
  /** All that was added. */
  result(): Pick<Statistics, 'periods' | 'totals' | 'models' | 'types' | 'waits'>;
}

const none = (): Amounts => ({ clips: 0, seconds: 0, credits: 0 });

/** Amounts by name, made as they are first needed. */
const shares = <K>() => {
  const all = new Map<K, Amounts>();
  return {
    of(key: K): Amounts {
      const known = all.get(key) ?? none();
      all.set(key, known);
      return known;
    },
    /** Most clips first, then most credits. */
    sorted: (): [K, Amounts][] =>
      [...all].sort(
        ([a, x], [b, y]) => y.clips - x.clips || y.credits - x.credits || (String(a) < String(b) ? -1 : 1),
      ),
  };
};

const byModel = (of: ReturnType<typeof shares<string | null>>): ModelAmounts[] =>
  of.sorted().map(([model, amounts]) => ({ model, ...amounts }));

const outcomeOf = (status: string): keyof Statistics['totals']['outcomes'] => {
  if (status === 'success' || status === 'failure' || status === 'timeout') return status;
  return status === 'pending' || status === 'running' ? 'underWay' : 'other';
};

export const createSums = (): Sums => {
  const periods: Period[] = [];
  const models = shares<string | null>();
  const types = shares<string>();
  const waits = createWaits();
  const totals: Statistics['totals'] = {
    ...{ ...none(), bytes: 0, refunded: 0, held: 0 },
    outcomes: { success: 0, failure: 0, timeout: 0, underWay: 0, other: 0 },
  };

  return {
    nothing: ({ name }) => void periods.push({ name, ...none(), models: [] }),
    add({ name }, clips, tasks) {
      const within = shares<string | null>();
      const period = none();
      for (const { model, type, bytes, ...more } of clips) {
        totals.bytes += bytes;
        for (const sum of [totals, period, models.of(model), within.of(model), types.of(type)]) {
          sum.clips += more.clips;
          sum.seconds += more.seconds;
        }
      }
      for (const { model, type, status, wait, gave, ...more } of tasks) {
        const outcome = outcomeOf(status);
        totals.outcomes[outcome] += more.tasks;
        // What failed or timed out gives its credits back (sunor-api.md 3).
        if (outcome === 'failure' || outcome === 'timeout') totals.refunded += more.credits;
        if (outcome === 'underWay') totals.held += more.credits;
        if (outcome !== 'success') continue;
        waits.add({ model, type, wait, tasks: more.tasks });
        if (more.credits === 0) continue;
        const from = gave ? model : null;
        for (const sum of [totals, period, models.of(from), within.of(from), types.of(type)])
          sum.credits += more.credits;
      }
      periods.push({ name, ...period, models: byModel(within) });
    },
    result: () => ({
      ...{ periods, totals, waits: waits.all(), models: byModel(models) },
      types: types.sorted().map(([type, amounts]) => ({ type, ...amounts })),
    }),
  };
};

import type { Statistics, StatisticsQuery } from '../../shared/statistics.ts';
import type { LibraryIndex } from '../library/search/library-index.ts';
import type { Clock, Sql } from '../ports.ts';
import { calendarOf, stretchOf } from './calendar.ts';
import { createFigures } from './figures.ts';
import { createSums } from './sums.ts';

/** What was made, what it cost and how long it took, in numbers. */
export interface StatisticsRoom {
  /** Reads a little at a time; meanwhile everything else goes on. */
  get(query: StatisticsQuery): Promise<Statistics>;
  /** Reads no more: the database is about to be closed, and nobody waits for an answer. */
  stop(): void;
}

export interface StatisticsOptions {
  clock: Clock;
  sql: Sql;
  /** Which styles clips name is known to the index of the library. */
  index: Pick<LibraryIndex, 'styleCounts' | 'styleName' | 'unindexed'>;
}

/** Styles that are named. */
const mostStyles = 10;

export const createStatistics = ({ clock, sql, index }: StatisticsOptions): StatisticsRoom => {
  const figures = createFigures(sql);
  let stopped = false;
  /** Lets others have their turn: one stretch is a matter of milliseconds, all of them may be of a tenth of a second. */
  const pause = (): Promise<void> => new Promise((done) => void clock.after(0, () => !stopped && done()));

  const read = async ({ span, zone }: StatisticsQuery): Promise<Statistics> => {
    const calendar = calendarOf(zone);
    const { unit, from, to } = stretchOf(calendar, span, clock.now(), figures.made());
    const sums = createSums();
    const styles = new Map<string, number>();
    let next = figures.next(from);
    for (let at = from; at < to;) {
      const stretch = calendar.around(unit, at);
      at = stretch.to;
      if (next === null || next >= stretch.to) {
        sums.nothing(stretch);
        continue;
      }
      const clips = figures.clips(stretch.from, stretch.to);
      await pause();
      const tasks = figures.tasks(stretch.from, stretch.to);
      await pause();
      for (const { style, clips: n } of index.styleCounts(stretch.from, stretch.to))
        styles.set(style, (styles.get(style) ?? 0) + n);
      await pause();
      sums.add(stretch, clips, tasks);
      next = figures.next(stretch.to);
    }
    const top = [...styles].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, mostStyles);
    return {
      ...{ span, unit, ...sums.result(), unindexed: index.unindexed() },
      styles: top.map(([style, clips]) => ({ name: index.styleName(style), clips })),
    };
  };

  /** One reading at a time for each question: whoever asks meanwhile gets its answer. */
  const reading = new Map<string, Promise<Statistics>>();
  return {
    get(query) {
      const key = `${query.span} ${query.zone}`;
      const known = reading.get(key);
      if (known !== undefined) return known;
      const answer = read(query).finally(() => reading.delete(key));
      reading.set(key, answer);
      return answer;
    },
    stop() {
      stopped = true;
    },
  };
};

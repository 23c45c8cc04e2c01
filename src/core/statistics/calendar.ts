import { spanDays, spanMonths, type Statistics, type StatisticsSpan } from '../../shared/statistics.ts';

export type Unit = Statistics['unit'];

/** A day, a month or a year of somebody's calendar: from its first ms to the first of the next. */
export interface Stretch {
  /** `2026`, `2026-11` or `2026-11-23`. */
  name: string;
  from: number;
  to: number;
}

/** Days, months and years as they are in a time zone. */
export interface Calendar {
  /** The one that holds this moment (ms since the epoch). */
  around(unit: Unit, at: number): Stretch;
  /** So many before (or, below zero, after) the one that holds this moment. */
  before(unit: Unit, at: number, by: number): Stretch;
}

const dayMs = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** The calendar of a zone by its IANA name. Throws for a name that is none. Pure. */
export const calendarOf = (zone: string): Calendar => {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  /** What the clocks there show, as if it were UTC. */
  const shown = (at: number): number => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const date = new Date(0);
    date.setUTCFullYear(part('year'), part('month') - 1, part('day'));
    return date.getTime() + (part('hour') * 3600 + part('minute') * 60 + part('second')) * 1000;
  };
  const offset = (at: number): number => shown(at) - Math.floor(at / 1000) * 1000;

  /** The first moment at which the clocks show this day or a later one: midnight may not be there, or twice. */
  const begins = (midnight: number): number => {
    const tries = [midnight - offset(midnight - dayMs), midnight - offset(midnight + dayMs)];
    const fit = tries.filter((at) => shown(at) >= midnight && shown(at - 1000) < midnight);
    if (fit.length > 0) return Math.min(...fit);
    // The clocks were put forward over midnight: the day begins when they were.
    let [low, high] = [Math.min(...tries) - dayMs / 4, Math.max(...tries) + dayMs / 4];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (shown(middle) >= midnight) high = middle;
      else low = middle;
    }
    return high;
  };

  const stretch = (unit: Unit, year: number, month: number, day: number): Stretch => {
    const at = (y: number, m: number, d: number): Date => {
      const date = new Date(0);
      date.setUTCFullYear(y, m, d);
      return date;
    };
    const first = at(year, unit === 'year' ? 0 : month, unit === 'day' ? day : 1);
    const [y, m, d] = [first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate()];
    const next = unit === 'year' ? at(y + 1, 0, 1) : unit === 'month' ? at(y, m + 1, 1) : at(y, m, d + 1);
    const parts = [String(y), two(m + 1), two(d)].slice(0, { year: 1, month: 2, day: 3 }[unit]);
    return { name: parts.join('-'), from: begins(first.getTime()), to: begins(next.getTime()) };
  };

  const before = (unit: Unit, at: number, by: number): Stretch => {
    const now = new Date(shown(at));
    const less = (of: Unit): number => (unit === of ? by : 0);
    return stretch(
      unit,
      now.getUTCFullYear() - less('year'),
      now.getUTCMonth() - less('month'),
      now.getUTCDate() - less('day'),
    );
  };
  return { before, around: (unit, at) => before(unit, at, 0) };
};

/** More months than these are years: bars could not be told apart. */
const mostMonths = 48;

/**
 * The time that statistics are of, and what it is divided into. `first` and `last`: when the oldest and the newest thing
 * was made; null where nothing was.
 */
export const stretchOf = (
  calendar: Calendar,
  span: StatisticsSpan,
  now: number,
  made: { first: number; last: number } | null,
): { unit: Unit; from: number; to: number } => {
  const { around, before } = calendar;
  if (span === 'days')
    return { unit: 'day', from: before('day', now, spanDays - 1).from, to: around('day', now).to };
  const { to } = around('month', now);
  if (span === 'months') return { unit: 'month', from: before('month', now, spanMonths - 1).from, to };
  if (made === null) return { unit: 'month', from: to, to };
  const unit = made.first < before('month', now, mostMonths - 1).from ? 'year' : 'month';
  // Some computers' clocks are ahead.
  return { unit, from: around(unit, made.first).from, to: around(unit, Math.max(now, made.last)).to };
};

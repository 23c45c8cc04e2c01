import { dates } from '../../../shared/formatters.ts';
import type { Statistics } from '../../../shared/statistics.ts';
import { locale } from '../../ui/text.ts';

type Unit = Statistics['unit'];

/** The first moment of a period by its name; what stands there is formatted in the zone that it was read in. */
const dateOf = (name: string): Date => {
  const [year = 1970, month = 1, day = 1] = name.split('-').map(Number);
  const date = new Date(2000, 0, 1);
  date.setFullYear(year, month - 1, day);
  return date;
};

const say = (name: string, options: Intl.DateTimeFormatOptions): string =>
  dates(locale, options).format(dateOf(name));

/** A period in full: `November 2026`, `Monday, November 23`, `2026`. */
export const periodName = (unit: Unit, name: string): string =>
  say(
    name,
    unit === 'day'
      ? { weekday: 'long', day: 'numeric', month: 'long' }
      : { year: 'numeric', ...(unit === 'month' && { month: 'long' }) },
  );

/** What stands under its column, and under that where something begins: a year, or a month. */
export const columnName = (unit: Unit, name: string, isFirst: boolean): { top: string; below: string } => {
  const [, month, day] = name.split('-');
  if (unit === 'year') return { top: say(name, { year: 'numeric' }), below: '' };
  if (unit === 'month')
    return {
      top: say(name, { month: 'short' }),
      below: isFirst || month === '01' ? say(name, { year: 'numeric' }) : '',
    };
  return {
    top: say(name, { day: 'numeric' }),
    below: isFirst || day === '01' ? say(name, { month: 'short' }) : '',
  };
};

/** What typed into the search finds clips of a period. */
export const findPeriod = (name: string): string => `on:${name}`;

/** What finds all clips since the beginning of a period; empty where the time has no beginning. */
export const findSince = (span: Statistics['span'], first: string | undefined): string => {
  if (span === 'all' || first === undefined) return '';
  const before = dateOf(first);
  before.setDate(before.getDate() - 1);
  const two = (n: number): string => String(n).padStart(2, '0');
  return ` after:${String(before.getFullYear())}-${two(before.getMonth() + 1)}-${two(before.getDate())}`;
};

/** A name as one piece of the search. */
export const findName = (field: 'model' | 'style' | 'type', name: string): string =>
  `${field}:"${name.replace(/["“”„«»]/g, ' ').trim()}"`;

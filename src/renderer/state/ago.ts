import { agos } from '../../shared/formatters.ts';

const units = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** How long ago `at` was, in words: "5 min ago", "now". Both in ms since the epoch. */
export const ago = (locale: string, at: number, now: number): string => {
  const format = agos(locale, { numeric: 'auto', style: 'short' });
  const past = Math.max(0, now - at);
  const fit = units.find(({ ms }) => past >= ms);
  return fit === undefined ? format.format(0, 'second') : format.format(-Math.floor(past / fit.ms), fit.unit);
};

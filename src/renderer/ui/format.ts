import { dates, numbers } from '../../shared/formatters.ts';
import { locale } from './text.ts';

/** Seconds as `3:07` or `1:02:03`; anything unknown or endless as `–:––`. */
export const clock = (seconds: number): string => {
  if (!Number.isFinite(seconds) || seconds < 0) return '–:––';
  const whole = Math.floor(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};

/** Seconds in words ("3 minutes 7 seconds"), for screen readers. */
export const clockInWords = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const unit = (n: number, name: 'hour' | 'minute' | 'second'): string =>
    numbers(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(n);
  const parts = [
    { n: Math.floor(whole / 3600), name: 'hour' as const },
    { n: Math.floor((whole % 3600) / 60), name: 'minute' as const },
    { n: whole % 60, name: 'second' as const },
  ].filter(({ n }) => n > 0);
  return parts.length === 0 ? unit(0, 'second') : parts.map(({ n, name }) => unit(n, name)).join(' ');
};

/** `Today`-less short date: `23 Nov`, with the year when it is not this one. `ms` since the epoch. */
export const shortDate = (ms: number, now: number): string =>
  dates(locale, {
    day: 'numeric',
    month: 'short',
    ...(new Date(ms).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }),
  }).format(ms);

/** Date and time in full, from ms since the epoch or ISO 8601; the text itself if it is no date. */
export const dateTime = (when: number | string): string => {
  const ms = typeof when === 'number' ? when : Date.parse(when);
  return Number.isFinite(ms)
    ? dates(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(ms)
    : String(when);
};

/** A day of this week or the next with its time: `Wed 25 Nov, 20:00`. `ms` since the epoch. */
export const dayAndTime = (ms: number): string =>
  dates(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);

/** Bytes as people say them, in powers of 1000: `3.4 MB`. */
export const fileSize = (bytes: number): string => {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return numbers(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step);
};

const inUnit = (
  n: number,
  unit: 'hour' | 'minute' | 'second',
  digits = 0,
  unitDisplay: 'short' | 'narrow' = 'short',
): string =>
  numbers(locale, {
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits: digits,
  }).format(n);

/** So much time as one number: `12.4 hr`, `48 min`, `20 sec`. */
export const howLong = (seconds: number): string => {
  if (seconds >= 3600) return inUnit(seconds / 3600, 'hour', seconds < 360_000 ? 1 : 0);
  return seconds >= 60 ? inUnit(Math.round(seconds / 60), 'minute') : inUnit(Math.round(seconds), 'second');
};

/** A wait to the second: `1 min 58 sec`, `40 sec`, `2 min`; or `1m 58s`, where there is little room. */
export const waitTime = (seconds: number, room: 'short' | 'narrow' = 'short'): string => {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  return [
    minutes > 0 ? inUnit(minutes, 'minute', 0, room) : '',
    rest > 0 || minutes === 0 ? inUnit(rest, 'second', 0, room) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
};

/** A part of a whole, 0 to 1, as percent. */
export const percent = (part: number): string => numbers(locale, { style: 'percent' }).format(part);

/** A whole number with the language's separators. */
export const count = (n: number): string => numbers(locale).format(n);

/** Somebody else's words, cut to at most `most` characters with an ellipsis; whole characters stay whole. */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const characters = Array.from(text.slice(0, most * 2));
  return characters.length <= most && text.length <= most * 2
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
};

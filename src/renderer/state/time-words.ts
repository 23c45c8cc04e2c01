import type { Catalogue } from '../../shared/messages/catalogue.ts';

/** A wait in ms as people say it: "8 s", "3 min", "2 h". Never less than a second. */
export const wait = (t: Catalogue, ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return t.problems.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? t.problems.minutes(minutes) : t.problems.hours(Math.round(minutes / 60));
};

/** A day and time in the user's own style; the year only where it is not this one. */
export const moment = (locale: string, at: number, now: number): string =>
  new Intl.DateTimeFormat(locale, {
    ...(new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);

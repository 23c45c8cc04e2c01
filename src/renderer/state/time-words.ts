import type { Catalogue } from '../../shared/messages/catalogue.ts';

/** A wait in ms as people say it: "8 s", "3 min", "2 h", "3 days". Never less than a second. */
export const wait = (t: Catalogue, ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return t.problems.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return t.problems.minutes(minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t.problems.hours(hours) : t.problems.days(Math.round(hours / 24));
};

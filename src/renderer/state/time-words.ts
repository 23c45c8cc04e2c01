import type { Catalogue } from '../../shared/messages/catalogue.ts';

/** A wait in ms as people say it: "8 s", "3 min", "2 h". Never less than a second. */
export const wait = (t: Catalogue, ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return t.problems.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? t.problems.minutes(minutes) : t.problems.hours(Math.round(minutes / 60));
};

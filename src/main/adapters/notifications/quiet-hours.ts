import type { Settings } from '../../../shared/settings.ts';

const minutesOf = (time: string): number => {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
};

/**
 * When it is no longer quiet, in ms since the epoch by the clock on the wall; null when it is not quiet at `now`. Hours
 * that end before they begin go through midnight; hours of no length are none. Pure but for the time zone.
 */
export const quietUntil = (quiet: Settings['quiet'], now: number): number | null => {
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  if (!quiet.on || from === to) return null;
  const date = new Date(now);
  const minute = date.getHours() * 60 + date.getMinutes();
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return null;
  const end = new Date(now);
  end.setHours(Math.floor(to / 60), to % 60, 0, 0);
  if (end.getTime() <= now) end.setDate(end.getDate() + 1);
  return end.getTime();
};

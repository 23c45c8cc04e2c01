import { dates } from '../../../shared/formatters.ts';
import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import type { Notice } from '../../../shared/snapshot.ts';

export interface Day {
  /** The local calendar day, `2026-11-23`. */
  key: string;
  name: string;
  notices: Notice[];
}

const keyOf = (at: number): string => {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Notices grouped by local day, newest first. `now` in ms since the epoch. */
export const byDay = (t: Catalogue, locale: string, notices: readonly Notice[], now: number): Day[] => {
  const today = new Date(now);
  const yesterday = keyOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1).getTime());
  const long = dates(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const days = new Map<string, Day>();
  for (const notice of [...notices].sort((a, b) => b.at - a.at)) {
    const key = keyOf(notice.at);
    const name =
      key === keyOf(now) ? t.notices.today : key === yesterday ? t.notices.yesterday : long.format(notice.at);
    const day = days.get(key) ?? { key, name, notices: [] };
    day.notices.push(notice);
    days.set(key, day);
  }
  return Array.from(days.values());
};

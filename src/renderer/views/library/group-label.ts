import { dates } from '../../../shared/formatters.ts';
import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import type { GroupHead, Grouping } from '../../../shared/library-query.ts';

/** What the head of a group says of it, and for a task its day. `now` in ms since the epoch. */
export const groupLabel = ({
  t,
  locale,
  group,
  head: { name, at },
  now,
}: {
  t: Catalogue;
  locale: string;
  group: Grouping;
  head: Pick<GroupHead, 'name' | 'at'>;
  now: number;
}): { name: string; date: string } => {
  const today = new Date(now);
  const dayOf = (ms: number): string => {
    const midnight = new Date(ms).setHours(0, 0, 0, 0);
    const ago = (days: number): number =>
      new Date(today.getFullYear(), today.getMonth(), today.getDate() - days).getTime();
    if (midnight === ago(0)) return t.library.groups.today;
    if (midnight === ago(1)) return t.library.groups.yesterday;
    const isThisYear = new Date(ms).getFullYear() === today.getFullYear();
    return dates(locale, {
      weekday: group === 'day' ? 'long' : 'short',
      month: group === 'day' ? 'long' : 'short',
      day: 'numeric',
      ...(isThisYear ? {} : { year: 'numeric' }),
    }).format(ms);
  };
  if (group === 'day') return { name: at === null ? '' : dayOf(at), date: '' };
  if (group === 'task')
    return { name: name.trim() || t.library.untitled, date: at === null ? '' : dayOf(at) };
  return { name: name || (group === 'style' ? t.library.noStyle : t.library.groups.noModel), date: '' };
};

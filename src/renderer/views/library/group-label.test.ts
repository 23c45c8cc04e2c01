import { expect, it } from 'vitest';
import type { Grouping } from '../../../shared/library-query.ts';
import { t } from '../../ui/text.ts';
import { groupLabel } from './group-label.ts';

const now = new Date(2026, 10, 24, 15).getTime();
const label = (group: Grouping, name: string, at: number | null) =>
  groupLabel({ t, locale: 'en', group, head: { name, at }, now });

it.each([
  [new Date(2026, 10, 24, 1), 'Today'],
  [new Date(2026, 10, 23), 'Yesterday'],
  [new Date(2026, 10, 22), 'Sunday, November 22'],
  [new Date(2025, 10, 24), 'Monday, November 24, 2025'],
])('a day: %s is %s', (date, name) => {
  expect(label('day', '', date.getTime())).toEqual({ name, date: '' });
});

it('a task has its title and its day, all others their names', () => {
  expect(label('task', 'Ferry', new Date(2026, 10, 20).getTime())).toEqual({
    ...{ name: 'Ferry', date: 'Fri, Nov 20' },
  });
  expect(label('task', ' ', null).name).toBe(t.library.untitled);
  expect(label('model', 'chirp', null).name).toBe('chirp');
  expect([label('model', '', null).name, label('style', '', null).name]).toEqual([
    ...[t.library.groups.noModel, t.library.noStyle],
  ]);
});

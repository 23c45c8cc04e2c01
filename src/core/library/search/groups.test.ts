import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { indexOf } from '../../../../tests/fakes/library-index.ts';
import { someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import { unpackSizes } from '../../../shared/group-sizes.ts';
import {
  type ClipPage,
  type GroupedList,
  groupings,
  librarySorts,
  noFilter,
} from '../../../shared/library-query.ts';
import { migrate } from '../../database/migrations.ts';
import type { Sql } from '../../ports.ts';
import type { ClipRecord } from '../clip-record.ts';
import { type ClipStore, createClipStore } from '../clip-store.ts';
import type { LibraryIndex } from './library-index.ts';

let sql: Sql;
let clips: ClipStore;
let index: LibraryIndex;

beforeEach(() => {
  sql = memorySql();
  migrate(sql);
  clips = createClipStore(sql);
  index = indexOf(sql);
});

const at = (day: number, hour = 12): number => new Date(2026, 9, day, hour).getTime();
const add = (id: string, more: Partial<ClipRecord>): void =>
  clips.add({ ...someClip(id, { title: id, style: '', lyrics: '', ...more }) });
const listOf = (more: Partial<GroupedList>): GroupedList => ({
  ...{ text: '', filter: noFilter, sort: 'newest', group: 'none' },
  ...more,
});
const page = (more: Partial<GroupedList>, offset = 0, limit = 200): ClipPage =>
  index.page({ ...listOf(more), sizes: true, offset, limit });
/** Each group as its name with the clips in it. */
const shown = (more: Partial<GroupedList>): [string, string[]][] => {
  const { clips: rows, groups } = page(more);
  return groups.map(({ name, first, count }) => [name, rows.slice(first, first + count).map(({ id }) => id)]);
};

describe('groups', () => {
  beforeEach(() => {
    add('a1', {
      taskId: 'a',
      position: 0,
      createdAt: at(1),
      model: 'zeta',
      style: 'Jazz, slow',
      duration: 30,
    });
    add('a2', { taskId: 'a', position: 1, createdAt: at(1), model: 'zeta', style: 'jazz', duration: 90 });
    add('b1', { taskId: 'b', createdAt: at(2, 0), model: 'Alpha', style: 'Ambient', duration: 60 });
    add('c1', { taskId: 'c', createdAt: at(2, 23), model: '', style: '', duration: 10 });
  });

  it('are tasks in the order of their first clips', () => {
    expect(shown({ group: 'task' })).toEqual([
      ['c1', ['c1']],
      ['b1', ['b1']],
      ['a1', ['a1', 'a2']],
    ]);
    expect(shown({ group: 'task', sort: 'oldest' }).map(([name]) => name)).toEqual(['a1', 'b1', 'c1']);
    expect(shown({ group: 'task', sort: 'longest' })).toEqual([
      ['a1', ['a2', 'a1']],
      ['b1', ['b1']],
      ['c1', ['c1']],
    ]);
  });

  it('are days of the local time zone, the newest first unless the oldest are wanted first', () => {
    const days = (more: Partial<GroupedList>): (number | null)[] =>
      page(more).groups.map((group) => group.at);
    expect(days({ group: 'day' })).toEqual([at(2, 0), at(1, 0)]);
    expect(days({ group: 'day', sort: 'oldest' })).toEqual([at(1, 0), at(2, 0)]);
    expect(shown({ group: 'day', sort: 'shortest' }).map(([, ids]) => ids)).toEqual([
      ['c1', 'b1'],
      ['a1', 'a2'],
    ]);
  });

  it('are models and first styles by name, what is not known last', () => {
    const names = (more: Partial<GroupedList>): string[] => shown(more).map(([name]) => name);
    expect(names({ group: 'model' })).toEqual(['Alpha', 'zeta', '']);
    expect(names({ group: 'model', sort: 'model_down' })).toEqual(['zeta', 'Alpha', '']);
    expect(shown({ group: 'style' })).toEqual([
      ['Ambient', ['b1']],
      ['Jazz', ['a1', 'a2']],
      ['', ['c1']],
    ]);
  });

  it('hold what a search leaves, the best hit first', () => {
    add('d1', { taskId: 'd', createdAt: at(3), lyrics: 'a2' });
    expect(shown({ group: 'task', text: 'a2', sort: 'best' })).toEqual([
      ['a1', ['a2']],
      ['d1', ['d1']],
    ]);
  });

  it('follow what changes', () => {
    expect(page({ group: 'model' }).sizes).toBe('1 2 1');
    sql.run("UPDATE clips SET model = 'Alpha' WHERE id = 'c1'");
    add('e1', { taskId: 'e', createdAt: at(4), model: 'Beta' });
    expect(shown({ group: 'model' }).map(([name, ids]) => [name, ids.length])).toContainEqual(['Beta', 1]);
  });

  it('come with the pages that they reach into, and all sizes only where they are wanted', () => {
    const { groups, sizes, clips: rows } = page({ group: 'task' }, 3, 1);
    expect(groups).toEqual([{ id: 'a', name: 'a1', at: at(1), first: 2, count: 2 }]);
    expect([sizes, rows.map(({ id }) => id)]).toEqual(['1*2 2', ['a2']]);
    expect(index.page({ ...listOf({ group: 'task' }), offset: 0, limit: 1 }).sizes).toBeNull();
    expect(page({}).groups).toEqual([]);
  });
});

describe('any list', () => {
  it('is the same by pages of any size, tells the place of each clip, and has its groups in one piece', () => {
    const clip = fc.record({
      ...{
        task: fc.constantFrom('', 't0', 't1', 't2', 't3'),
        model: fc.constantFrom('', 'm', 'N'),
        rating: fc.integer({ min: 0, max: 2 }),
      },
      ...{ style: fc.constantFrom('', 'jazz', 'Folk, jazz'), hour: fc.integer({ min: 0, max: 90 }) },
      title: fc.constantFrom('rain', 'Sun rain', 'sea'),
    });
    fc.assert(
      fc.property(
        fc.array(clip, { minLength: 1, maxLength: 14 }),
        fc.constantFrom(...groupings),
        fc.constantFrom(...librarySorts),
        fc.constantFrom('', 'rain', 'jazz'),
        fc.integer({ min: 1, max: 5 }),
        (all, group, sort, text, size) => {
          sql = memorySql();
          migrate(sql);
          clips = createClipStore(sql);
          index = indexOf(sql);
          all.forEach(({ task, hour, rating, ...more }, n) => {
            add(`c${n}`, { ...more, taskId: task, createdAt: at(1, hour), duration: n % 3 });
            sql.run('UPDATE clips SET rating = ? WHERE id = ?', [rating, `c${n}`]);
          });
          const list = listOf({ group, sort, text });
          const whole = page(list);
          const ids = whole.clips.map(({ id }) => id);
          expect(index.count(list)).toBe(ids.length);
          expect(whole.total).toBe(ids.length);
          const parts = Array.from({ length: Math.ceil(ids.length / size) }, (_, n) =>
            page(list, n * size, size),
          );
          expect(parts.flatMap((part) => part.clips.map(({ id }) => id))).toEqual(ids);
          expect(ids.map((id) => index.placeOf(list, ['nobody', id])?.place)).toEqual(ids.map((_id, n) => n));
          const flat = page({ ...list, group: 'none' }).clips.map(({ id }) => id);
          expect([...ids].sort()).toEqual([...flat].sort());
          if (group === 'none') return;
          expect(unpackSizes(whole.sizes ?? '')).toEqual(whole.groups.map(({ count }) => count));
          if (group === 'task') {
            // The task whose first clip comes first; what belongs to none comes last.
            const tasks = [...new Set(flat.map((id) => all[Number(id.slice(1))]?.task ?? ''))];
            const known = tasks.filter((task) => task !== '');
            expect(whole.groups.map(({ id }) => id)).toEqual([
              ...known,
              ...(known.length < tasks.length ? [''] : []),
            ]);
          }
          // In each group, sorted as without groups.
          for (const { first, count } of whole.groups) {
            const inGroup = ids.slice(first, first + count);
            expect(inGroup).toEqual(flat.filter((id) => inGroup.includes(id)));
          }
          expect(new Set(parts.flatMap((part) => part.groups.map(({ id }) => id))).size).toBe(
            ids.length === 0 ? 0 : whole.groups.length,
          );
        },
      ),
      { seed: 21, numRuns: 150 },
    );
  }, 60_000);
});

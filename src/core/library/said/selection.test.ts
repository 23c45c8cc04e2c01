import { beforeEach, describe, expect, it } from 'vitest';
import { indexOf } from '../../../../tests/fakes/library-index.ts';
import { someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import type { SelectionChange } from '../../../shared/clip-set.ts';
import { migrate } from '../../database/migrations.ts';
import type { Sql } from '../../ports.ts';
import { createClipPlaces } from '../clip-places.ts';
import { createClipStore } from '../clip-store.ts';
import { createSelection, type Selection } from './selection.ts';

let sql: Sql;
let selection: Selection;
let version: number;

beforeEach(() => {
  sql = memorySql();
  migrate(sql);
  const clips = createClipStore(sql);
  for (let n = 0; n < 9; n += 1)
    clips.add(someClip(`c${n}`, { title: n % 2 === 0 ? 'Even' : 'Odd', createdAt: n }));
  version = 1;
  const index = indexOf(sql, { clips });
  selection = createSelection({ sql, version: () => version, listed: index.places });
});

const ids = (...numbers: number[]): string[] => numbers.map((n) => `c${n}`);
const byIds = (how: SelectionChange['how'], ...numbers: number[]): void =>
  selection.change({ how, what: { of: 'ids', ids: ids(...numbers) } });
const places = (how: SelectionChange['how'], from: number, to: number | null, text = ''): void =>
  selection.change({ how, what: { of: 'places', list: { text, sort: 'oldest' }, from, to } });
const selected = (): string[] => selection.idsOf({ of: 'selection' });

describe('a selection', () => {
  it('is changed by name', () => {
    byIds('only', 3, 1);
    byIds('add', 5, 5);
    expect(selected()).toEqual(ids(5, 3, 1));
    byIds('toggle', 1, 2);
    byIds('remove', 5, 8);
    expect(selected()).toEqual(ids(3, 2));
    byIds('only');
    expect(selected()).toEqual([]);
  });

  it('takes whole stretches of a list as it is asked for', () => {
    places('only', 2, 4);
    expect(selected()).toEqual(ids(4, 3, 2));
    places('add', 0, null, 'odd');
    expect(selected()).toEqual(ids(7, 5, 4, 3, 2, 1));
    places('only', 0, null);
    expect(selection.among([])).toEqual({ count: 9, selected: [] });
    places('only', 5, 4);
    expect(selected()).toEqual([]);
  });

  it('tells which of those that are shown it holds', () => {
    byIds('only', 3, 1);
    expect(selection.among(['c1', 'c2', 'nobody'])).toEqual({ count: 2, selected: ['c1'] });
  });

  it('loses what leaves the library', () => {
    byIds('only', 3, 1);
    createClipPlaces(sql).remove(['c3'], 1);
    version += 1;
    expect(selection.among(ids(3, 1))).toEqual({ count: 1, selected: ['c1'] });
    expect(selection.idsOf({ of: 'ids', ids: ids(3, 1) })).toEqual(['c1']);
    createClipPlaces(sql).restore(['c3']);
    version += 1;
    expect(selection.among(ids(3, 1)).count).toBe(1);
  });

  it('is the same of thousands: what is gone is not selected, and the newest is first', () => {
    const clips = createClipStore(sql);
    sql.transaction(() => {
      for (let n = 9; n < 2500; n += 1) clips.add(someClip(`c${n}`, { createdAt: n }));
    });
    const all = sql.all('SELECT ord FROM clips ORDER BY ord DESC').map((row) => Number(row['ord']));
    selection = createSelection({ sql, version: () => version, listed: () => [...all].reverse() });
    places('only', 0, null);
    byIds('remove', 4);
    expect(selection.among(ids(3, 4))).toEqual({ count: 2499, selected: ids(3) });
    sql.run("UPDATE clips SET removed_at = 1 WHERE id = 'c2000'");
    sql.run("DELETE FROM clips WHERE id = 'c3'");
    version += 1;
    expect(selection.among(ids(3, 2000, 2001))).toEqual({ count: 2497, selected: ids(2001) });
    const left = Array.from({ length: 2500 }, (_, n) => 2499 - n).filter((n) => ![3, 4, 2000].includes(n));
    expect(selected()).toEqual(ids(...left));
    expect(selection.ordsOf({ of: 'selection' })).toHaveLength(2497);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { indexOf } from '../../../../tests/fakes/library-index.ts';
import { someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import { type ClipFilter, type LibrarySort, librarySorts, noFilter } from '../../../shared/library-query.ts';
import { migrate } from '../../database/migrations.ts';
import type { Sql } from '../../ports.ts';
import { type ClipStore, createClipStore } from '../clip-store.ts';
import type { ClipRecord } from '../clip-record.ts';
import type { LibraryIndex } from './library-index.ts';

let sql: Sql;
let clips: ClipStore;
let index: LibraryIndex;
let at: number;

beforeEach(() => {
  sql = memorySql();
  migrate(sql);
  clips = createClipStore(sql);
  index = indexOf(sql);
  at = 1_700_000_000_000;
});

/** Each newer than the one before. */
const add = (id: string, more: Partial<ClipRecord> = {}, input: Record<string, unknown> = {}): void => {
  const clip = someClip(id, { title: id, style: '', lyrics: '', createdAt: (at += 60_000), ...more });
  clips.add({ ...clip, provenance: { ...clip.provenance, input } });
};
const say = (id: string, set: string): void => void sql.run(`UPDATE clips SET ${set} WHERE id = ?`, [id]);
const found = (text: string, more: { sort?: LibrarySort; filter?: Partial<ClipFilter> } = {}): string[] =>
  index
    .page({
      ...{ text, sort: more.sort ?? 'best', offset: 0, limit: 200 },
      filter: { ...noFilter, ...more.filter },
    })
    .clips.map(({ id }) => id);

describe('search', () => {
  beforeEach(() => {
    add('ferry', { title: 'Night Ferry', style: 'jazz, bossa nova', lyrics: 'the harbour sleeps' });
    add('夜', { title: '夜航船', style: '国风', lyrics: '月光\n海风' });
    add('바다', { title: '바다의 노래' }, { prompt: 'a slow ferry song' });
    add('море', { title: 'Чёрное море', lyrics: 'ночь' });
    add('cafe', { title: 'Café à la crème' });
    say('cafe', "notes = 'for the harbour film', favourite = 1, rating = 4");
    sql.run("INSERT INTO clip_tags VALUES ('ferry', 'Album One'), ('cafe', 'film')");
  });

  it.each([
    ['', ['cafe', 'море', '바다', '夜', 'ferry']],
    ['n', ['ferry']],
    ['NIGHT', ['ferry']],
    ['ferry', ['ferry', '바다']],
    ['fer harb', ['ferry']],
    ['harbour', ['cafe', 'ferry']],
    ['creme cafe', ['cafe']],
    ['夜', ['夜']],
    ['航船', ['夜']],
    ['船航', []],
    ['海', ['夜']],
    ['노래', ['바다']],
    ['черн', ['море']],
    ['ＮＩＧＨＴ', ['ferry']],
    ['"night ferry"', ['ferry']],
    ['"ferry night"', []],
    ['"night fer"', []],
    ['ferry -night', ['바다']],
    ['-ferry', ['cafe', 'море', '夜']],
    ['-"bossa nova" -夜 -海 -노래', ['cafe', 'море']],
    ['style:jazz', ['ferry']],
    ['style:ferry', []],
    ['tag:film', ['cafe']],
    ['tag:"album one"', ['ferry']],
    ['notes:film', ['cafe']],
    ['prompt:ferry', ['바다']],
    ['is:favourite', ['cafe']],
    ['-is:favourite ferry', ['ferry', '바다']],
    ['rating:>3', ['cafe']],
    ['rating:>4', []],
    ['has:notes', ['cafe']],
    ['has:lyrics -ferry', ['море', '夜']],
    ['model:fenix night', ['ferry']],
    ['model:nothing', []],
    ['before:2020', []],
    ['after:2020 море', ['море']],
    ['rating:lots', []],
    ['*', ['cafe', 'море', '바다', '夜', 'ferry']],
    ['" OR texts MATCH "', []],
  ])('for %j finds %j', (text, ids) => expect(found(text)).toEqual(ids));

  it('puts hits in titles first, across pages', () => {
    for (let n = 0; n < 7; n += 1) add(`in${n}`, { title: `Rain ${n}` });
    for (let n = 0; n < 7; n += 1) add(`about${n}`, { lyrics: 'rain' });
    const ids = [0, 1, 2, 3, 4, 5].flatMap((page) => {
      const answer = index.page({ text: 'rain', sort: 'best', offset: page * 3, limit: 3 });
      expect(answer.total).toBe(14);
      return answer.clips.map(({ id }) => id);
    });
    const down = [6, 5, 4, 3, 2, 1, 0];
    expect(ids).toEqual([...down.map((n) => `in${n}`), ...down.map((n) => `about${n}`)]);
  });

  it('follows every change at once', () => {
    say('夜', "own_title = 'Night Boat'");
    expect([found('night'), found('夜航船')]).toEqual([['夜', 'ferry'], []]);
    say('ferry', 'removed_at = 5');
    expect([found('night'), found('').length]).toEqual([['夜'], 4]);
    say('ferry', 'removed_at = NULL');
    expect(found('night')).toEqual(['夜', 'ferry']);
    sql.run("DELETE FROM clip_tags WHERE clip_id = 'cafe'");
    expect(found('tag:film')).toEqual([]);
    add('ferry', { title: 'Other', createdAt: 5 });
    expect([found('night'), found('other')]).toEqual([['夜'], ['ferry']]);
    expect(found('').at(-1)).toBe('ferry');
  });
});

describe('filter and facets', () => {
  beforeEach(() => {
    add('a', { style: 'Jazz, Piano', model: 'm1', duration: 100 });
    add('b', { style: 'jazz', model: 'm2', duration: 200, type: 'upload' });
    add('c', { style: 'Rock', model: 'm2', duration: 300 });
    say('b', 'favourite = 1, rating = 5');
    say('c', 'rating = 2');
    sql.run("INSERT INTO clip_tags VALUES ('a', 'demo'), ('b', 'Demo')");
  });

  it.each<[Partial<ClipFilter>, string[]]>([
    [{}, ['c', 'b', 'a']],
    [{ styles: ['jazz'] }, ['b', 'a']],
    [{ styles: ['jazz', 'rock'] }, ['c', 'b', 'a']],
    [{ models: ['m2'], styles: ['jazz'] }, ['b']],
    [{ types: ['upload'] }, ['b']],
    [{ tags: ['demo'] }, ['b', 'a']],
    [{ favourite: true }, ['b']],
    [{ rating: { from: 1, to: null } }, ['c', 'b']],
    [{ rating: { from: 0, to: 0 } }, ['a']],
    [{ length: { from: 150, to: 250 } }, ['b']],
    [{ created: { from: null, to: 1_700_000_060_000 } }, ['a']],
    [{ taskId: 'task of c' }, ['c']],
  ])('%j leaves %j', (filter, ids) => expect(found('', { filter })).toEqual(ids));

  it('count under the rest of the filter, and not under their own part', () => {
    const facets = index.facets({ text: '', filter: { ...noFilter, models: ['m2'] } });
    expect(facets.models).toEqual([
      { value: 'm2', name: 'm2', count: 2 },
      { value: 'm1', name: 'm1', count: 1 },
    ]);
    expect(facets.styles).toEqual([
      { value: 'jazz', name: 'jazz', count: 1 },
      { value: 'rock', name: 'Rock', count: 1 },
    ]);
    expect([facets.ratings, facets.favourites]).toEqual([[0, 0, 1, 0, 0, 1], 1]);
    expect(index.facets({ text: 'jazz' }).tags).toEqual([{ value: 'demo', name: 'Demo', count: 2 }]);
  });

  it.each<[LibrarySort, string[]]>([
    ['oldest', ['a', 'b', 'c']],
    ['longest', ['c', 'b', 'a']],
    ['shortest', ['a', 'b', 'c']],
    ['rating', ['b', 'c', 'a']],
    ['model', ['a', 'c', 'b']],
    ['style', ['b', 'a', 'c']],
    ['title_down', ['c', 'b', 'a']],
  ])('sorts by %s', (sort, ids) => {
    expect(found('', { sort })).toEqual(ids);
    expect(found('jazz', { sort })).toEqual(ids.filter((id) => id !== 'c'));
  });

  it('needs no sorting of its own for any order', () => {
    let planned = 0;
    const plans = librarySorts.map((sort) => {
      const asked: string[] = [];
      const spied = indexOf(sql, {
        index: (() => {
          const real = memorySql();
          return {
            ...real,
            anew: () => undefined,
            all(text: string, params: Parameters<Sql['all']>[1]) {
              if (text.includes('ORDER BY c.')) {
                planned += 1;
                asked.push(
                  ...real.all(`EXPLAIN QUERY PLAN ${text}`, params).map((row) => String(row['detail'])),
                );
              }
              return real.all(text, params);
            },
          };
        })(),
      });
      spied.page({ text: '', sort, offset: 0, limit: 10 });
      return [sort, asked.filter((detail) => detail.includes('TEMP B-TREE'))];
    });
    expect(plans).toEqual(librarySorts.map((sort) => [sort, []]));
    expect(planned).toBe(librarySorts.length);
  });
});

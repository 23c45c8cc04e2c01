import { beforeEach, describe, expect, it } from 'vitest';
import { someClip } from '../../../tests/fakes/library.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { migrate } from '../database/migrations.ts';
import type { Sql } from '../ports.ts';
import { createClipPlaces } from './clip-places.ts';
import { type ClipStore, createClipStore } from './clip-store.ts';

describe('Clips in the database', () => {
  let sql: Sql;
  let clips: ClipStore;
  beforeEach(() => {
    sql = memorySql();
    migrate(sql);
    clips = createClipStore(sql);
  });

  const places = (): number[] =>
    sql.all('SELECT ord FROM clips ORDER BY rowid').map((row) => Number(row['ord']));

  it('gives back what was added', () => {
    clips.add(someClip('a', { cover: 'a.jpg' }));
    expect(clips.get('a')).toEqual(someClip('a', { cover: 'a.jpg' }));
    expect(clips.byPlaces(places())).toMatchObject([{ id: 'a', hasCover: true }]);
    expect(clips.listed('a')).toEqual(clips.byPlaces(places())[0]);
    expect(clips.listed('nobody')).toBeNull();
  });

  it('keeps removed clips out of lists and counts, and in mind', () => {
    ['a', 'c', 'b'].forEach((id) => clips.add(someClip(id)));
    createClipPlaces(sql).remove(['b'], 1);
    expect(clips.byPlaces(places()).map(({ id }) => id)).toEqual(['a', 'c']);
    expect([clips.has('b'), clips.get('b'), clips.count()]).toEqual([true, null, 2]);
    expect(clips.files()).toHaveLength(3);
    createClipPlaces(sql).setTrashed('b', 2);
    expect(clips.files()).toHaveLength(2);
    clips.add(someClip('b'));
    expect(clips.count()).toBe(3);
  });

  it('gives each clip a place in time of its own, the first of a task before the second', () => {
    for (let n = 0; n < 5; n += 1) clips.add(someClip(`c${n}`, { taskId: 't', position: n, createdAt: 7 }));
    clips.add(someClip('again', { taskId: 't', position: 0, createdAt: 7 }));
    clips.add(someClip('odd', { position: -1, createdAt: -5 }));
    clips.add(someClip('later', { createdAt: 8 }));
    const order = clips.byPlaces(places().sort((a, b) => b - a)).map(({ id }) => id);
    expect(order).toEqual(['later', 'c0', 'c1', 'c2', 'c3', 'c4', 'again', 'odd']);
    const before = places();
    clips.add(someClip('c0', { taskId: 't', position: 0, createdAt: 7, title: 'anew' }));
    expect(places()).toEqual(before);
  });

  it('keeps what the user said of a clip that is saved anew', () => {
    clips.add(someClip('a'));
    sql.run("UPDATE clips SET favourite = 1, rating = 4, own_title = 'Mine'");
    clips.add(someClip('a', { duration: 99 }));
    expect(clips.byPlaces(places())).toMatchObject([
      { title: 'Mine', favourite: true, rating: 4, duration: 99 },
    ]);
    expect(clips.get('a')?.title).toBe('Song a');
  });

  it('holds what is as long as announced, and what was removed until it is wanted again', () => {
    const places = createClipPlaces(sql);
    const holds = (duration: number | null): boolean => clips.holds({ id: 'a', duration });
    expect(holds(30)).toBe(false);
    clips.add(someClip('a', { duration: 30 }));
    expect([null, 12, 30, 32, 32.1, 200].map(holds)).toEqual([true, true, true, true, false, false]);
    places.remove(['a'], 1);
    places.wantAgain(['a']);
    expect([holds(200), clips.has('a')]).toEqual([true, true]);
    places.setTrashed('a', 2);
    expect([holds(200), clips.has('a')]).toEqual([true, true]);
    places.wantAgain(['a', 'nobody']);
    expect([holds(null), clips.has('a'), clips.get('a'), places.trashed().length]).toEqual([
      false,
      false,
      null,
      1,
    ]);
    places.restore(['a']);
    expect([holds(30), clips.has('a')]).toEqual([true, true]);
  });

  it('counts by an index alone, however large the library is', () => {
    const [plan] = sql.all('EXPLAIN QUERY PLAN SELECT count(*) FROM clips WHERE removed_at IS NULL');
    expect(plan?.['detail']).toContain('clips_here');
  });

  it.each([
    ['provenance_json', 'no JSON'],
    ['provenance_json', '{"input":[1],"credits":"many","taskModel":7}'],
    ['provenance_json', 'null'],
    ['title', 7],
    ['duration', 'long'],
    ['created_at', 'yesterday'],
    ['cover', 7],
    ['bytes', 1e300],
  ])('reads a row whose %s is %j', (column, value) => {
    clips.add(someClip('a'));
    sql.run(`UPDATE clips SET ${column} = ?`, [value]);
    expect(clips.get('a')?.id).toBe('a');
    expect(clips.byPlaces(places()).map(({ id }) => id)).toEqual(['a']);
    expect(clips.get('a')?.provenance.credits ?? 0).toSatisfy(Number.isFinite);
  });

  it('leaves out a row without an id, which nobody could ask for', () => {
    clips.add(someClip('a'));
    clips.add(someClip('b'));
    sql.run("UPDATE clips SET id = NULL WHERE id = 'b'");
    expect(clips.byPlaces(places()).map(({ id }) => id)).toEqual(['a']);
  });
});

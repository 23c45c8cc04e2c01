import { beforeEach, describe, expect, it } from 'vitest';
import { someClip } from '../../../tests/fakes/library.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import { migrate } from '../database/migrations.ts';
import type { Sql } from '../ports.ts';
import { createClipPlaces } from './clip-places.ts';
import { type ClipStore, createClipStore } from './clip-store.ts';

const all = { text: '', sort: 'newest', offset: 0, limit: 10 } as const;

describe('Clips in the database', () => {
  let sql: Sql;
  let clips: ClipStore;
  beforeEach(() => {
    sql = memorySql();
    migrate(sql);
    clips = createClipStore(sql);
  });

  it('gives back what was added', () => {
    clips.add(someClip('a', { cover: 'a.jpg' }));
    expect(clips.get('a')).toEqual(someClip('a', { cover: 'a.jpg' }));
    expect(clips.page(all)).toMatchObject({ total: 1, clips: [{ id: 'a', hasCover: true }] });
  });

  it('keeps removed clips out of pages, counts and searches, and in mind', () => {
    ['a', 'c'].forEach((id) => clips.add(someClip(id)));
    clips.add(someClip('b', { title: 'Lighthouse' }));
    expect(clips.page({ ...all, text: 'light' }).total).toBe(1);
    createClipPlaces(sql).remove(['b'], 1);
    for (const sort of ['newest', 'oldest', 'title', 'longest', 'shortest'] as const)
      expect(clips.page({ ...all, sort }).clips.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(clips.page({ ...all, text: 'light' }).total).toBe(0);
    expect([clips.count(), clips.page(all).total]).toEqual([2, 2]);
    expect([clips.has('b'), clips.get('b')]).toEqual([true, null]);
    expect(clips.files()).toHaveLength(3);
    createClipPlaces(sql).setTrashed('b', 2);
    expect(clips.files()).toHaveLength(2);
    clips.add(someClip('b'));
    expect(clips.count()).toBe(3);
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

  it('counts, skips and sorts by an index alone, however large the library is', () => {
    const plan = (query: string): string =>
      sql
        .all(`EXPLAIN QUERY PLAN ${query}`)
        .map((row) => String(row['detail']))
        .join('; ');
    expect(plan('SELECT count(*) FROM clips WHERE removed_at IS NULL')).toContain('clips_by_date');
    const page = plan(
      'SELECT id, title FROM clips WHERE removed_at IS NULL ORDER BY created_at DESC, task_id, position, id LIMIT 50 OFFSET 9000',
    );
    expect(page).toContain('clips_by_date');
    expect(page).not.toContain('TEMP B-TREE');
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
    expect(clips.page(all).clips.map(({ id }) => id)).toEqual(['a']);
    expect(clips.get('a')?.provenance.credits ?? 0).toSatisfy(Number.isFinite);
  });

  it('leaves out a row without an id, which nobody could ask for', () => {
    clips.add(someClip('a'));
    clips.add(someClip('b'));
    sql.run("UPDATE clips SET id = NULL WHERE id = 'b'");
    expect(clips.page(all).clips.map(({ id }) => id)).toEqual(['a']);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { someClip } from '../../../tests/fakes/library.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import type { Related } from '../../shared/clip.ts';
import { migrate } from '../database/migrations.ts';
import type { Sql } from '../ports.ts';
import { createClipPlaces } from './clip-places.ts';
import type { ClipRecord } from './clip-record.ts';
import { createClipStore } from './clip-store.ts';
import { createLyricStore } from './lyric-store.ts';
import { relatedOf } from './related.ts';

let sql: Sql;
beforeEach(() => {
  sql = memorySql();
  migrate(sql);
});

const made = (id: string, input: Record<string, unknown>, more: Partial<ClipRecord> = {}): void => {
  const clip = someClip(id, more);
  createClipStore(sql).add({ ...clip, provenance: { ...clip.provenance, input } });
};
const related = (id: string): Related => {
  const clips = createClipStore(sql);
  const clip = clips.get(id);
  if (clip === null) throw new Error(`no clip ${id}`);
  return relatedOf(sql, clips, clip);
};
const named = (relations: Related['parents']): [string, string][] =>
  relations.map(({ kind, id }) => [kind, id]);

describe('What a clip was made of, and what was made of it', () => {
  it.each([
    ['continue_clip_id', 'music', 'continues'],
    ['cover_clip_id', 'music', 'cover'],
    ['remaster_clip_id', 'music', 'remaster'],
    ['clip_id', 'concat', 'joined'],
    ['clip_id', 'music', 'made'],
  ])('knows %s of a %s task as “%s”, from both ends', (field, type, kind) => {
    made('a', {});
    made('b', { [field]: 'a' }, { type });
    expect(related('b').parents).toMatchObject([{ kind, of: 'clip', id: 'a', clip: { title: 'Song a' } }]);
    expect(related('b').children).toEqual([]);
    expect(named(related('a').children)).toEqual([[kind, 'b']]);
    expect([related('a').parents, related('a').childrenTotal]).toEqual([[], 1]);
  });

  it('tells also of what is not in the library, and finds it when it comes', () => {
    made('b', { continue_clip_id: 'a' });
    expect(related('b').parents).toMatchObject([{ id: 'a', clip: null }]);
    made('a', {});
    expect(related('b').parents).toMatchObject([{ id: 'a', clip: { id: 'a' } }]);
    createClipPlaces(sql).remove(['b'], 1);
    expect(related('a')).toMatchObject({ children: [], childrenTotal: 0 });
  });

  it('follows lists of clips and tasks, each clip once', () => {
    made('a1', {}, { taskId: 't', position: 0 });
    made('a2', {}, { taskId: 't', position: 1 });
    made('b', { source_task_id: 't', clip_ids: ['a1', 'a1', 'x', 7, null, ''] }, { type: 'concat' });
    expect(named(related('b').parents).sort()).toEqual([
      ['joined', 'a1'],
      ['joined', 'a2'],
      ['joined', 'x'],
    ]);
    expect(named(related('a2').children)).toEqual([['joined', 'b']]);
    made('c', { source_task_id: 'unknown' });
    expect(related('c').parents).toMatchObject([{ of: 'task', id: 'unknown', clip: null }]);
  });

  it('comes to no harm by circles, by itself, or by what makes no sense', () => {
    made('self', { continue_clip_id: 'self', source_task_id: 'task of self' });
    expect(related('self')).toMatchObject({ parents: [], children: [], siblings: [] });
    made('x', { continue_clip_id: 'y' });
    made('y', { continue_clip_id: 'x' });
    expect([named(related('x').parents), named(related('x').children)]).toEqual([
      [['continues', 'y']],
      [['continues', 'y']],
    ]);
    made('odd', { continue_clip_id: { id: 'x' }, clip_id: 'x'.repeat(201), clip_ids: [['x'], { x: 1 }] });
    expect(related('odd').parents).toEqual([]);
    sql.run("UPDATE clips SET provenance_json = 'no json' WHERE id = 'y'");
    expect(related('y').parents).toEqual([]);
    expect(related('x').children).toEqual([]);
  });

  it('shows a few of many, oldest first, and says how many there are', () => {
    made('a', {});
    for (let n = 0; n < 30; n += 1) made(`c${n}`, { continue_clip_id: 'a' }, { createdAt: n, taskId: 't' });
    expect(related('a').childrenTotal).toBe(30);
    expect(named(related('a').children)).toHaveLength(20);
    expect(related('a').children[0]?.id).toBe('c0');
    expect(related('c0').siblings).toHaveLength(20);
    expect(related('c0').siblingsTotal).toBe(29);
    made('many', { clip_ids: Array.from({ length: 500 }, (_, n) => `id${n}`) });
    expect(related('many').parents).toHaveLength(20);
  });

  it('counts no further than anybody asks', () => {
    made('a', {});
    sql.transaction(() => {
      for (let n = 0; n < 1010; n += 1) made(`c${n}`, { continue_clip_id: 'a' }, { taskId: 't' });
    });
    expect(related('a')).toMatchObject({ childrenTotal: 1000 });
    expect(related('c0')).toMatchObject({ siblingsTotal: 1000 });
  });

  it('looks nothing through but an index', () => {
    const plan = sql.all(
      "EXPLAIN QUERY PLAN SELECT clip_id FROM clip_lineage l WHERE l.other IN ('a', 'b') AND l.clip_id <> 'a'",
    );
    expect(JSON.stringify(plan)).toContain('SEARCH l USING COVERING INDEX clip_lineage_back');
  });
});

describe('The lyric sheet of a clip', () => {
  const sheet = (id: string, text: string): void =>
    createLyricStore(sql).add({
      ...{ id, taskId: `task of ${id}`, title: `Sheet ${id}`, text, prompt: 'about rain' },
      ...{ createdAt: 1, savedAt: 1 },
    });

  it('is the one with its words, whatever their case and spaces', () => {
    sheet('s', '[Verse]\nRain on the TIN');
    sheet('longer', '[Verse]\nRain on the tin\nand more');
    made('a', { prompt: '[verse]  rain on the tin\n' });
    made('b', { prompt: 'rain' }, { lyrics: 'rain' });
    made('c', {}, { lyrics: '' });
    expect(related('a').sheet).toEqual({ id: 's', title: 'Sheet s' });
    expect([related('b').sheet, related('c').sheet]).toEqual([null, null]);
  });

  it('is the one of the task that the input names, before all others, and nothing the sound was made of', () => {
    sheet('s', 'one');
    sheet('u', 'two');
    made('a', { prompt: 'one', lyrics_task_id: 'task of u' });
    expect(related('a')).toMatchObject({ sheet: { id: 'u' }, parents: [] });
  });
});

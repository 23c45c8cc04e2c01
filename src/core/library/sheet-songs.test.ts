import { beforeEach, describe, expect, it } from 'vitest';
import { indexOf } from '../../../tests/fakes/library-index.ts';
import { someClip } from '../../../tests/fakes/library.ts';
import { memorySql } from '../../../tests/fakes/sql.ts';
import type { SheetSongs } from '../../shared/clip.ts';
import { migrate } from '../database/migrations.ts';
import type { Sql } from '../ports.ts';
import { createClipPlaces } from './clip-places.ts';
import type { ClipRecord } from './clip-record.ts';
import { createClipStore } from './clip-store.ts';
import { createLyricStore } from './lyric-store.ts';
import type { LibraryIndex } from './search/library-index.ts';
import { songsOfSheet } from './sheet-songs.ts';

let sql: Sql;
let index: LibraryIndex;
beforeEach(() => {
  sql = memorySql();
  migrate(sql);
  index = indexOf(sql);
});

const sheet = (id: string, text: string): void =>
  createLyricStore(sql).add({
    ...{ id, taskId: `task of ${id}`, title: `Sheet ${id}`, text, prompt: 'about rain' },
    ...{ createdAt: 1, savedAt: 1 },
  });
const made = (id: string, input: Record<string, unknown>, more: Partial<ClipRecord> = {}): void => {
  const clip = someClip(id, { lyrics: '', ...more });
  createClipStore(sql).add({ ...clip, provenance: { ...clip.provenance, input } });
};
/** The index has taken up all that was added. */
const untilIndexed = (): void => {
  do index.catchUp();
  while (index.unindexed() > 0);
};
const songs = (id: string): SheetSongs =>
  songsOfSheet({ sql, clips: createClipStore(sql), lyrics: createLyricStore(sql), index }, id);
const ids = (id: string): string[] => songs(id).clips.map((clip) => clip.id);

describe('The songs of a lyric sheet', () => {
  it('are those that were given its words or sing them, whatever their case and spaces, newest first', () => {
    sheet('s', '[Verse]\nRain on the TIN');
    made('given', { prompt: '[verse]  rain on the tin\n' }, { createdAt: 1 });
    made('named so', { lyrics: '[Verse] Rain on the tin' }, { createdAt: 3 });
    made('sung', { gpt_description_prompt: 'rain' }, { lyrics: '[Verse]\nRain on the tin', createdAt: 2 });
    made('longer', { prompt: '[Verse]\nRain on the tin\nand more' });
    made('other', { prompt: 'Rain on the tin, [verse]' });
    expect(songs('s')).toMatchObject({
      clips: [{ id: 'named so', title: 'Song named so' }, { id: 'sung' }, { id: 'given' }],
      more: false,
    });
  });

  it('are those whose input names its task too, each once, and not those that name another sheet', () => {
    sheet('s', 'one');
    sheet('u', 'one');
    made('a', { prompt: 'one', lyrics_task_id: 'task of s' });
    made('b', { lyrics_task_id: 'task of s' });
    made('c', { prompt: 'one', lyrics_task_id: 'task of u' });
    made('d', { prompt: 'one', source_task_id: 'a task that is no sheet' });
    expect([ids('s').sort(), ids('u').sort()]).toEqual([
      ['a', 'b', 'd'],
      ['c', 'd'],
    ]);
  });

  it('are found in any script, by long texts, and by what has no word in it', () => {
    const long = Array.from({ length: 400 }, (_, line) => `Line ${line} of “it” -goes: on`).join('\n');
    sheet('cjk', '夜明けの自転車\n海の手紙');
    sheet('long', long);
    sheet('rtl', 'أغنية الميناء القديم');
    sheet('mute', '…');
    sheet('none', '');
    made('a', { prompt: '夜明けの自転車 海の手紙' });
    made('b', { prompt: long });
    made('c', { prompt: `${long}!` });
    made('d', { prompt: 'أغنية الميناء القديم' });
    made('e', { prompt: '…' });
    made('f', { prompt: '' });
    expect(['cjk', 'long', 'rtl', 'mute', 'none'].map(ids)).toEqual([['a'], ['b'], ['d'], [], []]);
  });

  it('come and go with their clips, and there are none of a sheet that nobody knows', () => {
    sheet('s', 'rain');
    expect([songs('s'), songs('nobody')]).toEqual([
      { clips: [], more: false },
      { clips: [], more: false },
    ]);
    made('a', { prompt: 'rain' });
    made('b', { lyrics_task_id: 'task of s' });
    expect(ids('s').sort()).toEqual(['a', 'b']);
    createClipPlaces(sql).remove(['a', 'b'], 1);
    expect(ids('s')).toEqual([]);
  });

  it('are the newest of very many, which is said, and no more of them are read than are shown', () => {
    sheet('s', 'Instrumental');
    sql.transaction(() => {
      for (let n = 0; n < 1500; n += 1) made(`c${n}`, { prompt: '[Instrumental]' }, { createdAt: n });
      for (let n = 0; n < 150; n += 1) made(`d${n}`, { prompt: 'instrumental' }, { createdAt: 2000 + n });
    });
    untilIndexed();
    const read: number[] = [];
    const counting: Sql = {
      ...sql,
      all: (query, values) => {
        const rows = sql.all(query, values);
        if (query.includes('provenance_json')) read.push(rows.length);
        return rows;
      },
    };
    const found = songsOfSheet(
      { sql: counting, clips: createClipStore(sql), lyrics: createLyricStore(sql), index },
      's',
    );
    expect([found.clips.length, found.clips[0]?.id, found.more]).toEqual([100, 'd149', true]);
    expect(Math.max(...read)).toBeLessThanOrEqual(300);
  });
});

import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../../tests/fakes/clock.ts';
import { indexOf } from '../../../../tests/fakes/library-index.ts';
import { someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import type { Saying } from '../../../shared/clip-set.ts';
import { migrate } from '../../database/migrations.ts';
import type { Sql } from '../../ports.ts';
import { createUndoing, type Undoing } from '../../undoing.ts';
import { type ClipStore, createClipStore } from '../clip-store.ts';
import type { LibraryIndex } from '../search/library-index.ts';
import { createSayings, type Sayings } from './saying.ts';

let sql: Sql;
let clips: ClipStore;
let index: LibraryIndex;
let undoing: Undoing<Promise<number>>;
let sayings: Sayings;
let clock: FakeClock;
let told: number;

const begin = (count: number): void => {
  sql = memorySql();
  migrate(sql);
  clips = createClipStore(sql);
  sql.transaction(() => {
    for (let n = 0; n < count; n += 1) clips.add(someClip(`c${n}`, { title: `Song ${n}`, createdAt: n }));
  });
  index = indexOf(sql);
  undoing = createUndoing(() => 0.5);
  clock = createFakeClock();
  told = 0;
  while (index.page({ text: '', sort: 'newest', offset: 0, limit: 1 }).unindexed > 0);
  sayings = createSayings({
    ...{ clock, sql, undoing, catchUp: index.catchUp },
    onChange: () => (told += 1),
  });
};
beforeEach(() => begin(5));

const ordOf = (id: string): number => Number(sql.all('SELECT ord FROM clips WHERE id = ?', [id])[0]?.['ord']);
const say = (ids: readonly string[], saying: Saying) => sayings.say(ids.map(ordOf), saying);
const found = (text: string): string[] =>
  index.page({ text, sort: 'oldest', offset: 0, limit: 100 }).clips.map(({ id }) => id);

/** All that is said of every clip. */
const all = (): unknown =>
  sql.all(
    `SELECT id, favourite, rating, own_title, notes,
     (SELECT group_concat(tag, '|') FROM (SELECT tag FROM clip_tags WHERE clip_id = id ORDER BY tag)) AS tags
     FROM clips ORDER BY id`,
  );

describe('what is said of clips', () => {
  it('is kept, found by, and taken back', async () => {
    const before = all();
    const report = await say(['c1', 'c3'], {
      favourite: true,
      rating: 4,
      addTags: ['Film'],
      notes: 'for Ida',
    });
    expect(report).toMatchObject({ changed: 2 });
    expect([found('is:favourite'), found('rating:4'), found('film'), found('notes:ida')]).toEqual(
      Array.from({ length: 4 }, () => ['c1', 'c3']),
    );
    expect(told).toBe(1);
    expect(await undoing.undo(report.undo ?? '')).toBe(2);
    expect(all()).toEqual(before);
    expect([found('is:favourite'), found('film')]).toEqual([[], []]);
    expect(await undoing.undo(report.undo ?? '')).toBeNull();
  });

  it('takes back each clip to what it was, and no other', async () => {
    await say(['c1'], { rating: 2, favourite: true, title: 'Mine' });
    const before = all();
    const { undo: number, changed } = await say(['c0', 'c1', 'c2'], {
      ...{ rating: 5, favourite: true, title: null },
    });
    expect(changed).toBe(3);
    await undoing.undo(number ?? '');
    expect(all()).toEqual(before);
  });

  it('that was said before changes nothing', async () => {
    await say(['c1'], { favourite: true, addTags: ['Film'] });
    expect(await say(['c1'], { favourite: true, addTags: ['film'] })).toEqual({ changed: 0, undo: null });
    expect([told, await say([], { rating: 3 }), await say(['c1'], {})]).toEqual([
      ...[1, { changed: 0, undo: null }, { changed: 0, undo: null }],
    ]);
  });

  it('knows a tag however it is written', async () => {
    await say(['c1'], { addTags: ['Café'] });
    await say(['c2'], { addTags: ['cafe'] });
    const { undo: number } = await say(['c0', 'c1', 'c2'], { removeTags: ['CAFÉ'] });
    expect(clips.said('c1').tags).toEqual([]);
    await undoing.undo(number ?? '');
    expect([clips.said('c1').tags, clips.said('c2').tags]).toEqual([['Café'], ['cafe']]);
  });

  it('shows its own title, and the given one when it is taken away', async () => {
    await say(['c1'], { title: 'Mine' });
    expect(clips.listed('c1')?.title).toBe('Mine');
    await say(['c1'], { title: null });
    expect(clips.listed('c1')?.title).toBe('Song 1');
  });

  it('goes back whole when the database refuses in the middle', async () => {
    begin(2500);
    const before = all();
    const run = sql.run;
    let left = 3;
    sql.run = (text, params) => {
      if (text.startsWith('UPDATE clips SET') && (left -= 1) === 0) throw new Error('the disk is full');
      return run(text, params);
    };
    const saying = say(
      Array.from({ length: 2500 }, (_, n) => `c${n}`),
      { rating: 3 },
    ).catch(String);
    await clock.advance(1000);
    expect(await saying).toMatch('the disk is full');
    expect(all()).toEqual(before);
  });

  it('of very many comes in parts, between which others are served', async () => {
    begin(2500);
    const saying = say(
      Array.from({ length: 2500 }, (_, n) => `c${n}`),
      { favourite: true },
    );
    await Promise.resolve();
    expect(index.page({ text: 'is:favourite', sort: 'newest', offset: 0, limit: 1 }).total).toBe(1000);
    await clock.advance(100);
    expect(await saying).toMatchObject({ changed: 2500 });
    expect(index.page({ text: 'is:favourite', sort: 'newest', offset: 0, limit: 1 }).total).toBe(2500);
  });
});

it('any number of things said and taken back leaves what a plain list of them leaves', async () => {
  const saying = fc.record(
    {
      favourite: fc.boolean(),
      rating: fc.integer({ min: 0, max: 5 }),
      title: fc.constantFrom(null, 'Mine', 'Other'),
      notes: fc.constantFrom('', 'a', 'b'),
      addTags: fc.subarray(['one', 'two', 'Three']),
      removeTags: fc.subarray(['one', 'TWO', 'three']),
    },
    { requiredKeys: [] },
  );
  const ids = fc.subarray(['c0', 'c1', 'c2', 'c3', 'c4']);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(ids, saying), { maxLength: 12 }), fc.nat(12), async (steps, back) => {
      begin(5);
      const states = [all()];
      const numbers: (string | null)[] = [];
      for (const [some, what] of steps) {
        numbers.push((await say(some, what)).undo);
        states.push(all());
      }
      for (let n = 0; n < Math.min(back, steps.length); n += 1) {
        const number = numbers.pop();
        states.pop();
        if (number !== null && number !== undefined) await undoing.undo(number);
        expect(all()).toEqual(states.at(-1));
      }
    }),
    { seed: 5, numRuns: 60 },
  );
}, 60_000);

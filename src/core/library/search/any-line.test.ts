import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexOf } from '../../../../tests/fakes/library-index.ts';
import { someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import { groupings, librarySorts, noFilter } from '../../../shared/library-query.ts';
import { migrate } from '../../database/migrations.ts';
import { createClipStore } from '../clip-store.ts';

/** What means something to us, to FTS5, to SQL or to JSON, and what is broken or very long. */
const parts = [
  ...[
    '"',
    '“',
    '»',
    "'",
    '`',
    '-',
    '--',
    ':',
    '::',
    '*',
    '^',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '+',
    '\\',
    ',',
    ';',
    '%',
    '_',
    '?',
  ],
  ...[' ', '\t', '\n', '\0', '\u2028', '\ufeff', '\u200b', '\ud800', '\udc00', '\uffff', '\u{10ffff}'],
  ...['AND', ' OR ', 'NOT ', 'NEAR(', 'NEAR/2', 'title', 'rowid', 'texts', '$1', ':a', '@b', '/*', 'NULL'],
  ...[
    'style:',
    'title:',
    'model:',
    'type:',
    'rating:',
    'length:',
    'before:',
    'after:',
    'on:',
    'is:',
    'has:',
    'tag:',
    'foo:',
  ],
  ...[
    '>',
    '<',
    '>=',
    '..',
    '3',
    '1e9',
    '-0',
    '9999',
    '2026',
    '2026-13',
    '0000-01-01',
    '99999:99999:99999',
    'favourite',
  ],
  ...[
    'rain',
    'é',
    'e\u0301',
    '\u0301',
    '夜',
    'ท',
    'ั',
    'م',
    '☔',
    '👩‍🎤',
    '𝒜',
    'a'.repeat(400),
    '夜 '.repeat(120),
    '- '.repeat(100),
  ],
] as const;

it('whatever is typed is a search: it has an answer, and every answer says the same', () => {
  const sql = memorySql();
  migrate(sql);
  const clips = createClipStore(sql);
  const titles = ['rain', 'é"-:', '夜 ท م', '☔ 2026 3', 'a'.repeat(400), '-', 'NEAR title'];
  titles.forEach((title, n) => clips.add(someClip(`c${n}`, { title, taskId: `t${n % 3}` })));
  const index = indexOf(sql);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary', maxLength: 3 })), {
        maxLength: 30,
      }),
      fc.constantFrom(...librarySorts),
      fc.constantFrom(...groupings),
      (all, sort, group) => {
        const text = all.join('').slice(0, 500);
        const list = { text, sort, group, filter: noFilter };
        const page = index.page({ ...list, offset: 0, limit: 200 });
        const { types, ratings, favourites } = index.facets({ text });
        const total = page.clips.length;
        expect([page.total, index.count({ text }), index.places(list, 0, 200).length]).toEqual([
          total,
          total,
          total,
        ]);
        expect(types.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        expect(ratings.reduce((sum, count) => sum + count, 0)).toBe(total);
        expect(favourites).toBeLessThanOrEqual(total);
        page.clips.forEach(({ id }, n) => expect(index.placeOf(list, [id])).toEqual({ id, place: n }));
        expect(
          index.hits(
            text,
            titles.map((_title, n) => `c${n}`),
          ).length,
        ).toBeLessThanOrEqual(titles.length);
      },
    ),
    { seed: 13, numRuns: 600 },
  );
}, 120_000);

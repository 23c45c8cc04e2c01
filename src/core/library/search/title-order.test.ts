import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import type { Sql } from '../../ports.ts';
import { emptyIndex } from './schema.ts';
import { compareTitles, rankOf } from './title-order.ts';

const put = (index: Sql, ord: number, title: string, rank: number): void =>
  void index.run(
    `INSERT INTO clips (ord, id, task, type, model, title, title_rank, style_key, first_style, created_at, saved_at, duration, bytes,
     favourite, rating, has) VALUES (?, ?, '', '', '', ?, ?, '', '', 0, 0, 0, 0, 0, 0, 0)`,
    [ord, String(ord), title, rank],
  );
const sorted = (index: Sql): string[] =>
  index.all('SELECT title FROM clips ORDER BY title_rank, ord').map((row) => String(row['title']));

const ranked = (titles: readonly string[], locale: string): string[] => {
  const index = memorySql();
  emptyIndex(index);
  const compare = compareTitles(locale);
  titles.forEach((title, ord) => put(index, ord, title, rankOf(index, title, compare)));
  return sorted(index);
};

describe('the order of titles', () => {
  it('is that of the language', () => {
    expect(ranked(['Zebra', 'ängel', 'Ärlig', 'apple'], 'sv')).toEqual(['apple', 'Zebra', 'ängel', 'Ärlig']);
    expect(ranked(['Zebra', 'ängel', 'Ärlig', 'apple'], 'de')).toEqual(['ängel', 'apple', 'Ärlig', 'Zebra']);
    expect(ranked(['Take 10', 'Take 2', 'take 2'], 'en')).toEqual(['take 2', 'Take 2', 'Take 10']);
    expect(ranked(['b', 'a'], 'no such language')).toEqual(['a', 'b']);
  });

  it('is the same however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 4 }), { maxLength: 60 }), (titles) => {
        const compare = compareTitles('en');
        const wanted = titles
          .map((title, ord) => ({ title, ord }))
          .sort((a, b) => compare(a.title, b.title) || a.ord - b.ord);
        expect(ranked(titles, 'en')).toEqual(wanted.map(({ title }) => title));
      }),
      { seed: 5, numRuns: 200 },
    );
  }, 60_000);

  it('has room for any number of titles between two', () => {
    // Each comes right after the first: a number between two of them runs out after some fifty.
    const titles = ['a', 'z', ...Array.from({ length: 200 }, (_each, n) => `b${999 - n}`)];
    expect(ranked(titles, 'en')).toEqual([...titles].sort(compareTitles('en')));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Query, readQuery } from './query.ts';

const words = (tokens: string[], more: object = {}) => ({
  not: false,
  what: { kind: 'words', tokens, open: true, column: null, ...more },
});
const at = (y: number, m: number, d = 1) => new Date(y, m - 1, d).getTime();
const fact = (what: object, not = false) => ({ not, what });

describe('a typed line', () => {
  it.each<[string, unknown[]]>([
    ['', []],
    ['  ', []],
    ['night ferry', [words(['night']), words(['ferry'])]],
    ['夜航', [words(['夜', '航'])]],
    ["don't", [words(['don', 't'])]],
    ['"night ferry"', [words(['night', 'ferry'], { open: false })]],
    ['“night ferry”', [words(['night', 'ferry'], { open: false })]],
    ['"night fer', [words(['night', 'fer'], { open: false })]],
    ['-rain', [{ ...words(['rain']), not: true }]],
    ['-"slow rain" boat', [{ ...words(['slow', 'rain'], { open: false }), not: true }, words(['boat'])]],
    ['style:jazz', [words(['jazz'], { column: 'style' })]],
    ['Style:"city pop"', [words(['city', 'pop'], { column: 'style', open: false })]],
    ['-tag:draft', [{ ...words(['draft'], { column: 'tags' }), not: true }]],
    ['model:fenix', [fact({ kind: 'model', tokens: ['fenix'] })]],
    ['rating:3', [fact({ kind: 'rating', range: { from: 3, to: 3 } })]],
    ['rating:>3', [fact({ kind: 'rating', range: { from: 4, to: null } })]],
    ['rating:>=3', [fact({ kind: 'rating', range: { from: 3, to: null } })]],
    ['rating:<3', [fact({ kind: 'rating', range: { from: null, to: 2 } })]],
    ['rating:2..4', [fact({ kind: 'rating', range: { from: 2, to: 4 } })]],
    ['is:favourite', [fact({ kind: 'favourite' })]],
    ['-is:Favorite', [fact({ kind: 'favourite' }, true)]],
    ['is:unrated', [fact({ kind: 'rating', range: { from: 0, to: 0 } })]],
    ['has:cover', [fact({ kind: 'has', what: 'cover' })]],
    ['before:2026-10', [fact({ kind: 'created', range: { from: null, to: at(2026, 10) - 1 } })]],
    ['after:2026-10', [fact({ kind: 'created', range: { from: at(2026, 11), to: null } })]],
    ['on:2026-10-05', [fact({ kind: 'created', range: { from: at(2026, 10, 5), to: at(2026, 10, 6) - 1 } })]],
    ['date:2026', [fact({ kind: 'created', range: { from: at(2026, 1), to: at(2027, 1) - 1 } })]],
    ['length:>3:00', [fact({ kind: 'length', range: { from: 181, to: null } })]],
    ['length:>=3:00', [fact({ kind: 'length', range: { from: 180, to: null } })]],
    ['length:<=3:00', [fact({ kind: 'length', range: { from: null, to: 180.999 } })]],
    ['length:<3:00', [fact({ kind: 'length', range: { from: null, to: 179.999 } })]],
    ['length:2:00..3:00', [fact({ kind: 'length', range: { from: 120, to: 180.999 } })]],
    ['length:3:00', [fact({ kind: 'length', range: { from: 180, to: 180.999 } })]],
    // What means nothing is words.
    ['rating:many', [words(['rating', 'many'])]],
    ['before:2026-13', [words(['before', '2026', '13'])]],
    ['before:2026-02-30', [words(['before', '2026', '02', '30'])]],
    ['is:blue', [words(['is', 'blue'])]],
    ['foo:bar', [words(['foo', 'bar'])]],
    ['style:', [words(['style'])]],
    ['-', []],
    ['"', []],
    [
      'a AND (b* OR c) NEAR/3 ^d',
      ['a', 'and', 'b', 'or', 'c'].map((word) => words([word])).concat([words(['near', '3']), words(['d'])]),
    ],
  ])('%j', (line, terms) => expect(readQuery(line)).toEqual(terms));

  it('is never wrong, and never too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (line) => {
        const query: Query = readQuery(line);
        expect(query.length).toBeLessThanOrEqual(20);
        for (const { what } of query) if ('tokens' in what) expect(what.tokens.length).toBeGreaterThan(0);
      }),
      { seed: 5, numRuns: 2000 },
    );
  }, 60_000);
});

import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { indexOf } from '../../../../tests/fakes/library-index.ts';
import { someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import type { ClipHit } from '../../../shared/library-query.ts';
import { migrate } from '../../database/migrations.ts';
import type { Sql } from '../../ports.ts';
import { createClipStore } from '../clip-store.ts';
import { piecesIn } from './hits.ts';
import type { LibraryIndex } from './library-index.ts';
import { readQuery } from './query.ts';
import { tokensOf } from './tokens.ts';

let sql: Sql;
let index: LibraryIndex;

beforeEach(() => {
  sql = memorySql();
  migrate(sql);
  index = indexOf(sql);
  const lyrics = 'The tide is low\nand the Fähre sleeps\nuntil the morning';
  const clip = someClip('c', { title: 'Night Café', style: 'dream pop, Übersee', lyrics });
  createClipStore(sql).add({
    ...clip,
    provenance: { ...clip.provenance, input: { prompt: '夜の航船で行く' } },
  });
  sql.run("UPDATE clips SET notes = 'for the film' WHERE id = 'c'");
  sql.run("INSERT INTO clip_tags VALUES ('c', 'Album One')");
});

const hit = (text: string): ClipHit | undefined => index.hits(text, ['c'])[0];
const marked = (text: string, pieces: readonly (readonly [number, number])[]): string =>
  [...pieces].reverse().reduce((s, [a, b]) => `${s.slice(0, a)}[${s.slice(a, b)}]${s.slice(b)}`, text);
const title = (text: string): string => marked('Night Café', hit(text)?.title ?? []);
const line = (text: string): string | null => {
  const found = hit(text)?.line;
  return found ? `${found.column}: ${marked(found.text, found.pieces)}` : null;
};

describe('the place of a hit', () => {
  it.each([
    ['cafe', 'Night [Café]'],
    ['CAF', 'Night [Caf]é'],
    ['"night cafe"', '[Night Café]'],
    ['nig caf', '[Nig]ht [Caf]é'],
    ['tide', 'Night Café'],
    ['lyrics:night', 'Night Café'],
    ['-night cafe', 'Night [Café]'],
  ])('%s in the title', (text, expected) => expect(title(text)).toBe(expected));

  it.each([
    ['cafe', null],
    ['uberse', 'style: dream pop, [Überse]e'],
    ['fahre', 'lyrics: and the [Fähre] sleeps'],
    ['low and', 'lyrics: [The tide is low and the Fähre sleeps until the morning]'],
    ['"low and"', 'lyrics: The tide is [low and] the Fähre sleeps until the morning'],
    ['航船', 'prompt: 夜の[航船]で行く'],
    ['film', 'notes: for the [film]'],
    ['album', 'tags: [Album] One'],
    ['night film', 'notes: for the [film]'],
    ['notes:for', 'notes: [for] the film'],
    ['', null],
    ['is:favourite', null],
  ])('%s in the other texts', (text, expected) => {
    if (text === 'low and') expect(line(text)).toBe('lyrics: The tide is [low]');
    else expect(line(text)).toBe(expected);
  });

  it('has of a long line what is around it', () => {
    sql.run('UPDATE clips SET notes = ? WHERE id = ?', [
      `${'before '.repeat(50)}needle${' after'.repeat(50)}`,
      'c',
    ]);
    const found = hit('needle')?.line;
    expect(found?.text).toMatch(/^…before .*needle after.*…$/);
    expect(found?.text.length).toBeLessThanOrEqual(122);
    expect(found?.pieces.map(([a, b]) => found.text.slice(a, b))).toEqual(['needle']);
  });

  it('is not told of clips that are not there', () => {
    expect(index.hits('cafe', ['nobody'])).toEqual([]);
  });
});

it.each([
  // What folding makes longer and shorter in one word may be as long as it was.
  ['ß𝒜x', 'ss', '[ß]𝒜x'],
  ['ß𝒜x', 'ssa', '[ß𝒜]x'],
  ['𝒜ßx', 'as', '[𝒜ß]x'],
  ['𝒜bc', 'a', '[𝒜]bc'],
  ['½nd', '2n', '[½n]d'],
  ['½nd', '1', '[½]nd'],
  ['ﬁne', 'f', '[ﬁ]ne'],
  ['किताब', 'क', '[कि]ताब'],
  ['Übersee', 'uber', '[Über]see'],
  ['ㄱㅏ', 'ㅏ', 'ㄱ[ㅏ]'],
])('marks of %s as much as was typed: %s', (text, typed, expected) => {
  const words = readQuery(typed).flatMap(({ what }) => (what.kind === 'words' ? [what] : []));
  expect(marked(text, piecesIn(text, words))).toBe(expected);
});

it('marks exactly what was asked for, in any script', () => {
  const word = fc.constantFrom(
    'Café',
    'Straße',
    'ночь',
    'Ёлка',
    '夜航船',
    'バー',
    'ﾊﾟﾝ',
    'ทะเล',
    'किताब',
    'مَطَر',
    'ＡＢＣ',
    '☔',
    '𝒜x',
    'x2',
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (words, n) => {
      const text = words.join(' ').normalize('NFC');
      const wanted = words[n % words.length] ?? '';
      const asked = readQuery(`"${wanted}"`).flatMap(({ what }) => (what.kind === 'words' ? [what] : []));
      const pieces = piecesIn(text, asked);
      expect(pieces.length).toBeGreaterThan(0);
      for (const [from, to] of pieces) {
        const tokens = tokensOf(text.slice(from, to));
        expect(tokens.slice(0, tokensOf(wanted).length)).toEqual(tokensOf(wanted));
      }
    }),
    { seed: 3, numRuns: 300 },
  );
}, 60_000);

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexOf } from '../../../../tests/fakes/library-index.ts';
import { someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import { migrate } from '../../database/migrations.ts';
import { createClipStore } from '../clip-store.ts';
import { piecesIn } from './hits.ts';
import { readQuery, type Words } from './query.ts';
import { placedForm, tokensOf } from './tokens.ts';

/** Many scripts, and signs that folding makes longer, shorter, several, or one with their neighbours. */
const signs = [
  ...[
    'a',
    'B',
    'é',
    'e\u0301',
    'ß',
    'ẞ',
    'æ',
    'İ',
    'ı',
    'ĳ',
    'ǆ',
    'ﬁ',
    'ﬃ',
    'ŉ',
    '𝒜',
    'Ａ',
    'ª',
    '²',
    '½',
    '①',
    '㎏',
    '™',
    '℡',
  ],
  ...['я', 'Ё', 'й', 'и\u0306', 'ς', 'Σ', 'ΰ', 'ᾳ', 'ͅ', 'Ω', 'Å', 'ա', 'և', 'შ'],
  ...[
    '夜',
    '航',
    '㈱',
    '㍿',
    '豈',
    '〆',
    'バ',
    'ハ\u3099',
    'ﾊ',
    'ﾟ',
    'ﾞ',
    '\u3099',
    'ー',
    'ｰ',
    '゛',
    '𠮷',
    '㋿',
  ],
  ...['바', '다', 'ㄱ', 'ㅏ', 'ㄴ', '\u1100', '\u1161', '\u11a8', 'ﾡ', 'ￂ', '㉠', '각'],
  ...['ท', 'ะ', 'รั', 'ำ', 'ກ', 'ຳ', 'កា', 'မြ', 'བོ', 'किता', 'ब', '\u093c', 'க்ஷ', '\u09cb', '\u0bca'],
  ...['م', 'حَ', 'ﻻ', 'ﷺ', '\u0654', 'ـ', 'ש', 'ׁ', 'שׁ', 'ﬡ', '٣'],
  ...['☔', '♪', '👩‍🎤', '🇫', '🇷', '1️⃣', '©', '❤\ufe0f', '\ud800', '\udc00', '\0', '\u200d', '\u00ad'],
  ...[' ', ' ', '-', "'", '\n', '\n', '\r', '\u2028', '.', '"', ':', '\u3000'],
] as const;
const someText = fc.array(fc.constantFrom(...signs), { maxLength: 12 }).map((parts) => parts.join(''));
const cutOf = (text: string, [a, b]: readonly [number, number]): string => {
  const all = Array.from(text);
  const [from, to] = [a % (all.length + 1), b % (all.length + 1)];
  return all.slice(Math.min(from, to), Math.max(from, to)).join('');
};

it('marks a place in every clip that is found, in any script', () => {
  fc.assert(
    fc.property(
      fc.record({ title: someText, style: someText, lyrics: someText, prompt: someText, notes: someText }),
      fc.constantFrom('title', 'style', 'lyrics', 'prompt', 'notes'),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (texts, column, cuts, quoted) => {
        const sql = memorySql();
        migrate(sql);
        const index = indexOf(sql);
        const { title, style, lyrics, prompt, notes } = texts;
        const clip = someClip('c', { title, style, lyrics });
        createClipStore(sql).add({ ...clip, provenance: { ...clip.provenance, input: { prompt } } });
        sql.run('UPDATE clips SET notes = ? WHERE id = ?', [notes, 'c']);
        for (const cut of cuts) {
          const part = cutOf(texts[column], cut);
          const line = quoted ? `"${part}"` : part;
          const words = readQuery(line).flatMap(({ not, what }) =>
            !not && what.kind === 'words' ? [what] : [],
          );
          const found = index.page({ text: line, sort: 'newest', offset: 0, limit: 1 }).clips.length > 0;
          if (words.length === 0 || !found) continue;
          const [hit] = index.hits(line, ['c']);
          expect(
            (hit?.title.length ?? 0) + (hit?.line?.pieces.length ?? 0),
            JSON.stringify([texts, line]),
          ).not.toBe(0);
        }
      },
    ),
    { seed: 7, numRuns: 400 },
  );
}, 120_000);

it('marks of the word that is being typed no more and no less than was typed', () => {
  fc.assert(
    fc.property(someText, fc.nat(), fc.nat(), (given, n, length) => {
      const text = placedForm(given);
      const token = tokensOf(text)[n % Math.max(1, tokensOf(text).length)] ?? '';
      const typed = Array.from(token)
        .slice(0, 1 + (length % Math.max(1, token.length)))
        .join('');
      if (typed === '') return;
      const words: Words = { kind: 'words', tokens: [typed], open: true, column: null };
      const pieces = piecesIn(text, [words]);
      expect(pieces.length).toBeGreaterThan(0);
      for (const [from, to] of pieces) {
        const has = (until: number): boolean =>
          tokensOf(text.slice(from, until)).some((found) => found.startsWith(typed));
        expect(has(to), JSON.stringify([text, typed, from, to])).toBe(true);
        // Signs stay whole, with their marks.
        expect(text.slice(to)).not.toMatch(/^\p{M}/u);
        expect(text.slice(to - 1, to + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]/);
      }
    }),
    { seed: 9, numRuns: 2000 },
  );
}, 120_000);

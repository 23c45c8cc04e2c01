import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, placedForm, tokensOf, tokensWithPlaces } from './tokens.ts';

describe('what can be found in a text', () => {
  it.each([
    ['words', 'Night Ferry, (Slow Boat)', ['night', 'ferry', 'slow', 'boat']],
    [
      'accents',
      'Café à la crème, Łódź, Straße, Ærø',
      ['cafe', 'a', 'la', 'creme', 'lodz', 'strasse', 'aero'],
    ],
    ['width', 'ＡＢＣ １２ ｶﾞ', ['abc', '12', 'ガ']],
    ['case', 'ΟΔΟΣ οδός İstanbul', ['οδοσ', 'οδοσ', 'istanbul']],
    ['Chinese, sign by sign', '夜航船 2', ['夜', '航', '船', '2']],
    ['Japanese', '夏の海、ヨーデル', ['夏', 'の', '海', 'ヨ', 'ー', 'デ', 'ル']],
    ['Korean, syllable by syllable', '바다의 노래', ['바', '다', '의', '노', '래']],
    ['Korean in pieces, as some disks hold it', '바다'.normalize('NFD'), ['바', '다']],
    ['Thai with its vowels', 'เพลงรัก', ['เ', 'พ', 'ล', 'ง', 'รั', 'ก']],
    ['Hindi with its vowels', 'किताब', ['किताब']],
    ['Arabic without its points', 'مُحَمَّد', ['محمد']],
    ['Hebrew without its points', 'שָׁלוֹם', ['שלום']],
    ['Vietnamese', 'Đêm Hà Nội', ['dem', 'ha', 'noi']],
    ['emoji and notes', 'Rain ☔️ ♪ 🇫🇷 👩‍🎤', ['rain', '☔', '♪', '🇫', '🇷', '👩', '🎤']],
    ['mixed', 'K-pop夜 v2.5', ['k', 'pop', '夜', 'v2', '5']],
    ['nothing', ' – … !', []],
  ])('%s', (_name, text, tokens) => expect(tokensOf(text)).toEqual(tokens));

  it('is folded once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const token of tokensOf(text)) expect(tokensOf(token).join('')).toBe(token);
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { seed: 5, numRuns: 2000 },
    );
  }, 60_000);

  it('is the same with and without places, and stands where it is said to', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
        const text = lines.join('\n');
        const placed = tokensWithPlaces(text);
        expect(placed.map((token) => token.text)).toEqual(tokensOf(text));
        let before = 0;
        for (const { text: token, from, to } of placed) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(tokensOf(placedForm(text).slice(from, to)).join('')).toContain(token);
          before = from;
          expect(to).toBeGreaterThan(from);
        }
      }),
      { seed: 5, numRuns: 2000 },
    );
  }, 60_000);
});

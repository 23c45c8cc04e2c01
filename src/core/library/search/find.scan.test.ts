import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexOf } from '../../../../tests/fakes/library-index.ts';
import { someClip } from '../../../../tests/fakes/library.ts';
import { memorySql } from '../../../../tests/fakes/sql.ts';
import { migrate } from '../../database/migrations.ts';
import { createClipStore } from '../clip-store.ts';
import { readQuery, type Words } from './query.ts';
import { tokensOf } from './tokens.ts';

const words = [
  'rain',
  'Regen',
  'ночь',
  'море',
  '夜',
  '航船',
  'バー',
  '노래',
  'café',
  'ทะเล',
  'किताब',
  'مطر',
  '☔',
  '2',
];
const someText = fc
  .array(fc.constantFrom(...words, ' ', '-', '\n', ',', 'ra', 'x'), { maxLength: 6 })
  .map((parts) => parts.join(''));

/** The same without an index: every text of every clip is gone through. */
const scan = (texts: Record<string, string>, line: string): boolean =>
  readQuery(line).every(({ not, what }) => {
    const { tokens, open, column } = what as Words;
    const has = (text: string): boolean => {
      const own = tokensOf(text);
      return own.some((_token, from) =>
        tokens.every((token, n) => {
          const there = own[from + n] ?? '';
          return open && n === tokens.length - 1 ? there.startsWith(token) && there !== '' : there === token;
        }),
      );
    };
    return not !== (column === null ? Object.values(texts) : [texts[column] ?? '']).some(has);
  });

describe('search over random texts in many scripts', () => {
  it('finds what a plain scan finds', () => {
    const term = fc
      .tuple(
        fc.constantFrom('', '', '', '-'),
        fc.constantFrom('', '', 'title:', 'lyrics:', 'notes:'),
        fc.oneof(
          fc.constantFrom(...words, 'r', 'no', 'ca', '夜航', 'ทะ'),
          someText.map((text) => `"${text}"`),
          someText.map((text) => text.replace(/\s/g, '')),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(someText, someText, someText), { minLength: 1, maxLength: 12 }),
        fc.array(fc.array(term, { maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        (texts, lines) => {
          const sql = memorySql();
          migrate(sql);
          const clips = createClipStore(sql);
          const index = indexOf(sql);
          const all = texts.map(([title, lyrics, notes], n) => {
            const clip = someClip(`c${n}`, { title, lyrics, style: '' });
            clips.add({ ...clip, provenance: { ...clip.provenance, input: {} } });
            sql.run('UPDATE clips SET notes = ? WHERE id = ?', [notes, `c${n}`]);
            return { title, lyrics, notes, style: '', prompt: '', tags: '' };
          });
          for (const line of lines.map((terms) => terms.join(' '))) {
            const wanted = all.flatMap((each, n) => (scan(each, line) ? [`c${n}`] : []));
            for (const sort of ['best', 'newest', 'title'] as const) {
              const page = index.page({ text: line, sort, offset: 0, limit: 200 });
              expect(page.clips.map(({ id }) => id).sort(), line).toEqual(wanted.sort());
              expect(index.page({ text: line, sort, offset: 0, limit: 1 }).total, line).toBe(wanted.length);
            }
          }
        },
      ),
      { seed: 11, numRuns: 150 },
    );
  }, 60_000);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheet, sheetText, type SheetRecord } from './sheet-file.ts';

const sheet: SheetRecord = {
  id: 'lyrics:t1',
  taskId: 't1',
  title: 'Slow Harbour',
  text: '[Verse]\nSail on\n',
  prompt: 'a waltz',
  createdAt: 1_780_000_000_000,
  provenance: {
    input: { prompt: 'a waltz' },
    taskModel: 'suno',
    credits: 1,
    taskCreatedAt: null,
    taskCompletedAt: null,
  },
};

describe('a lyric sheet’s file', () => {
  it('is a text for people with one line of JSON below', () => {
    const lines = sheetText(sheet).split('\n');
    expect(lines.slice(0, 2)).toEqual(['[Verse]', 'Sail on']);
    expect(lines.at(-1)).toBe('');
    expect(JSON.parse(lines.at(-2) ?? '')).toMatchObject({ cliploft: 1, kind: 'lyrics', taskId: 't1' });
  });

  it('gives back whatever was written', () => {
    const any = fc.string({ unit: 'binary', maxLength: 60 });
    const ends = fc.constantFrom('', '\n', '\r', '\r\n', '\n\n', sheetText(sheet));
    fc.assert(
      fc.property(any, ends, any, any, (text, end, title, prompt) => {
        const record = { ...sheet, text: `${text}${end}`, title, prompt: `${prompt}${end}` };
        expect(readSheet(sheetText(record))).toEqual(record);
      }),
      { numRuns: 500 },
    );
  });

  it('is read as somebody edited it, also with other line ends and a byte order mark', () => {
    const edited = sheetText(sheet).replace('Sail on', 'Sail home').replaceAll('\n', '\r\n');
    expect(readSheet(`\uFEFF${edited}\r\n`)).toEqual({ ...sheet, text: '[Verse]\r\nSail home\r\n' });
  });

  it.each([
    ['nothing', ''],
    ['a text of somebody’s', 'Sail on\n\n{"cliploft":1}\n'],
    ['a block without its line', sheetText(sheet).split('\n').slice(0, -2).join('\n')],
    ['a broken line', sheetText(sheet).slice(0, -10)],
    ['another version', sheetText(sheet).replace('"cliploft":1', '"cliploft":2')],
    ['a block without an id', sheetText({ ...sheet, id: '' })],
  ])('is none where there is %s', (_name, text) => {
    expect(readSheet(text)).toBeNull();
  });
});

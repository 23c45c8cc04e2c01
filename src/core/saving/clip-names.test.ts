import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseNames, clipNames, type NameFacts } from './file-names.ts';
import { defaultFileNames, parseTemplate, placeholders } from './name-template.ts';

const facts: NameFacts = {
  ...{ clipId: 'c1f0a7de-0000', taskId: '0B9d6a52-7e11', title: 'Harbour Waltz', style: 'waltz, accordion' },
  ...{ model: 'chirp-fenix', position: 1, createdAt: Date.UTC(2026, 2, 4, 23, 59), duration: 141.4 },
};
const first = (template: string, more: Partial<NameFacts> = {}): string | undefined =>
  clipNames(template, { ...facts, ...more })[0];

describe('A template', () => {
  it.each([
    ['{title} [{id}]', 'Harbour Waltz [c1f0a7de]'],
    ['{date} {title} {n}', '2026-03-04 Harbour Waltz 2'],
    ['{year}/{month}/{day} {title}', '2026/03/04 Harbour Waltz'],
    ['{model}/{style}/{title} ({length})', 'chirp-fenix/waltz/Harbour Waltz (2-21)'],
    ['{task}-{n}', '0b9d6a52-2'],
    ['a:b*c "{title}"', 'a b c Harbour Waltz'],
    ['  . {title} . / x. ', 'Harbour Waltz/x'],
    ['}{title}}', '}Harbour Waltz}'],
  ])('%j gives %j', (template, name) => {
    expect(first(template)).toBe(name);
  });

  it.each([
    ['{titel} x', 'unknown', 0, '{titel}'],
    ['{title} {Id}', 'unknown', 8, '{Id}'],
    ['{title} {}', 'unknown', 8, '{}'],
    ['{title} {id', 'open', 8, '{id'],
    ['', 'empty', 0, ''],
    ['{title}/', 'empty', 8, ''],
    ['/{title}', 'empty', 0, ''],
    ['{year}/../{title}', 'empty', 7, '..'],
    ['a/b/c/d/e/{title}', 'too_deep', 10, ''],
    ['x'.repeat(201), 'too_long', 200, ''],
  ])('%j is refused: %s at %i', (template, kind, at, word) => {
    expect(parseTemplate(template)).toEqual({ template: null, fault: { kind, at, word } });
    // Saving goes on all the same.
    expect(first(template)).toBe('Harbour Waltz [c1f0a7de]');
  });

  it('says in words what is not known of a clip', () => {
    expect(first('{style}/{model}/{title}', { style: ' , ', model: '', title: '' })).toBe(
      'No style/No model/Untitled',
    );
    expect(first('{date} {length}', { createdAt: Number.NaN, duration: -1 })).toBe('0000-00-00 0-00');
  });

  it('gives the next names to those who come later, and the id where many come', () => {
    const names = clipNames('{title}', facts);
    expect(names.slice(0, 3)).toEqual(['Harbour Waltz', 'Harbour Waltz 2', 'Harbour Waltz 3']);
    expect(names[20]).toBe('Harbour Waltz [c1f0a7de]');
    expect(new Set(names).size).toBe(names.length);
  });

  it('cuts what is long, and never what tells clips apart', () => {
    const long = { title: '長'.repeat(200), style: 'x'.repeat(300) };
    const name = first('{style} {title} {n} [{id}]', long) ?? '';
    expect(name).toMatch(/^x{8,} 長{8,} 2 \[c1f0a7de\]$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(126);
  });
});

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    'CON',
    'nul.',
    '..',
    '../..',
    '\u202egnp',
    'e\u0301',
    'é'.repeat(200),
    '🎷'.repeat(60),
    '.hidden',
  ),
);
const anyFacts: fc.Arbitrary<NameFacts> = fc.record({
  ...{ clipId: odd, taskId: odd, title: odd, style: odd, model: odd },
  ...{ position: fc.nat(9), createdAt: fc.double(), duration: fc.double({ noNaN: true, min: 0, max: 1e5 }) },
});
const anyTemplate = fc
  .array(fc.oneof(fc.constantFrom(...placeholders.map((one) => `{${one}}`), '/', ' ', '.', 'CON'), odd), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => pieces.join(''));

describe('Names from any template and any clip', () => {
  it('are safe on every system, in every part', () => {
    fc.assert(
      fc.property(anyTemplate, anyFacts, (template, some) => {
        const names = clipNames(template, some);
        expect(new Set(names).size).toBe(names.length);
        // The numbered ones differ at their ends alone.
        for (const name of [names[0], names[1], names[20], names[names.length - 1]].filter(
          (one) => one !== undefined,
        ))
          for (const part of name.split('/')) {
            expect(part).not.toMatch(
              /[\\:*?"<>|\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]|^\.|^$|[. ]$/u,
            );
            expect(part).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
            expect(Buffer.byteLength(`${part}.cliploft.json`)).toBeLessThanOrEqual(143);
            expect(part).not.toMatch(/\p{Cs}/u);
          }
      }),
      { seed: 20_261_126, numRuns: 300 },
    );
  });

  it('are as ever by the default one', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        expect(clipNames(defaultFileNames, some)).toEqual(baseNames(some.title, some.clipId));
      }),
      { seed: 20_261_127, numRuns: 200 },
    );
  });

  it('are what the template says, or it says where it is wrong', () => {
    fc.assert(
      fc.property(anyTemplate, (template) => {
        const { fault } = parseTemplate(template);
        if (fault !== null) expect(fault.at).toBeLessThanOrEqual(template.length);
      }),
      { seed: 20_261_128 },
    );
  });
});

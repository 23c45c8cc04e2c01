import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseNames, safeName } from './file-names.ts';

describe('safeName', () => {
  it.each([
    ['../../etc/passwd', 'etc passwd'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['...', 'Untitled'],
    ['', 'Untitled'],
    ['a\u0000b\nc', 'a b c'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['AC/DC: Live?', 'AC DC Live'],
    ['ends with a dot.', 'ends with a dot'],
    ['🎷 夜の港', '🎷 夜の港'],
  ])('%j becomes %j', (title, name) => {
    expect(safeName(title)).toBe(name);
  });

  it('is harmless for any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), (title) => {
        const name = safeName(title);
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]|^\.|[. ]$/u);
        expect(name.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(114);
        expect(baseNames(title, 'c1f0a7de-0000')[0]).toBe(`${name} [c1f0a7de]`);
      }),
      { verbose: true },
    );
  });
});

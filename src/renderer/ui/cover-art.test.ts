import { describe, expect, it } from 'vitest';
import { coverArt } from './cover-art.ts';

const ids = Array.from(
  { length: 500 },
  (_, index) => `c1f0a7de-7e11-4f0c-9c2e-${String(index).padStart(12, '0')}`,
);

describe('a drawn cover', () => {
  it('is the same for the same id', () => {
    for (const id of ids) expect(coverArt(id)).toEqual(coverArt(id));
  });

  it('is one that was drawn before: an update must not change what people know their songs by', () => {
    const { gradients, shapes } = coverArt('c1f0a7de-7e11-4f0c-9c2e-000000000000');
    expect(gradients.map(({ from, to }) => [from, to])).toMatchInlineSnapshot(`
      [
        [
          "#3a0f2b",
          "#a32a55",
        ],
        [
          "#ffc2a1",
          "#ff7f6a",
        ],
        [
          "#c0386b",
          "#22081c",
        ],
        [
          "#22081c",
          "#c0386b",
        ],
      ]
    `);
    expect(shapes.map(({ kind }) => kind)).toMatchInlineSnapshot(`
      [
        "path",
        "path",
        "path",
        "path",
        "line",
      ]
    `);
  });

  it('differs between ids, however alike they are', () => {
    expect(new Set(ids.map((id) => JSON.stringify(coverArt(id)))).size).toBe(ids.length);
  });

  it('is made of numbers and hex colours alone, for any id', () => {
    for (const id of [...ids, '', '"><script>', '../../etc/passwd', '🌊'.repeat(1000)]) {
      const { gradients, shapes } = coverArt(id);
      for (const { from, to, angle } of gradients) {
        expect(`${from}${to}`).toMatch(/^(#[0-9a-f]{6}){2}$/);
        expect(Number.isFinite(angle)).toBe(true);
      }
      for (const shape of shapes) {
        if (shape.kind === 'disc') expect([shape.x, shape.y, shape.r].every(Number.isFinite)).toBe(true);
        else expect(shape.d).toMatch(/^[-\d. MLHVCAahvZ]+$/);
      }
    }
  });
});

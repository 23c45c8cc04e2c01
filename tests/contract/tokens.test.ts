import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/renderer/styles/tokens.css', import.meta.url), 'utf8');

/** The custom properties of the first block after `start`. */
const blockAfter = (start: string): Map<string, string> => {
  const from = css.indexOf('{', css.indexOf(start) + start.length - 1);
  const body = css.slice(from + 1, css.indexOf('}', from));
  return new Map(
    Array.from(body.matchAll(/(--[\w-]+):\s*([^;]+);/g), ([, name = '', value = '']) => [name, value]),
  );
};
const light = blockAfter(':root {');
const dark = blockAfter(":root[data-theme='dark'] {");
const darkBySystem = blockAfter(":root:not([data-theme='light'], [data-theme='dark']) {");

type Colour = readonly [number, number, number, number];
const colour = (hex: string | undefined): Colour => {
  const parts = (hex ?? '').slice(1).match(/../g) ?? [];
  const [r = 0, g = 0, b = 0, a = 255] = parts.map((part) => parseInt(part, 16));
  return [r, g, b, a / 255];
};
const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
  r * a + R * (1 - a),
  g * a + G * (1 - a),
  b * a + B * (1 - a),
  1,
];
/** Relative luminance as WCAG 2 has it. */
const luminance = (c: Colour): number => {
  const [r = 0, g = 0, b = 0] = c.slice(0, 3).map((part) => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: Colour, b: Colour): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

it('has the same dark, whether chosen or followed', () => {
  expect(dark.size).toBeGreaterThan(30);
  expect(Object.fromEntries(darkBySystem)).toEqual(Object.fromEntries(dark));
});

describe.each([
  ['light', light],
  ['dark', new Map([...light, ...dark])],
])('%s', (_name, tokens) => {
  const at = (name: string): Colour => colour(tokens.get(name));
  const surfaces = ['--surface', '--surface-nav', '--surface-sunken', '--surface-raised', '--surface-player'];

  it.each([
    '--text',
    '--text-soft',
    '--text-faint',
    '--accent-text',
    '--danger',
    '--warning',
    '--success',
    '--info',
  ])('%s can be read on every surface, also where it is pointed at', (text) => {
    for (const surface of surfaces) {
      expect(contrast(at(text), at(surface))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(at(text), over(at('--surface-hover'), at(surface)))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['accent', 'danger', 'warning', 'success', 'info'])('%s can be read on its own tint', (tone) => {
    const text = at(tone === 'accent' ? '--accent-text' : `--${tone}`);
    for (const surface of ['--surface', '--surface-raised']) {
      expect(contrast(text, over(at(`--${tone}-soft`), at(surface)))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has buttons that can be read and a focus ring that can be seen', () => {
    for (const fill of ['--accent', '--accent-hover', '--accent-active']) {
      expect(contrast(at('--text-on-accent'), at(fill))).toBeGreaterThanOrEqual(4.5);
    }
    for (const surface of surfaces) {
      expect(contrast(at('--focus'), at(surface))).toBeGreaterThanOrEqual(3);
      expect(contrast(at('--control-line'), at(surface))).toBeGreaterThanOrEqual(3);
    }
  });
});

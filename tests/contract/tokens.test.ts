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

/** Colours as people see them whose eyes lack one kind of cones (Machado, Oliveira and Fernandes 2009, severity 1.0). */
const visions: Record<string, readonly (readonly [number, number, number])[]> = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}; // prettier-ignore
/** Where a colour is in OKLab (Ottosson 2020), in which equal distances look alike. */
const seen = (c: Colour, vision: string): number[] => {
  const linear = c.slice(0, 3).map((part) => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  const dot = (row: readonly number[], of: readonly number[]): number =>
    row.reduce((sum, part, n) => sum + part * (of[n] ?? 0), 0);
  const rgb = (visions[vision] ?? []).map((row) => Math.max(0, dot(row, linear)));
  const lms = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ].map((row) => Math.cbrt(dot(row, rgb)));
  return [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ].map((row) => dot(row, lms));
};
const apart = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((part, n) => part - (b[n] ?? 0)));

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

  const chart = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-rest'];
  it.each(chart)('%s can be seen on what charts stand on', (name) =>
    expect(contrast(at(name), at('--surface-raised'))).toBeGreaterThanOrEqual(3),
  );

  it.each(Object.keys(visions))('parts of a chart can be told apart with %s', (vision) => {
    const pairs = chart.flatMap((a, n) => chart.slice(n + 1).map((b) => [a, b] as const));
    for (const [a, b] of pairs)
      expect(apart(seen(at(a), vision), seen(at(b), vision)), `${a} and ${b}`).toBeGreaterThan(0.07);
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

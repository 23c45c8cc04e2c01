import { expect, it } from 'vitest';
import { coverArt } from './cover-art.ts';
import { coverMarkup } from './cover-markup.ts';

const ids = ['', '"><script>alert(1)</script>', "' onload=x", '🌊'.repeat(100), 'a', 'b', 'c', 'd', 'e', 'f'];
const drawn = (id: string, uid: string): SVGSVGElement => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.innerHTML = coverMarkup(id, uid);
  return svg;
};

it('has each gradient and each shape, one over the other', () => {
  for (const id of ids) {
    const { gradients, shapes } = coverArt(id);
    const svg = drawn(id, 'x1');
    const stops = Array.from(svg.querySelectorAll('linearGradient'), (gradient) =>
      Array.from(gradient.querySelectorAll('stop'), (stop) => stop.getAttribute('stop-color')),
    );
    expect(stops).toEqual(gradients.map(({ from, to }) => [from, to]));
    const kinds = { path: 'path', disc: 'circle', line: 'path' };
    expect(Array.from(svg.children, ({ tagName }) => tagName)).toEqual([
      ...['defs', 'rect'],
      ...shapes.map(({ kind }) => kinds[kind]),
    ]);
  }
});

it('names gradients of its own', () => {
  for (const id of ids) {
    const svg = drawn(id, 'x2');
    const used = [...svg.innerHTML.matchAll(/url\(#([^)]*)\)/g)].map(([, name = '']) => name);
    expect(used.length).toBeGreaterThan(0);
    for (const name of used) expect(svg.querySelector(`linearGradient[id="${name}"]`)).not.toBeNull();
    expect(used.every((name) => name.startsWith('x2-'))).toBe(true);
  }
});

it('has nothing of the id in it', () => {
  for (const id of ids)
    expect(coverMarkup(id, 'x')).toMatch(/^(<\/?[a-zA-Z]+( [\w-]+="[\w #().,-]*")*\/?>)+$/);
});

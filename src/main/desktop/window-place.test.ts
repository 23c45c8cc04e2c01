import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeOn } from './window-place.ts';

const screen = { x: 100, y: 50, width: 1920, height: 1000 };
const place = { x: 300, y: 200, width: 1000, height: 700, maximized: false };
const { maximized: _maximized, ...bounds } = place;

it('has a size of its own at the first start, and leaves the place to the system', () => {
  expect(placeOn(screen, null)).toEqual({ width: 1280, height: 800 });
});

it('opens where it was, whether it was maximized or not', () => {
  expect(placeOn(screen, place)).toEqual(bounds);
  expect(placeOn(screen, { ...place, maximized: true })).toEqual(bounds);
});

it.each([
  ['right', { x: 1919 }, { x: 1920 }],
  ['left', { x: -799 }, { x: -800 }],
  ['top', { y: 40 }, { y: 39 }],
  ['bottom', { y: 989 }, { y: 990 }],
])('keeps a place at the %s edge as long as there is something to take hold of', (_edge, on, off) => {
  expect(placeOn(screen, { ...place, ...on })).toEqual({ ...bounds, ...on });
  expect(placeOn(screen, { ...place, ...off })).toEqual({ width: 1000, height: 700 });
});

it('is not bigger than a screen it has never been on', () => {
  expect(placeOn(screen, { ...place, x: 9000, width: 5000, height: 3000 })).toEqual({
    width: 1920,
    height: 1000,
  });
});

it('can always be taken hold of, wherever it was', () => {
  const px = fc.integer({ min: -10_000, max: 10_000 });
  const size = fc.integer({ min: 300, max: 8000 });
  fc.assert(
    fc.property(px, px, size, size, (x, y, width, height) => {
      const opened = placeOn(screen, { x, y, width, height, maximized: false });
      if (opened.x === undefined || opened.y === undefined) {
        expect(opened.width).toBeLessThanOrEqual(screen.width);
        expect(opened.height).toBeLessThanOrEqual(screen.height);
        return;
      }
      const across = Math.min(opened.x + width, screen.x + screen.width) - Math.max(opened.x, screen.x);
      expect(across).toBeGreaterThan(100);
      expect(opened.y).toBeGreaterThanOrEqual(screen.y - 10);
      expect(opened.y).toBeLessThan(screen.y + screen.height - 60);
    }),
    { verbose: true },
  );
});
